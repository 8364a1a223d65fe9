import TandemIndex

/// How well commits' messages answer a report: BM25 over the messages of these commits alone.
struct MessageScores {
  /// By commit.
  private let scores: [Double]

  init(_ query: SearchQuery, _ commits: [SegmentSet.PastCommit], _ set: SegmentSet) {
    var commitOfText = set.segments.map { [Int32](repeating: -1, count: $0.textCount) }
    var length = 0
    for (commit, past) in commits.enumerated() {
      commitOfText[past.place.segment][past.place.text] = Int32(commit)
      length += set.segments[past.place.segment].wordCount(of: past.place.text)
    }
    var ranking = BM25(count: commits.count, length: length)
    for hash in query.hashes {
      for (segment, commitOfText) in zip(set.segments, commitOfText) {
        segment.forEachText(of: hash) { text, count in
          let commit = commitOfText[text]
          guard commit >= 0 else { return }
          ranking.add(Int(commit), times: count, length: segment.wordCount(of: text))
        }
      }
      ranking.endTerm()
    }
    scores = ranking.scores(below: commits.count, weights: query.terms.map(\.messageWeight))
  }

  /// The commits whose messages answer best, best first, newer ones first among equals.
  func best(_ most: Int) -> [(commit: Int, score: Double)] {
    var best = Best(most)
    for (commit, score) in scores.enumerated() where score > 0 { best.offer(commit, score) }
    return best.entries.map { (commit: $0.item, score: $0.score) }
  }
}

extension SearchQuery.Term {
  /// Its weight in a message: what the title says counts twice more.
  fileprivate var messageWeight: Double { weight + 2 * titleWeight }
}
