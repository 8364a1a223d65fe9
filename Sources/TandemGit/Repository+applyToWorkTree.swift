import CGit2
@preconcurrency import Glibc
package import TandemCore

/// What bringing a change into the work tree did.
package struct AppliedChange: Codable, Sendable, Hashable {
  /// Files written, sorted.
  package var written: [String]
  /// Files deleted, sorted.
  package var deleted: [String]
  /// Files that were already as the change wants them, sorted.
  package var unchanged: [String]

  /// Makes a result from its parts.
  package init(written: [String] = [], deleted: [String] = [], unchanged: [String] = []) {
    self.written = written
    self.deleted = deleted
    self.unchanged = unchanged
  }
}

/// The one verb that changes the user's files.
extension Repository {
  /// Brings recorded changes into the work tree: all of them or, where one would overwrite
  /// something, none.
  ///
  /// Every file must be as the base has it, or already as the change wants it. Modes are kept;
  /// line endings are converted as `.gitattributes` says; links are never followed; each file is
  /// replaced whole. The index is not touched.
  ///
  /// - Parameter base: The id of the tree that the changes start from.
  /// - Throws: `GitError` with `conflict`, which names each file and why; `noWorkTree`.
  package func applyToWorkTree(
    changes: [FileChange], base: String
  ) throws(GitError) -> AppliedChange {
    let operation = "bring the change into the work tree"
    let files = try WorkTreeFiles(requireWorkTree(operation))
    return try durable.withHandle { handle throws(GitError) in
      let base = try git_oid(hex: base)
      let plan = try ChangePlan(changes, base: base, handle: handle, operation: operation)
      var work = WorkTreeChange()
      for step in plan.steps { try work.prepare(step, in: files, handle) }
      guard work.conflicts.isEmpty else {
        let lines = work.conflicts.map { "  \($0.path): \($0.reason)" }
        throw GitError(
          operation, .conflict,
          "it would overwrite what is not committed:\n" + lines.joined(separator: "\n"),
          hint: "commit or stash these first (git stash push -- FILE), or merge the branch instead",
          paths: work.conflicts.map(\.path))
      }
      return try work.perform(in: files)
    }
  }
}

/// Changes that were held against the files on disk, and what to write.
private struct WorkTreeChange {
  private(set) var conflicts: [(path: String, reason: String)] = []
  private var writes: [(path: String, bytes: [UInt8], like: stat?)] = []
  private var deletions: [String] = []
  private var unchanged: [String] = []

  mutating func prepare(
    _ step: ChangePlan.Step, in files: borrowing WorkTreeFiles, _ handle: Handle
  ) throws(GitError) {
    let wanted = try step.text.map { text throws(GitError) in
      try handle.smudge(Array(text.utf8), path: step.path)
    }
    switch (try files.content(at: step.path), step.old) {
    case (.missing, nil):
      if let wanted { writes.append((step.path, wanted, nil)) }
    case (.missing, _?):
      if wanted == nil {
        unchanged.append(step.path)
      } else {
        conflicts.append((step.path, "it is not in the work tree"))
      }
    case (.file(let bytes, _), _) where bytes == wanted:
      unchanged.append(step.path)
    case (.file(let bytes, let facts), let old?):
      guard try handle.isBlob(old.id, bytes, path: step.path) else {
        conflicts.append((step.path, "it has changes that are not in the base"))
        return
      }
      if let wanted {
        writes.append((step.path, wanted, facts))
      } else {
        deletions.append(step.path)
      }
    case (.file, nil):
      conflicts.append((step.path, "it is new in the change but exists already"))
    case (.other, _):
      conflicts.append((step.path, "a link or a folder is in its place"))
    }
  }

  /// Writes everything beside its place first, so that a full disk changes nothing.
  func perform(in files: borrowing WorkTreeFiles) throws(GitError) -> AppliedChange {
    var staged: [(path: String, name: String)] = []
    var done: [String] = []
    do throws(GitError) {
      for write in writes {
        staged.append(
          (write.path, try files.stage(write.bytes, for: write.path, like: write.like)))
      }
      for file in staged {
        try files.commit(file.name, to: file.path)
        done.append(file.path)
      }
      for path in deletions {
        try files.remove(path)
        done.append(path)
      }
    } catch {
      for file in staged where !done.contains(file.path) {
        files.discard(file.name, for: file.path)
      }
      var error = error
      if !done.isEmpty { error.message += "; already changed: " + done.joined(separator: ", ") }
      throw error
    }
    return AppliedChange(written: writes.map(\.path), deleted: deletions, unchanged: unchanged)
  }
}
