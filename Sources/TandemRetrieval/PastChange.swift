import TandemCore
import TandemGit
import TandemIndex

/// A commit before the base whose message resembles the report: what was changed for it is likely
/// what must be changed again.
struct PastChange: Sendable, Hashable {
  /// The message's first line.
  var summary: String
  /// How far it resembles the report; 1 for the one that does most.
  var likeness: Double
  /// Days before the base.
  var age: Double
  /// What it touched.
  var paths: [String]
}

extension PastChange {
  /// The most that are told: the others resemble a report by chance.
  private static let most = 100

  /// The commits that lead to `base` and resemble the report, most alike first.
  ///
  /// Nothing that `base` does not lead to is looked at. A history that is cut or damaged says less,
  /// and is no error.
  static func resembling(
    _ query: SearchQuery, before base: String, _ set: inout SegmentSet,
    repository: Repository, keeping folder: IndexFolder?
  ) -> [PastChange] {
    guard
      let commits = try? set.history(
        from: base, limit: Retriever.mostCommits, repository: repository, keeping: folder),
      let now = commits.first?.time
    else { return [] }
    let scores = MessageScores(query, commits, set)
    let alike = scores.best(most)
    guard let best = alike.first?.score,
      let paths = try? set.paths(
        touchedBy: alike.map { commits[$0.commit] }, repository: repository)
    else { return [] }
    return zip(alike, paths).compactMap { alike, paths in
      let commit = commits[alike.commit]
      return paths.map {
        PastChange(
          summary: set.summary(of: commit), likeness: alike.score / best,
          age: Double(now - commit.time) / 86_400, paths: $0)
      }
    }
  }
}
