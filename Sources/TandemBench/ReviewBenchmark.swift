import TandemCore
import TandemGit
import TandemPatch
import TandemPipeline

/// `tandem-bench review`: finished diffs with hidden labels through the deterministic checks of
/// `tandem review`, without a test or a model: which alarms on right ones, which on wrong ones.
///
/// Reads drafts and real fixes alike; the labels are read only to count.
package enum ReviewBenchmark {
  static let usage = """
    usage: tandem-bench review INSTANCES.jsonl DRAFTS.jsonl REPOSITORIES OUT.jsonl
    REPOSITORIES holds one packed bare repository a project (django__django.git). Real fixes in the
    form of drafts come from scripts/real-fixes.py.
    """

  /// What the checks said of one diff, one line of the output file.
  struct Line: Codable {
    let draft_id: String
    let right: Bool
    /// Why the diff could not be read; nil where it was.
    let problem: String?
    let findings: [Finding]
  }

  /// Runs over all diffs, writes a line each and prints the table.
  package static func run(arguments: [String]) async throws -> Int32 {
    guard arguments.count == 4 else {
      print(usage)
      return 2
    }
    let instances = Dictionary(
      try JSONLines.read(DraftsBenchmark.Instance.self, arguments[0]).map { ($0.instance_id, $0) },
      uniquingKeysWith: { a, _ in a })
    var lines: [Line] = []
    for draft in try JSONLines.read(DraftsBenchmark.LabelledDraft.self, arguments[1]) {
      guard let instance = instances[draft.instance_id] else { continue }
      let line = try look(at: draft, instance, repositories: arguments[2])
      lines.append(line)
      try JSONLines.append(line, arguments[3])
    }
    print(table(lines))
    return 0
  }

  private static func look(
    at draft: DraftsBenchmark.LabelledDraft, _ instance: DraftsBenchmark.Instance,
    repositories: String
  ) throws -> Line {
    let repository = try Repository.open(
      at: repositories + "/" + instance.repo.replacing("/", with: "__") + ".git",
      trustOwner: true)
    let base = try repository.resolve(instance.base_commit)
    do {
      let change = try self.change(draft.patch, repository, base.tree)
      let subject = ReviewSubject(
        name: draft.draft_id, diff: change.diff, changes: change.changes)
      let checked = try ReviewChecks(repository: repository, riskPaths: [])
        .checked(subject, base: base.tree)
      return Line(
        draft_id: draft.draft_id, right: draft.right, problem: nil, findings: checked.findings)
    } catch {
      return Line(
        draft_id: draft.draft_id, right: draft.right, problem: "\(error)", findings: [])
    }
  }

  /// The patch as git writes it, else as models write diffs.
  private static func change(
    _ patch: String, _ repository: Repository, _ tree: String
  ) throws -> TreeChange {
    do throws(GitError) {
      return try repository.change(patch: patch, toTree: tree)
    } catch {
      let base = try BaseTree(repository: repository, tree: tree)
      let changes = try UnifiedDiff.parse(patch, read: base.text)
      return TreeChange(
        base: tree, diff: try repository.diff(base: tree, changes: changes), changes: changes,
        isWhole: true)
    }
  }

  /// How many diffs each alarm is on, right and wrong ones apart, worst first.
  static func table(_ lines: [Line]) -> String {
    let read = lines.filter { $0.problem == nil }
    var counts: [String: (severity: Finding.Severity, right: Int, wrong: Int)] = [:]
    for line in read {
      for alarm in Set(line.findings.map { "\($0.rule)|\($0.severity.rawValue)" }) {
        let severity = alarm.split(separator: "|").last.flatMap {
          Finding.Severity(rawValue: String($0))
        }
        var row = counts[alarm] ?? (severity ?? .note, 0, 0)
        if line.right { row.right += 1 } else { row.wrong += 1 }
        counts[alarm] = row
      }
    }
    let rows = counts.sorted { a, b in
      a.value.severity == b.value.severity
        ? a.key < b.key : a.value.severity > b.value.severity
    }
    var text = ["| alarm | severity | on right | on wrong |", "| --- | --- | ---: | ---: |"]
    for (alarm, row) in rows {
      let rule = alarm.split(separator: "|").first ?? ""
      text.append("| \(rule) | \(row.severity.rawValue) | \(row.right) | \(row.wrong) |")
    }
    for (name, least) in [
      ("any warning or worse", Finding.Severity.warning), ("any error", .error),
    ] {
      let alarmed = read.filter { $0.findings.contains { $0.severity >= least } }
      text.append(
        "| \(name) | | \(alarmed.count(where: \.right)) | \(alarmed.count { !$0.right }) |")
    }
    text.append("| all read | | \(read.count(where: \.right)) | \(read.count { !$0.right }) |")
    text.append("could not be read: \(lines.count - read.count)")
    return text.joined(separator: "\n")
  }
}
