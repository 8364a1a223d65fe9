/// The report's (or the title's) words anywhere in a file.
struct WordSignal: Signal {
  let kind: SignalKind
  let strengths: [Int: Double]
  private let corpus: Corpus
  private let ranking: BM25

  /// Weighs the title's words only where `titleOnly`.
  init(_ corpus: Corpus, titleOnly: Bool) {
    self.corpus = corpus
    kind = titleOnly ? .titleWords : .words
    let ranking = BM25(
      corpus.files.lazy.map(\.words), termCount: corpus.query.terms.count,
      count: corpus.files.count, length: corpus.wordCount)
    self.ranking = ranking
    let weight = corpus.weight(titleOnly: titleOnly)
    var strengths: [Int: Double] = [:]
    for (index, file) in corpus.files.enumerated() {
      let score = ranking.score(file.words, weight: weight)
      if score > 0 { strengths[index] = score }
    }
    self.strengths = strengths
  }

  func detail(_ file: Int) -> String {
    let weight = corpus.weight(titleOnly: kind == .titleWords)
    return ranking.best(corpus.files[file].words, 5, weight: weight)
      .map { corpus.query.terms[$0].word }.joined(separator: ", ")
  }
}
