@preconcurrency import Glibc

/// Definitions that the report names; a name that few files define says most.
struct SymbolSignal: Signal {
  let kind = SignalKind.symbol
  let strengths: [Int: Double]
  private let corpus: Corpus

  init(_ corpus: Corpus) {
    self.corpus = corpus
    var defining: [String: Double] = [:]
    for file in corpus.files {
      for name in Set(file.named.map(\.name)) { defining[name, default: 0] += 1 }
    }
    var strengths: [Int: Double] = [:]
    for (index, file) in corpus.files.enumerated() {
      let score = Set(file.named.map(\.name)).reduce(0.0) { sum, name in
        sum + (corpus.query.names[name] ?? 0) / (defining[name] ?? 1).squareRoot()
      }
      if score > 0 { strengths[index] = score }
    }
    self.strengths = strengths
  }

  func detail(_ file: Int) -> String {
    var seen: Set<String> = []
    return corpus.files[file].named.map(\.qualifiedName).filter { seen.insert($0).inserted }
      .prefix(5).joined(separator: ", ")
  }
}
