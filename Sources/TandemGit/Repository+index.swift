import CGit2

/// What the user's index says of one file.
package struct IndexTimestamp: Codable, Sendable, Hashable {
  /// The blob that the file held when it was last looked at.
  package var id: String
  /// Its time stamp then, in seconds since 1970.
  package var seconds: Int64
  /// The time stamp's nanoseconds.
  package var nanoseconds: Int64

  /// Makes a time stamp from its parts.
  package init(id: String, seconds: Int64, nanoseconds: Int64) {
    self.id = id
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }
}

/// The user's index, read only.
extension Repository {
  /// The time stamps of the tracked files, so that a copy of a tree can carry them and build tools
  /// need not build everything again.
  ///
  /// - Throws: `GitError` with `unreadableIndex`.
  package func indexTimestamps() throws(GitError) -> [String: IndexTimestamp] {
    var stamps: [String: IndexTimestamp] = [:]
    try durable.withHandle { handle throws(GitError) in
      try handle.forEachIndexEntry { entry in
        guard let path = String(validatingCString: entry.path) else { return }
        let seconds = Int64(UInt32(bitPattern: entry.mtime.seconds))
        stamps[path] = IndexTimestamp(
          id: entry.id.hex, seconds: seconds, nanoseconds: Int64(entry.mtime.nanoseconds))
      }
    }
    return stamps
  }

  /// Whether some tracked files are left out of the work tree (`git sparse-checkout`).
  ///
  /// - Throws: `GitError` with `unreadableIndex`, for a sparse index too.
  package func isSparse() throws(GitError) -> Bool {
    var isSparse = false
    try durable.withHandle { handle throws(GitError) in
      try handle.forEachIndexEntry { entry in
        if Handle.isLeftOut(entry) { isSparse = true }
      }
    }
    return isSparse
  }
}

extension Handle {
  /// Gives each entry that is not in conflict to `body`.
  fileprivate func forEachIndexEntry(_ body: (git_index_entry) -> Void) throws(GitError) {
    try withIndex { index throws(GitError) in
      for position in 0..<git_index_entrycount(index) {
        guard let entry = git_index_get_byindex(index, position),
          git_index_entry_stage(entry) == 0
        else { continue }
        body(entry.pointee)
      }
    }
  }
}
