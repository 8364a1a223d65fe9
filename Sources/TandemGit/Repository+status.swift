import CGit2

/// What of the work tree is in no commit.
package struct WorkTreeStatus: Codable, Sendable, Hashable {
  /// Tracked files that differ from `HEAD` in the index or on disk.
  package var changed: Int
  /// Untracked files, and untracked folders counted once.
  package var untracked: Int

  /// Makes a status from its parts.
  package init(changed: Int, untracked: Int) {
    self.changed = changed
    self.untracked = untracked
  }

  /// Whether everything is committed.
  package var isClean: Bool { changed == 0 && untracked == 0 }
}

/// The work tree beside the commits.
extension Repository {
  /// Counts what is not committed; a bare repository has nothing.
  ///
  /// Submodules are not entered, and what a sparse checkout leaves out is no change.
  ///
  /// - Throws: `GitError` with `unreadableIndex`.
  package func status() throws(GitError) -> WorkTreeStatus {
    guard !isBare else { return WorkTreeStatus(changed: 0, untracked: 0) }
    return try durable.withHandle { handle throws(GitError) in
      try handle.withIndex { index throws(GitError) in try handle.status(index) }
    }
  }
}

extension Handle {
  fileprivate func status(_ index: OpaquePointer) throws(GitError) -> WorkTreeStatus {
    var options = git_status_options()
    git_status_options_init(&options, UInt32(GIT_STATUS_OPTIONS_VERSION))
    options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR
    options.flags =
      GIT_STATUS_OPT_INCLUDE_UNTRACKED.rawValue | GIT_STATUS_OPT_EXCLUDE_SUBMODULES.rawValue
    var list: OpaquePointer?
    try check(git_status_list_new(&list, pointer, &options), "look through the work tree")
    defer { git_status_list_free(list) }
    var status = WorkTreeStatus(changed: 0, untracked: 0)
    for position in 0..<git_status_list_entrycount(list) {
      guard let entry = git_status_byindex(list, position)?.pointee else { continue }
      if entry.status == GIT_STATUS_WT_NEW {
        status.untracked += 1
      } else if entry.status != GIT_STATUS_WT_DELETED
        || !Self.isLeftOut(entry.index_to_workdir.pointee.old_file.path, in: index)
      {
        status.changed += 1
      }
    }
    return status
  }
}
