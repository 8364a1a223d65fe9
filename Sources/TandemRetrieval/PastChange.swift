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
}

extension PastChange {
  /// The most commits that are looked at, newest first.
  private static let mostCommits = 40_000
  /// The most that are told: the others resemble a report by chance.
  private static let most = 100

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
    guard let best = scored.first?.score,
      let paths = try? repository.paths(touchedBy: scored.map { commits[$0.commit] })
    else { return [] }
    return zip(scored, paths).compactMap { scored, paths in
      let commit = commits[scored.commit]
      return paths.map {
        PastChange(
          summary: commit.summary, likeness: scored.score / best,
          age: Double(now - commit.time) / 86_400, paths: $0)
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
