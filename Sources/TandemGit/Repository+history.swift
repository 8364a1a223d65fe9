import CGit2

/// History.
extension Repository {
  /// The commits that lead to one, newest first, at most `limit`.
  ///
  /// Walks by looking commits up, since libgit2's own walk fails at once in a shallow clone, and
  /// stops wherever a parent is not here.
  ///
  /// - Throws: `GitError` with `missingObject` where not even the first commit is here.
  package func history(from commit: String, limit: Int) throws(GitError) -> [Commit] {
    try durable.withHandle { handle throws(GitError) in
      var walk = HistoryWalk(handle: handle)
      try walk.start(at: git_oid(hex: commit))
      while walk.commits.count < limit, try walk.step() {}
      return walk.commits
    }
  }

  /// The paths in which each commit differs from its first parent, all of them for a first commit;
  /// nil where the parent is not here, at the boundary of a shallow clone.
  package func paths(touchedBy commits: [Commit]) throws(GitError) -> [[String]?] {
    try durable.withHandle { handle throws(GitError) in
      var all: [[String]?] = []
      for commit in commits {
        let isBoundary = handle.facts.shallow.contains(commit.id)
        all.append(isBoundary ? nil : try handle.paths(touchedBy: commit))
      }
      return all
    }
  }
}

/// A walk from commit to parents, newest first by the committer's time.
private struct HistoryWalk {
  let handle: Handle
  private(set) var commits: [Commit] = []
  /// Commits still to be visited, oldest first.
  private var frontier: [Commit] = []
  private var seen: Set<String> = []

  init(handle: Handle) { self.handle = handle }

  mutating func start(at id: git_oid) throws(GitError) {
    insert(try handle.withCommit(id) { commit throws(GitError) in Commit(reading: commit) })
  }

  /// Visits one commit; false at the end.
  mutating func step() throws(GitError) -> Bool {
    guard let commit = frontier.popLast() else { return false }
    let isBoundary = handle.facts.shallow.contains(commit.id)
    commits.append(commit)
    if !isBoundary {
      for parent in commit.parents where !seen.contains(parent) {
        if let parent = try read(parent) { insert(parent) }
      }
    }
    return true
  }

  private mutating func insert(_ commit: Commit) {
    seen.insert(commit.id)
    var low = 0
    var high = frontier.count
    while low < high {
      let middle = (low + high) / 2
      if frontier[middle].time < commit.time { low = middle + 1 } else { high = middle }
    }
    frontier.insert(commit, at: low)
  }

  /// A commit; nil where it is not here.
  private func read(_ id: String) throws(GitError) -> Commit? {
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

extension Handle {
  /// The paths that differ from the first parent; nil where its trees are not here.
  fileprivate func paths(touchedBy commit: Commit) throws(GitError) -> [String]? {
    do throws(GitError) {
      let parent = try commit.parents.first.map { id throws(GitError) in
        try withCommit(git_oid(hex: id)) { git_commit_tree_id($0).pointee }
      }
      var changed = ChangedPaths(self)
      try changed.compare(parent, git_oid(hex: commit.tree))
      return changed.paths.sorted()
    } catch {
      if error.code == .missingObject { return nil }
      throw error
    }
  }
}
