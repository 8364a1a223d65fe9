import CGit2

/// Changes to be looked at, of whatever kind: unlike recorded ones they may hold links, binary
/// files and modes. Nothing is written to the repository.
extension Repository {
  /// What changed from one tree to another.
  ///
  /// - Throws: `GitError` with `missingObject`.
  package func change(from old: String, to new: String) throws(GitError) -> TreeChange {
    try durable.withHandle { handle throws(GitError) in
      try handle.treeChange(from: git_oid(hex: old), to: git_oid(hex: new))
    }
  }

  /// What the work tree has that a tree has not: changed, deleted and untracked files, staged or
  /// not; ignored files and submodules are left out.
  ///
  /// - Throws: `GitError` with `noWorkTree`, `unreadableIndex` or `tooLarge`.
  package func changeOfWorkTree(from base: String) throws(GitError) -> TreeChange {
    _ = try requireWorkTree("compare the work tree")
    return try scratch.withHandle { handle throws(GitError) in
      let base = try git_oid(hex: base)
      return try handle.treeChange(from: base, to: handle.writeWorkTree(base: base))
    }
  }

  /// What a patch in git's format makes of a tree.
  ///
  /// - Throws: `GitError` with `malformedPatch` or `patchDoesNotApply`.
  package func change(patch: String, toTree tree: String) throws(GitError) -> TreeChange {
    try PatchCheck.require(patch, refusesUnsupported: false)
    return try withParsed(patch) { handle, diff throws(GitError) in
      let base = try git_oid(hex: tree)
      return try handle.treeChange(from: base, to: handle.applied(diff, to: base))
    }
  }

  /// The commit where two histories parted, for `A...B`.
  ///
  /// - Throws: `GitError` with `unknownRevision` where they have nothing in common.
  package func mergeBase(_ one: String, _ other: String) throws(GitError) -> Commit {
    let found = try durable.withHandle { handle throws(GitError) -> String in
      var (one, other) = try (git_oid(hex: one), git_oid(hex: other))
      var base = git_oid()
      guard git_merge_base(&base, handle.pointer, &one, &other) == 0 else {
        throw GitError(
          "find where the histories part", .unknownRevision,
          "\(one.hex.prefix(10)) and \(other.hex.prefix(10)) have no common commit here",
          hint: isShallow ? "fetch the whole history: git fetch --unshallow" : "write A..B")
      }
      return base.hex
    }
    return try resolve(found)
  }
}

extension Handle {
  /// Writes the tree that a parsed patch makes of its base, and returns its id.
  ///
  /// A new file where one is already is refused: libgit2 would put the new text before the old one.
  fileprivate func applied(_ diff: OpaquePointer, to base: git_oid) throws(GitError) -> git_oid {
    let operation = "apply the patch"
    let hint = "name the commit it is for: --base REV"
    try withTree(base) { tree throws(GitError) in
      for index in 0..<git_diff_num_deltas(diff) {
        let delta = git_diff_get_delta(diff, index).pointee
        guard delta.status == GIT_DELTA_ADDED, let path = delta.new_file.path else { continue }
        var entry: OpaquePointer?
        defer { git_tree_entry_free(entry) }
        guard git_tree_entry_bypath(&entry, tree, path) != 0 else {
          let name = String(cString: path)
          throw GitError(
            operation, .patchDoesNotApply,
            "\(name): it is new in the patch but exists in the base", hint: hint, paths: [name])
        }
      }
    }
    return try writeTree(of: diff, over: base, operation, hint: hint)
  }
}
