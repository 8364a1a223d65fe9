/// Definitions that the title names; a name that few files define says most.
struct SymbolSignal: Signal {
  let kind = SignalKind.titleSymbol
  let strengths: [Int: Double]
  private let corpus: Corpus

  init(_ corpus: Corpus) {
    self.corpus = corpus
    let names = corpus.query.titleNames
    let defined = corpus.files.map { Set($0.named.map(\.name)).intersection(names) }
    var definingFiles: [String: Double] = [:]
    for name in defined.joined() { definingFiles[name, default: 0] += 1 }
    var strengths: [Int: Double] = [:]
    for (file, names) in defined.enumerated() where !names.isEmpty {
      strengths[file] = names.reduce(0) { $0 + 1 / (definingFiles[$1] ?? 1).squareRoot() }
    }
    self.strengths = strengths
  }

  func detail(_ file: Int) -> String {
    let scan = corpus.files[file]
    var seen: Set<String> = []
    return scan.named.filter { corpus.query.titleNames.contains($0.name) }
      .map { scan.name(of: $0.place) }
      .filter { seen.insert($0).inserted }.prefix(5).joined(separator: ", ")
  }
}
