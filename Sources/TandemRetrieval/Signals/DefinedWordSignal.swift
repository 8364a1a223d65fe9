/// The report's words in the names of a file's definitions: what a file is about shows in what it
/// names.
struct DefinedWordSignal: Signal {
  let kind = SignalKind.definedWords
  let strengths: [Int: Double]
  private let corpus: Corpus
  private let ranking: BM25

  init(_ corpus: Corpus) {
    self.corpus = corpus
    let ranking = BM25(
      corpus.files.lazy.map(\.nameWords), termCount: corpus.query.terms.count,
      count: corpus.files.count,
      length: corpus.files.reduce(0) { $0 + $1.nameWords.total })
    self.ranking = ranking
    let weight = corpus.weight(.whole)
    var strengths: [Int: Double] = [:]
    for (file, scan) in corpus.files.enumerated() {
      let score = ranking.score(scan.nameWords, weight: weight)
      if score > 0 { strengths[file] = score }
    }
    self.strengths = strengths
  }

  func detail(_ file: Int) -> String {
    ranking.best(corpus.files[file].nameWords, 5, weight: corpus.weight(.whole))
      .map { corpus.query.terms[$0].word }.joined(separator: ", ")
  }
}
