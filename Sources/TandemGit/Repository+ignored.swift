/// Something in the work tree that the repository's ignore rules leave out.
package struct IgnoredPath: Codable, Sendable, Hashable {
  /// Its path in the work tree, without a trailing slash.
  package var path: String
  /// Whether it is a folder, ignored with all that is in it; false for a link to one.
  package var isFolder: Bool

  /// Makes a path.
  package init(path: String, isFolder: Bool) {
    self.path = path
    self.isFolder = isFolder
  }
}

/// Ignored files: virtual environments, build folders.
extension Repository {
  /// The largest ignored folders, and the ignored files outside them, sorted by path.
  ///
  /// A folder that has a tracked file, or an untracked one that is not ignored, is never among
  /// them, only what is ignored inside it. Rules come from the repository (`.gitignore`,
  /// `info/exclude`), not from the user's own files. Names that are not UTF-8 are left out.
  ///
  /// - Parameter limit: The most paths found before the search ends.
  /// - Throws: `GitError` with `unreadableIndex`.
  package func ignoredTopLevel(limit: Int = 10_000) throws(GitError) -> [IgnoredPath] {
    guard let workTree else { return [] }
    return try durable.withHandle { handle throws(GitError) in
      try handle.withIndex { index throws(GitError) in
        var walk = IgnoreWalk(handle: handle, index: index, workTree: workTree, limit: limit)
        _ = walk.visit("")
        return walk.found.sorted { $0.path < $1.path }
      }
    }
  }
}
