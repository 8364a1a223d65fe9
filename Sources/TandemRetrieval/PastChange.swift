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
  /// Whether the report names it, or the ticket that it was made for.
  var isNamed = false
}

extension PastChange {
  /// The most that are told: the others resemble a report by chance.
  private static let most = 100
  /// The most that are told for being named; a number that more commits name is no ticket's.
  private static let mostNamed = 20

  /// The commits that lead to `base` and resemble the report, most alike first, then those that it
  /// names.
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
    let alike = MessageScores(query, commits, set).best(most)
    let best = max(alike.first?.score ?? 0, 0.01)
    let told =
      alike.map { (commit: commits[$0.commit], likeness: $0.score / best, isNamed: false) }
      + set.commits(named: query.changes, among: commits).prefix(mostNamed)
      .map { (commit: $0, likeness: 0, isNamed: true) }
    guard let paths = try? set.paths(touchedBy: told.map(\.commit), repository: repository) else {
      return []
    }
    return zip(told, paths).compactMap { told, paths in
      paths.map {
        PastChange(
          summary: set.summary(of: told.commit), likeness: told.likeness,
          age: Double(now - told.commit.time) / 86_400, paths: $0, isNamed: told.isNamed)
      }
    }
  }
}
