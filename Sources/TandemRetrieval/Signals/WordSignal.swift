import TandemIndex

/// The words of a part of the report anywhere in a file, or in the names of its definitions.
struct WordSignal: Signal {
  let kind: SignalKind
  let strengths: [Double]
  private let query: SearchQuery
  private let weights: [Double]
  private let ranking: BM25

  init(_ corpus: Corpus, _ ranking: BM25, _ kind: SignalKind, in part: Corpus.Part) {
    self.kind = kind
    self.ranking = ranking
    query = corpus.query
    weights = corpus.weights(part)
    strengths = ranking.scores(below: corpus.tree.count, weights: weights)
  }

  func details(_ files: [Int]) -> [String] {
    ranking.best(of: files, 5, weights: weights).map { terms in
      terms.map { query.terms[$0].word }.joined(separator: ", ")
    }
  }

  /// Where the query's words stand in files.
  static func words(_ corpus: Corpus) -> BM25 {
    ranking(corpus, length: corpus.totals.words, { $0 }) { $0.wordCount(of: $1) }
  }

  /// Where the query's words stand in the names of files' definitions, a file's length their number.
  ///
  /// What a file is about shows in what it names.
  static func definedWords(_ corpus: Corpus) -> BM25 {
    ranking(corpus, length: corpus.totals.definitions, TermHash.nameWord) {
      $0.definitions(of: $1).count
    }
  }

  private static func ranking(
    _ corpus: Corpus, length: Int, _ term: (UInt64) -> UInt64,
    _ lengthOfText: (Segment, Int) -> Int
  ) -> BM25 {
    var ranking = BM25(count: corpus.totals.files, length: length)
    for hash in corpus.query.hashes.map(term) {
      for (index, segment) in corpus.segments.enumerated() {
        segment.forEachText(of: hash) { text, count in
          corpus.texts.forEachFile(of: text, in: index) {
            ranking.add($0, times: count, length: lengthOfText(segment, text))
          }
        }
      }
      ranking.endTerm()
    }
    return ranking
  }
}
