import CGit2
@preconcurrency import Glibc
package import TandemCore

/// The work tree against a commit.
extension Repository {
  /// What the work tree has that a tree has not.
  ///
  /// Changed, deleted and untracked files, staged or not. Ignored files and submodules are left
  /// out; nothing is written to the repository.
  ///
  /// - Parameter base: The id of the tree to compare with.
  /// - Throws: `GitError` with `noWorkTree`, `unreadableIndex`, or `tooLarge` for a file of more
  ///   than 64 MB.
  package func diffWorkTree(base: String) throws(GitError) -> Diff {
    _ = try requireWorkTree("compare the work tree")
    return try scratch.withHandle { handle throws(GitError) in
      let base = try git_oid(hex: base)
      return try handle.diff(from: base, to: handle.writeWorkTree(base: base), renames: true)
    }
  }
}

extension Handle {
  /// Writes a tree of what the work tree holds, from the files that differ from `base`.
  func writeWorkTree(base: git_oid) throws(GitError) -> git_oid {
    let operation = "compare the work tree"
    var options = git_diff_options()
    git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    options.flags =
      GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
      | GIT_DIFF_IGNORE_SUBMODULES.rawValue | GIT_DIFF_SKIP_BINARY_CHECK.rawValue
    var removed: [git_tree_update] = []
    var written: [git_tree_update] = []
    var diff: OpaquePointer?
    // The updates' paths are the comparison's.
    defer { git_diff_free(diff) }
    try withTree(base) { tree throws(GitError) in
      try withIndex { index throws(GitError) in
        try check(
          git_diff_tree_to_workdir_with_index(&diff, pointer, tree, &options), operation)
        for position in 0..<git_diff_num_deltas(diff) {
          let delta = git_diff_get_delta(diff, position).pointee
          if delta.status != GIT_DELTA_DELETED {
            if let update = try upsert(delta.new_file) { written.append(update) }
          } else if !Self.isLeftOut(delta.old_file.path, in: index) {
            var update = git_tree_update()
            update.action = GIT_TREE_UPDATE_REMOVE
            update.path = delta.old_file.path
            removed.append(update)
          }
        }
      }
    }
    // A file can become a folder: first all that is gone, then all that is there.
    let rest = try updated(base, removed)
    return try updated(rest, written)
  }

  /// The entry for a file of the work tree; nil for a submodule.
  private func upsert(_ file: git_diff_file) throws(GitError) -> git_tree_update? {
    guard file.mode != UInt16(GIT_FILEMODE_COMMIT.rawValue) else { return nil }
    let path = String(cString: file.path)
    guard file.size <= 64 << 20 else {
      throw GitError(
        "compare the work tree", .tooLarge, "\(path) has more than 64 MB",
        hint: "let git ignore it: add it to .gitignore", paths: [path])
    }
    var update = git_tree_update()
    update.action = GIT_TREE_UPDATE_UPSERT
    update.path = file.path
    update.filemode = git_filemode_t(UInt32(file.mode))
    try check(
      git_blob_create_from_workdir(&update.id, pointer, file.path), "read the file \(path)")
    return update
  }
}
