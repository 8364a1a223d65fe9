import TandemCore

/// Orders the pieces of one file by how well they answer a report.
struct RegionRanker: Sendable {
  private let corpus: Corpus
  private let whole: ChunkScores
  private let prose: ChunkScores

  /// What a piece is worth, all told between 0 and 2.
  private enum Weight {
    /// Answering the whole report like the file's best piece.
    static let whole = 0.55
    /// Answering the report's prose like the file's best piece.
    static let prose = 0.4
    /// Being a definition rather than what stands between some.
    static let definition = 0.3
    /// Being named by the report.
    static let named = 0.3
    /// Holding a line of a stack trace.
    static let frame = 0.4
  }

  /// The most pieces of a file that are told.
  private static let most = 8

  init(_ corpus: Corpus, whole: ChunkScores, prose: ChunkScores) {
    self.corpus = corpus
    self.whole = whole
    self.prose = prose
  }

  /// The pieces of a file worth showing, best first.
  func best(of file: Int) -> [RankedRegion] {
    let scan = corpus.files[file]
    let named = Set(scan.named.map(\.lines))
    let lines = corpus.triage.frames.compactMap { frame in
      corpus.index.files(named: frame.path) == [file] ? frame.line : nil
    }
    var scores = [Double](repeating: 0, count: scan.chunks.count)
    for (ranked, weight) in [(whole, Weight.whole), (prose, Weight.prose)] {
      guard let best = ranked.ranked[file].first?.score, best > 0 else { continue }
      for entry in ranked.ranked[file] { scores[entry.chunk] += weight * entry.score / best }
    }
    for (index, chunk) in scan.chunks.enumerated() where scores[index] > 0 {
      if chunk.isDefinition { scores[index] += Weight.definition }
      if named.contains(chunk.lines) { scores[index] += Weight.named }
      if lines.contains(where: chunk.lines.contains) { scores[index] += Weight.frame }
    }
    return scan.chunks.indices.filter { scores[$0] > 0 }
      .sorted { (scores[$0], $1) > (scores[$1], $0) }.prefix(Self.most).map { index in
        let chunk = scan.chunks[index]
        return RankedRegion(
          name: scan.name(of: chunk.place), firstLine: chunk.lines.lowerBound,
          lastLine: chunk.lines.upperBound, score: scores[index])
      }
  }
}
