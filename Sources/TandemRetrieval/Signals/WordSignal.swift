/// The words of the report's prose, or of its title, anywhere in a file.
struct WordSignal: Signal {
  let kind: SignalKind
  let strengths: [Int: Double]
  private let corpus: Corpus
  private let part: Corpus.Part
  private let ranking: BM25

  init(_ corpus: Corpus, _ ranking: BM25, _ kind: SignalKind, in part: Corpus.Part) {
    self.corpus = corpus
    self.kind = kind
    self.part = part
    self.ranking = ranking
    let weight = corpus.weight(part)
    var strengths: [Int: Double] = [:]
    for (index, file) in corpus.files.enumerated() {
      let score = ranking.score(file.words, weight: weight)
      if score > 0 { strengths[index] = score }
    }
    self.strengths = strengths
  }

  func detail(_ file: Int) -> String {
    let weight = corpus.weight(part)
    return ranking.best(corpus.files[file].words, 5, weight: weight)
      .map { corpus.query.terms[$0].word }.joined(separator: ", ")
  }

  /// What files are like, to rank them by.
  static func ranking(_ corpus: Corpus) -> BM25 {
    BM25(
      corpus.files.lazy.map(\.words), termCount: corpus.query.terms.count,
      count: corpus.files.count, length: corpus.wordCount)
  }
}
