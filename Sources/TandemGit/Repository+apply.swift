import CGit2
package import TandemCore

/// Patches in git's format, applied to trees in memory.
extension Repository {
  /// The changes that a patch makes to a tree; writes nothing to the repository.
  ///
  /// - Parameters:
  ///   - patch: A patch with `diff --git` lines, as git writes it; it must fit exactly.
  ///   - tree: The id of the tree it is for.
  /// - Throws: `GitError` with `malformedPatch`, `patchDoesNotApply`, `unsafePath` or
  ///   `unsupportedChange`.
  package func apply(patch: String, toTree tree: String) throws(GitError) -> [FileChange] {
    try PatchCheck.require(patch)
    return try withParsed(patch) { handle, diff throws(GitError) in
      try handle.apply(diff, to: git_oid(hex: tree))
    }
  }

  /// Gives `body` a patch as libgit2 reads it, and a handle that writes nothing to the repository.
  ///
  /// - Throws: `GitError` with `malformedPatch`, or what `body` throws.
  func withParsed<Value>(
    _ patch: String, _ body: (Handle, OpaquePointer) throws(GitError) -> Value
  ) throws(GitError) -> Value {
    try scratch.withHandle { handle throws(GitError) in
      var diff: OpaquePointer?
      var text = patch
      let status = text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          git_diff_from_buffer(&diff, $0.baseAddress, $0.count)
        }
      }
      try check(status, "read the patch", .malformedPatch)
      defer { git_diff_free(diff) }
      guard let diff, git_diff_num_deltas(diff) > 0 else {
        throw GitError("read the patch", .malformedPatch, "it is empty")
      }
      return try body(handle, diff)
    }
  }
}

extension Handle {
  fileprivate func apply(_ diff: OpaquePointer, to base: git_oid) throws(GitError) -> [FileChange] {
    let operation = "apply the patch"
    try requireFit(diff, base, operation)
    let result = try writeTree(of: diff, over: base, operation)
    // The patch declares no mode change, but libgit2 takes a mode from the `index` line.
    return try changes(from: base, to: result, keepsModes: false)
  }

  /// Writes the tree that a parsed patch makes of its base, and returns its id.
  func writeTree(
    of diff: OpaquePointer, over base: git_oid, _ operation: String, hint: String? = nil
  ) throws(GitError) -> git_oid {
    try withTree(base) { tree throws(GitError) in
      var index: OpaquePointer?
      try check(
        git_apply_to_tree(&index, pointer, tree, diff, nil), operation, .patchDoesNotApply,
        hint: hint)
      defer { git_index_free(index) }
      var result = git_oid()
      try check(git_index_write_tree_to(&result, index, pointer), operation, .unsafePath)
      return result
    }
  }

  /// Refuses what must not be changed, and a new file where one is already: libgit2 would put the
  /// new text before the old one.
  private func requireFit(
    _ diff: OpaquePointer, _ base: git_oid, _ operation: String
  ) throws(GitError) {
    var touched: [FileChange] = []
    var added: Set<String> = []
    for index in 0..<git_diff_num_deltas(diff) {
      let delta = git_diff_get_delta(diff, index).pointee
      let isDeleted = delta.status == GIT_DELTA_DELETED
      if isDeleted || delta.status == GIT_DELTA_RENAMED, let path = delta.old_file.path {
        touched.append(FileChange(path: String(cString: path), text: nil))
      }
      guard !isDeleted, let path = delta.new_file.path else { continue }
      touched.append(FileChange(path: String(cString: path), text: ""))
      if delta.status != GIT_DELTA_MODIFIED { added.insert(String(cString: path)) }
    }
    let plan = try ChangePlan(touched, base: base, handle: self, operation: operation)
    for step in plan.steps where step.old != nil && added.contains(step.path) {
      throw GitError(
        operation, .patchDoesNotApply,
        "\(step.path): it is new in the patch but exists in the base", paths: [step.path])
    }
  }
}
