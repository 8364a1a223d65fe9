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
    var hits = Grouping<(term: Int32, count: Int32)>(groups: commits.count)
    for (term, hash) in query.hashes.enumerated() {
      for (segment, commitOfText) in zip(set.segments, commitOfText) {
        segment.forEachPosting(of: hash) { piece, count in
          guard piece < segment.pieceCount else { return }
          let commit = commitOfText[segment.text(ofPiece: piece)]
          if commit >= 0 { hits.add((Int32(term), Int32(count)), to: Int(commit)) }
        }
      }
    }
    let grouped = hits.grouped()
    let messages = commits.indices.map { commit in
      let place = commits[commit].place
      return WordCounts(
        total: set.segments[place.segment].wordCount(of: place.text), counts: grouped[commit])
    }
    let terms = query.terms
    let ranking = BM25(messages, termCount: terms.count, count: commits.count, length: length)
    scores = messages.map { ranking.score($0) { terms[$0].messageWeight } }
  }

  /// The commits whose messages answer best, best first, newer ones first among equals.
  func best(_ most: Int) -> [(commit: Int, score: Double)] {
    // Sorting all of them would take longer than scoring them.
    let half = (scores.max() ?? 0) / 2
    let floor = scores.count { $0 > half } < most ? 0 : half
    return scores.enumerated().filter { $0.element > floor }
      .sorted { ($0.element, $1.offset) > ($1.element, $0.offset) }
      .prefix(most).map { (commit: $0.offset, score: $0.element) }
  }
}

extension SearchQuery.Term {
  /// Its weight in a message: what the title says counts twice more.
  fileprivate var messageWeight: Double { weight + 2 * titleWeight }
}
