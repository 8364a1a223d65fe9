/// The report's words within single pieces of a file: its best one, or the sum of
/// its three best.
struct ChunkSignal: Signal {
  let kind: SignalKind
  let strengths: [Int: Double]
  private let corpus: Corpus
  private let scores: ChunkScores

  init(_ corpus: Corpus, _ scores: ChunkScores, _ kind: SignalKind, best count: Int) {
    self.corpus = corpus
    self.scores = scores
    self.kind = kind
    var strengths: [Int: Double] = [:]
    for (file, ranked) in scores.ranked.enumerated() where !ranked.isEmpty {
      strengths[file] = ranked.prefix(count).reduce(0) { $0 + $1.score }
    }
    self.strengths = strengths
  }

  func detail(_ file: Int) -> String {
    scores.ranked[file].prefix(kind == .definitions ? 3 : 1)
      .map { corpus.files[file].name(of: corpus.files[file].chunks[$0.chunk].place) }.joined(
        separator: ", ")
  }
}

/// BM25 over every piece of every file.
struct ChunkScores {
  /// For each file its pieces that hold something, best first.
  let ranked: [[(chunk: Int, score: Double)]]

  init(_ corpus: Corpus) {
    let ranking = BM25(
      corpus.files.lazy.flatMap { $0.chunks.lazy.map(\.words) },
      termCount: corpus.query.terms.count,
      count: corpus.files.reduce(0) { $0 + $1.pieceCount }, length: corpus.wordCount)
    let weight = corpus.weight(titleOnly: false)
    ranked = corpus.files.map { file in
      file.chunks.enumerated().map { ($0.offset, ranking.score($0.element.words, weight: weight)) }
        .filter { $0.1 > 0 }
        .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
    }
  }
}
