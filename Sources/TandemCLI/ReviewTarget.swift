import FoundationEssentials
import TandemCore
import TandemGit
import TandemPatch
import TandemPipeline
import TandemStore

/// Finds what `tandem review WHAT` means.
///
/// Nothing is the uncommitted changes; else the first that fits of: `-`, a run, a patch file, a
/// range `A..B` or `A...B`, a commit, the beginning of a run's id.
struct ReviewTarget {
  let session: Session
  let arguments: Arguments
  let host: Host

  /// What is to be reviewed, and from where it starts.
  struct Found {
    var name: String
    /// The commit it starts from.
    var base: String
    var change: TreeChange
    var report: BugReport?
    var contract: ChangeContract?
  }

  /// The most bytes a patch may have.
  static let limit = 16 << 20

  /// Resolves the operand.
  ///
  /// - Throws: `CommandError` (usage) where nothing fits; `GitError`.
  func found() async throws -> Found {
    guard let what = arguments.positional.first else { return try uncommitted() }
    if what == "-" {
      if host.isInputTerminal {
        host.printError("reading the patch from the terminal; end it with Ctrl-D")
      }
      return try patch(what, named: "the patch from standard input")
    }
    let runs = try await session.store.runs()
    if what == "last" || runs.contains(where: { $0.id == what }) { return try await run() }
    var isFolder = false
    if FileManager.default.fileExists(atPath: host.absolute(what), isDirectory: &isFolder) {
      guard !isFolder else {
        throw CommandError.usage(
          "\(what) is a folder", "to review only what is in it: tandem review --scope '\(what)/**'")
      }
      return try patch(what, named: "patch \(what)")
    }
    if let range = try range(what) { return range }
    if let commit = try? session.repository.resolve(what) { return try self.commit(commit) }
    if runs.contains(where: { $0.id.hasPrefix(what) }) { return try await run() }
    throw CommandError.usage(
      "`\(what)` is no run, no file and no commit here",
      "give nothing for the uncommitted changes, or A..B, a patch file, - or a run's id")
  }

  private func base() throws(GitError) -> Commit {
    try session.repository.resolve(arguments.base ?? "HEAD")
  }

  private func uncommitted() throws -> Found {
    let base = try base()
    guard session.repository.workTree != nil else {
      throw CommandError.usage(
        "a bare repository has no uncommitted changes", "name a commit or a range: A..B")
    }
    let name =
      arguments.base.map { "the work tree against \($0)" } ?? "the uncommitted changes"
    return Found(
      name: name, base: base.id, change: try session.repository.changeOfWorkTree(from: base.tree))
  }

  private func commit(_ commit: Commit) throws -> Found {
    let name = "commit \(commit.id.prefix(10))"
    guard let parent = commit.parents.first else {
      // git's empty tree, which needs not be stored.
      let empty = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
      return Found(
        name: name, base: commit.id,
        change: try session.repository.change(from: empty, to: commit.tree))
    }
    let base = try session.repository.resolve(parent)
    return Found(
      name: name, base: base.id,
      change: try session.repository.change(from: base.tree, to: commit.tree))
  }

  /// `A..B` is what leads from A to B; `A...B` what B has since it parted from A.
  private func range(_ what: String) throws -> Found? {
    for dots in ["...", ".."] {
      guard let place = what.firstRange(of: dots) else { continue }
      let left = String(what[..<place.lowerBound])
      let right = String(what[place.upperBound...])
      let repository = session.repository
      var old = try repository.resolve(left.isEmpty ? "HEAD" : left)
      let new = try repository.resolve(right.isEmpty ? "HEAD" : right)
      if dots == "..." { old = try repository.mergeBase(old.id, new.id) }
      return Found(
        name: what, base: old.id, change: try repository.change(from: old.tree, to: new.tree))
    }
    return nil
  }

  /// A patch as git writes it, links, modes and binary files included; else one as people and
  /// models write it.
  private func patch(_ path: String, named name: String) throws -> Found {
    let bytes = try InputFile.read(path, limit: Self.limit, host: host)
    guard bytes.count <= Self.limit else {
      throw CommandError.usage("\(path) is larger than 16 MB", "review the commits: A..B")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandError.usage(
        "\(path) is not UTF-8", "apply it and review the uncommitted changes")
    }
    let base = try base()
    do throws(GitError) {
      return Found(
        name: name, base: base.id,
        change: try session.repository.change(patch: text, toTree: base.tree))
    } catch {
      // Its own words count where git's form was meant.
      guard error.code == .malformedPatch, !text.contains("diff --git ") else { throw error }
    }
    let tree = try BaseTree(repository: session.repository, tree: base.tree)
    do throws(EditError) {
      let changes = try UnifiedDiff.parse(text, read: tree.text)
      return Found(
        name: name, base: base.id,
        change: TreeChange(
          base: base.tree, diff: try diff(base.tree, changes), changes: changes, isWhole: true))
    } catch {
      throw CommandError.usage(
        "\(path): \(error)", "make it with git diff, or name the commit it is for: --base REV")
    }
  }

  private func diff(_ tree: String, _ changes: [FileChange]) throws(EditError) -> Diff {
    do throws(GitError) {
      return try session.repository.diff(base: tree, changes: changes)
    } catch {
      throw EditError(.noEdit, error.message)
    }
  }

  private func run() async throws -> Found {
    let summary = try await session.run(arguments)
    // From here a person reads: `tandem outcome`, `approve` and `reject` tell the minutes.
    try await session.store.looked(at: summary.id)
    let record = try await RunLoader.load(
      summary.id, from: session.store, version: Version.number)
    let attempt =
      record.attempts.first { $0.number == record.result?.attempt } ?? record.attempts.last
    guard let attempt, !attempt.diff.isEmpty else {
      throw CommandError.refused(
        "run \(summary.id) left no change", "see `tandem show \(summary.id)`")
    }
    let earlier = record.request.review
    return Found(
      name: "run \(summary.id)", base: record.request.base,
      change: TreeChange(
        base: record.request.tree, diff: attempt.diff,
        changes: attempt.changes(with: record.reproduction), isWhole: earlier?.isWhole ?? true),
      report: earlier.map(\.report) ?? record.request.report,
      contract: earlier.map(\.contract) ?? record.contracts.last)
  }
}
