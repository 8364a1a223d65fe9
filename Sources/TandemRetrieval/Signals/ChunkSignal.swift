/// The report's words within one piece of a file, its best.
struct ChunkSignal: Signal {
  let kind: SignalKind
  let strengths: [Int: Double]
  private let corpus: Corpus
  private let scores: ChunkScores

  init(_ corpus: Corpus, _ scores: ChunkScores, _ kind: SignalKind) {
    self.corpus = corpus
    self.scores = scores
    self.kind = kind
    var strengths: [Int: Double] = [:]
    for (file, ranked) in scores.ranked.enumerated() {
      if let best = ranked.first { strengths[file] = best.score }
    }
    self.strengths = strengths
  }

  func detail(_ file: Int) -> String {
    let scan = corpus.files[file]
    return scores.ranked[file].first.map { scan.name(of: scan.chunks[$0.chunk].place) } ?? ""
  }
}

/// BM25 over every piece of every file, for a part of the report.
struct ChunkScores {
  /// For each file its pieces that hold something, best first.
  let ranked: [[(chunk: Int, score: Double)]]

  init(_ corpus: Corpus, _ ranking: BM25, part: Corpus.Part) {
    let weight = corpus.weight(part)
    ranked = corpus.files.map { file in
      file.chunks.enumerated().map { ($0.offset, ranking.score($0.element.words, weight: weight)) }
        .filter { $0.1 > 0 }
        .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
    }
  }

  /// What pieces of files are like, to rank them by.
  static func ranking(_ corpus: Corpus) -> BM25 {
    BM25(
      corpus.files.lazy.flatMap { $0.chunks.lazy.map(\.words) },
      termCount: corpus.query.terms.count,
      count: corpus.files.reduce(0) { $0 + $1.pieceCount }, length: corpus.wordCount)
  }
}
