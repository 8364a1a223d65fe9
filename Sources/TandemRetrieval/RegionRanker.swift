import TandemCore
import TandemIndex

/// Orders the pieces of one file by how well they answer a report.
struct RegionRanker: Sendable {
  private let corpus: Corpus
  private let pieces: PieceScores

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

  init(_ corpus: Corpus, _ pieces: PieceScores) {
    self.corpus = corpus
    self.pieces = pieces
  }

  /// The pieces of a file worth showing, best first.
  func best(of file: Int) -> [RankedRegion] {
    guard let (segment, _) = corpus.text(file) else { return [] }
    let named = Set((corpus.named[file] ?? []).map(\.place.lines))
    let frames = corpus.triage.frames.compactMap { frame in
      corpus.paths.files(named: frame.path) == [file] ? frame.line : nil
    }
    let all = pieces.pieces(of: file)
    let most = (
      whole: all.map { pieces.whole[$0.number] }.max() ?? 0,
      prose: all.map { pieces.prose[$0.number] }.max() ?? 0
    )
    var best = Best(Self.most)
    for (index, piece) in all.enumerated() {
      let (whole, prose) = (pieces.whole[piece.number], pieces.prose[piece.number])
      guard whole > 0 || prose > 0 else { continue }
      var score = Weight.whole * whole / max(most.whole, 1e-9)
      score += Weight.prose * prose / max(most.prose, 1e-9)
      if piece.place.isDefinition { score += Weight.definition }
      if named.contains(piece.place.lines) { score += Weight.named }
      if frames.contains(where: piece.place.lines.contains) { score += Weight.frame }
      best.offer(index, score)
    }
    return best.entries.map { index, score in
      let place = all[index].place
      return RankedRegion(
        name: segment.name(of: place), firstLine: place.lines.lowerBound,
        lastLine: place.lines.upperBound, score: score)
    }
  }
}
