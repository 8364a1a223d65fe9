import CGit2
import Synchronization

/// History.
extension Repository {
  /// Runs `body` with a reader of single commits; it gives nil for one that is not here.
  ///
  /// - Throws: what `body` throws.
  package func withCommits<T>(
    _ body: (_ read: (_ id: String) throws(GitError) -> Commit?) throws(GitError) -> T
  ) throws(GitError) -> T {
    try durable.withHandle { handle throws(GitError) in
      try body { id throws(GitError) in
        do throws(GitError) {
          return try handle.withCommit(git_oid(hex: id)) { commit throws(GitError) in
            Commit(reading: commit)
          }
        } catch {
          if error.code == .missingObject { return nil }
          throw error
        }
      }
    }
  }

  /// The commits of a shallow clone whose parents are not here.
  package var shallowCommits: Set<String> { facts.shallow }

  /// The paths in which each commit differs from its first parent, all of them for a first commit;
  /// nil where the parent is not here, at the boundary of a shallow clone.
  ///
  /// Reads on several threads.
  ///
  /// - Throws: `GitError` with `missingObject` where a commit is not here.
  package func paths(touchedBy commits: [String]) throws(GitError) -> [[String]?] {
    let found = Mutex([[String]?](repeating: nil, count: commits.count))
    try onThreads(commits.count) { handle, next throws(GitError) in
      while let index = next() {
        let id = commits[index]
        guard !handle.facts.shallow.contains(id) else { continue }
        let paths = try handle.paths(touchedBy: git_oid(hex: id))
        found.withLock { $0[index] = paths }
      }
    }
    return found.withLock { $0 }
  }
}

extension Handle {
  /// The paths that differ from the first parent; nil where its trees are not here.
  fileprivate func paths(touchedBy commit: git_oid) throws(GitError) -> [String]? {
    let (tree, first) = try withCommit(commit) { commit in
      (
        git_commit_tree_id(commit).pointee,
        git_commit_parentcount(commit) > 0 ? git_commit_parent_id(commit, 0)?.pointee : nil
      )
    }
    do throws(GitError) {
      let parent = try first.map { id throws(GitError) in
        try withCommit(id) { git_commit_tree_id($0).pointee }
      }
      var changed = ChangedPaths(self)
      try changed.compare(parent, tree)
      return changed.paths.sorted()
    } catch {
      if error.code == .missingObject { return nil }
      throw error
    }
  }
}
