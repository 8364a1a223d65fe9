import TandemIndex

/// The report's words within one piece of a file, its best.
struct PieceSignal: Signal {
  let kind: SignalKind
  let strengths: [Double]
  private let corpus: Corpus
  private let pieces: PieceScores
  private let scores: [Double]

  init(_ corpus: Corpus, _ pieces: PieceScores, _ kind: SignalKind, _ scores: [Double]) {
    self.kind = kind
    self.corpus = corpus
    self.pieces = pieces
    self.scores = scores
    strengths = pieces.best(scores)
  }

  func details(_ files: [Int]) -> [String] {
    files.map { file in
      let best = pieces.pieces(of: file).filter { !$0.place.isNested }
        .max { scores[$0.number] < scores[$1.number] }
      return best.flatMap { best in corpus.text(file)?.segment.name(of: best.place) } ?? ""
    }
  }
}
