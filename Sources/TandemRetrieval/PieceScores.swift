import TandemIndex

/// How well the pieces of files answer the report, by their numbers: each segment's pieces one after
/// the other.
struct PieceScores: Sendable {
  /// For the whole report.
  let whole: [Double]
  /// For its prose.
  let prose: [Double]
  private let corpus: Corpus
  /// By segment the number of its first piece.
  private let firsts: [Int]

  init(_ corpus: Corpus) {
    self.corpus = corpus
    var firsts: [Int] = []
    var end = 0
    for (segment, files) in zip(corpus.segments, corpus.texts.firstFile) {
      firsts.append(end)
      if files.contains(where: { $0 >= 0 }) { end += segment.pieceCount }
    }
    self.firsts = firsts
    var ranking = BM25(count: corpus.totals.pieces, length: corpus.totals.words)
    for hash in corpus.query.hashes {
      for (index, segment) in corpus.segments.enumerated() {
        segment.forEachPosting(of: hash) { piece, count in
          guard piece < segment.pieceCount else { return }
          var copies = 0
          corpus.texts.forEachFile(of: segment.text(ofPiece: piece), in: index) { _ in copies += 1 }
          guard copies > 0 else { return }
          ranking.add(
            firsts[index] + piece, times: count, length: segment.wordCount(ofPiece: piece),
            copies: segment.isNested(piece) ? 0 : copies)
        }
      }
      ranking.endTerm()
    }
    whole = ranking.scores(below: end, weights: corpus.weights(.whole))
    prose = ranking.scores(below: end, weights: corpus.weights(.prose))
  }

  /// A file's pieces with their numbers.
  func pieces(of file: Int) -> [(number: Int, place: Segment.Place)] {
    guard let place = corpus.texts.places[file] else { return [] }
    let segment = corpus.segments[place.segment]
    return segment.pieces(of: place.text).map {
      (firsts[place.segment] + $0, segment.piece($0))
    }
  }

  /// By file the score of its best piece.
  func best(_ scores: [Double]) -> [Double] {
    var best = [Double](repeating: 0, count: corpus.tree.count)
    for (index, segment) in corpus.segments.enumerated() {
      let files = corpus.texts.firstFile[index]
      for text in files.indices where files[text] >= 0 {
        var most = 0.0
        for piece in segment.pieces(of: text) where scores[firsts[index] + piece] > most {
          if !segment.isNested(piece) { most = scores[firsts[index] + piece] }
        }
        corpus.texts.forEachFile(of: text, in: index) { best[$0] = most }
      }
    }
    return best
  }
}
