import TandemIndex

/// Definitions that the title names; a name that few files define says most.
struct SymbolSignal: Signal {
  let kind = SignalKind.titleSymbol
  private(set) var strengths: [Double]
  private let corpus: Corpus

  init(_ corpus: Corpus) {
    self.corpus = corpus
    let titleNames = corpus.query.titleNames
    let defined = corpus.named.mapValues { Set($0.map(\.name)).intersection(titleNames).sorted() }
    var definingFiles: [String: Double] = [:]
    for name in defined.values.joined() { definingFiles[name, default: 0] += 1 }
    strengths = [Double](repeating: 0, count: corpus.tree.count)
    for (file, names) in defined {
      strengths[file] = names.reduce(0) { $0 + 1 / (definingFiles[$1] ?? 1).squareRoot() }
    }
  }

  func details(_ files: [Int]) -> [String] {
    files.map { file in
      var seen: Set<String> = []
      return (corpus.named[file] ?? []).filter { corpus.query.titleNames.contains($0.name) }
        .compactMap { corpus.text(file)?.segment.name(of: $0.place) }
        .filter { seen.insert($0).inserted }.prefix(5).joined(separator: ", ")
    }
  }
}
