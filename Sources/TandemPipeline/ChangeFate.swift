package import TandemCore
package import TandemGit

/// What became of a run's change, read from the history of a branch: merged as it was, changed
/// before it was merged, taken back.
package struct ChangeFate {
  private let repository: Repository
  /// Days after the merge within which a revert counts.
  private let days: Int

  /// Makes a reader.
  package init(repository: Repository, days: Int) {
    self.repository = repository
    self.days = days
  }

  /// The most commits after the base that are looked at.
  private static let horizon = 5_000

  /// Returns the verdict that the history of `head` gives on a change; nil where it holds no trace
  /// of it.
  ///
  /// A change was taken where its commit is in the history, or where one commit gave all of its files
  /// the very same contents (a squash, a cherry-pick). It was reworked where the merge that brought
  /// it holds other contents of its files, though the base's side had not touched them. It was
  /// taken back where a later commit says so (`This reverts commit …`) or gives all its files the
  /// base's contents again.
  ///
  /// - Throws: `GitError`.
  package func verdict(
    commit: String, base: String, paths: [String], head: Commit
  ) throws(GitError) -> ChangeVerdict? {
    let before = try contents(paths, try repository.resolve(base).tree)
    let made = try contents(paths, try repository.resolve(commit).tree)
    let later = try history(of: head, down: base)
    guard let taken = try taking(commit, made, paths, in: later) else { return nil }
    let after = Self.descendants(of: taken.id, in: later)
    if let back = try revert(of: [commit, taken.id], taken.time, before, paths, in: after) {
      return verdict(.reverted, back)
    }
    if let merge = try rework(commit, made, before, paths, in: later) {
      return verdict(.reworked, merge)
    }
    return verdict(.accepted, taken)
  }

  private func taking(
    _ commit: String, _ made: [String?], _ paths: [String], in history: [Commit]
  ) throws(GitError) -> Commit? {
    for step in history where step.id == commit { return step }
    for step in history where try contents(paths, step.tree) == made { return step }
    return nil
  }

  /// The commits that hold `commit` in their own history; `history` has parents first.
  private static func descendants(of commit: String, in history: [Commit]) -> [Commit] {
    var holding: Set<String> = [commit]
    return history.filter { step in
      guard step.parents.contains(where: holding.contains) else { return false }
      holding.insert(step.id)
      return true
    }
  }

  private func verdict(_ word: ChangeVerdict.Word, _ commit: Commit) -> ChangeVerdict {
    ChangeVerdict(
      word, by: "git", time: Double(commit.time),
      note: "commit \(commit.id.prefix(10)): \(commit.summary)")
  }

  /// The commits that lead from `base` to `head`, each after its parents.
  private func history(of head: Commit, down base: String) throws(GitError) -> [Commit] {
    try repository.withCommits { read throws(GitError) in
      // Commits older than the base are its own ancestors, reached around it.
      guard let start = try read(base) else { return [] }
      var seen: Set<String> = [base]
      var ordered: [Commit] = []
      var open: [(commit: Commit, isDone: Bool)] = [(head, false)]
      while let (commit, isDone) = open.popLast(), ordered.count < Self.horizon {
        if isDone {
          ordered.append(commit)
        } else if seen.insert(commit.id).inserted {
          open.append((commit, true))
          for parent in commit.parents where !seen.contains(parent) {
            if let found = try read(parent), found.time >= start.time {
              open.append((found, false))
            }
          }
        }
      }
      return ordered
    }
  }

  /// The ids of the files' contents in a tree; nil for a file that is not there.
  private func contents(_ paths: [String], _ tree: String) throws(GitError) -> [String?] {
    var ids: [String?] = []
    for path in paths { ids.append(try repository.entry(at: path, inTree: tree)?.id) }
    return ids
  }

  private func revert(
    of commits: [String], _ taken: Int64, _ before: [String?], _ paths: [String],
    in history: [Commit]
  ) throws(GitError) -> Commit? {
    let last = taken + Int64(days) * 86_400
    for step in history where step.time <= last {
      if commits.contains(where: { step.message.contains("This reverts commit \($0)") }) {
        return step
      }
      if try contents(paths, step.tree) == before { return step }
    }
    return nil
  }

  private func rework(
    _ commit: String, _ made: [String?], _ before: [String?], _ paths: [String],
    in history: [Commit]
  ) throws(GitError) -> Commit? {
    guard let merge = history.first(where: { $0.parents.count > 1 && $0.parents[0] != commit })
    else { return nil }
    let mainline = try contents(paths, try repository.resolve(merge.parents[0]).tree)
    let merged = try contents(paths, merge.tree)
    return mainline == before && merged != made && merged != before ? merge : nil
  }
}
