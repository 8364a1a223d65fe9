import CGit2

extension Handle {
  /// Runs `body` with the repository's index as it is on disk now.
  ///
  /// - Throws: `GitError` with `unreadableIndex` for the forms that libgit2 does not know.
  func withIndex<T>(_ body: (OpaquePointer) throws(GitError) -> T) throws(GitError) -> T {
    var index: OpaquePointer?
    var status = git_repository_index(&index, pointer)
    if status == 0 { status = git_index_read(index, 0) }
    defer { git_index_free(index) }
    guard status == 0, let index else {
      let message = GitError.lastMessage
      throw GitError("read the index", .unreadableIndex, message, hint: Self.hint(for: message))
    }
    return try body(index)
  }

  /// Whether a path is tracked but left out of the work tree (`git sparse-checkout`), which
  /// libgit2 takes for deleted.
  static func isLeftOut(_ path: UnsafePointer<CChar>, in index: OpaquePointer) -> Bool {
    git_index_get_bypath(index, path, 0).map { isLeftOut($0.pointee) } ?? false
  }

  /// Whether an entry's file is left out of the work tree.
  static func isLeftOut(_ entry: git_index_entry) -> Bool {
    entry.flags_extended & UInt16(GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue) != 0
  }

  /// The command that rewrites an index in a form that libgit2 reads.
  private static func hint(for message: String) -> String {
    if message.contains("'sdir'") {
      return "it is a sparse index: git sparse-checkout reapply --no-sparse-index"
    }
    if message.contains("'link'") {
      return "it is a split index: git update-index --no-split-index"
    }
    if message.contains("checksum") {
      return "it may be without its checksum:"
        + " git -c index.skipHash=false update-index --force-write-index"
    }
    return "build it anew: rm .git/index && git reset"
  }
}
