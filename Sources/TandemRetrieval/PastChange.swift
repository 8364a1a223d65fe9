import TandemCode
import TandemCore
import TandemGit

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
  /// The most commits that are looked at, newest first.
  private static let mostCommits = 40_000
  /// The most that are told: the others resemble a report by chance.
  private static let most = 100
  /// The most that are told for being named; a number that more commits name is no ticket's.
  private static let mostNamed = 20

  /// The commits that lead to `base` and resemble the report, most alike first.
  ///
  /// Nothing that `base` does not lead to is read. A history that is cut or damaged says less, and
  /// is no error.
  static func resembling(
    _ query: SearchQuery, in repository: Repository, before base: String
  ) -> [PastChange] {
    guard let commits = try? repository.history(from: base, limit: mostCommits),
      let now = commits.first?.time
    else { return [] }
    let messages = commits.map { count($0.message, query) }
    let ranking = BM25(messages, termCount: query.terms.count)
    let terms = query.terms
    let scored = messages.indices.lazy
      .map { (commit: $0, score: ranking.score(messages[$0]) { terms[$0].messageWeight }) }
      .filter { $0.score > 0 }
      .sorted { ($0.score, $1.commit) > ($1.score, $0.commit) }
      .prefix(most)
    let named =
      query.changes.isEmpty ? [] : commits.indices.filter { query.changes.hold(commits[$0]) }
    let best = max(scored.first?.score ?? 0, 0.01)
    let told =
      scored.map { ($0.commit, $0.score / best) } + named.prefix(mostNamed).map { ($0, 0) }
    guard let paths = try? repository.paths(touchedBy: told.map { commits[$0.0] }) else {
      return []
    }
    return zip(told.indices, paths).compactMap { place, paths in
      let commit = commits[told[place].0]
      return paths.map {
        PastChange(
          summary: commit.summary, likeness: told[place].1,
          age: Double(now - commit.time) / 86_400, paths: $0, isNamed: place >= scored.count)
      }
    }
  }

  /// The query's words in a message, of which the first lines say most.
  private static func count(_ message: String, _ query: SearchQuery) -> WordCounts {
    var counts: [Int32: Int32] = [:]
    var words = WordCounts()
    CodeWords.forEach(in: Array(message.utf8.prefix(3_000))) { buffer, range in
      words.total += 1
      let term = query.termOfHash.position(of: StableHash.number(buffer[range]))
      if term >= 0 { counts[Int32(term), default: 0] += 1 }
    }
    words.counts = counts.map { (term: $0.key, count: $0.value) }
    return words
  }
}

extension SearchQuery.Term {
  /// Its weight in a message: what the title says counts twice more.
  fileprivate var messageWeight: Double { weight + 2 * titleWeight }
}
