import TandemCode
import TandemCore

/// The report's words in the names of a file's definitions: what a file is about shows in what it
/// names.
struct DefinedWordSignal: Signal {
  let kind = SignalKind.definedWords
  let strengths: [Int: Double]
  private let corpus: Corpus
  private let ranking: BM25
  private let names: [WordCounts]

  init(_ corpus: Corpus) {
    self.corpus = corpus
    let names = corpus.files.map { Self.words($0, corpus.query) }
    self.names = names
    let ranking = BM25(names, termCount: corpus.query.terms.count)
    self.ranking = ranking
    let weight = corpus.weight(.whole)
    var strengths: [Int: Double] = [:]
    for (file, words) in names.enumerated() {
      let score = ranking.score(words, weight: weight)
      if score > 0 { strengths[file] = score }
    }
    self.strengths = strengths
  }

  func detail(_ file: Int) -> String {
    ranking.best(names[file], 5, weight: corpus.weight(.whole))
      .map { corpus.query.terms[$0].word }.joined(separator: ", ")
  }

  /// The query's words in the names of a file's pieces; as long as the file has named pieces.
  private static func words(_ file: FileScan, _ query: SearchQuery) -> WordCounts {
    var counts: [Int32: Int32] = [:]
    var words = WordCounts()
    for chunk in file.chunks where chunk.isDefinition || !chunk.name.hasPrefix("lines ") {
      words.total += 1
      CodeWords.forEach(in: Array(chunk.name.utf8)) { buffer, range in
        let term = query.termOfHash.position(of: StableHash.number(buffer[range]))
        if term >= 0 { counts[Int32(term), default: 0] += 1 }
      }
    }
    words.counts = counts.sorted { $0.key < $1.key }.map { (term: $0.key, count: $0.value) }
    return words
  }
}
