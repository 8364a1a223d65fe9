import TandemIndex

/// What earlier changes touched that the report names by number or by commit: it tells since when
/// something is wrong, or what was meant to put it right.
struct NamedChangeSignal: Signal {
  let kind = SignalKind.changeNamed
  private(set) var strengths: [Double]
  private var summaries: [Int: String] = [:]

  /// A change of more files than this says nothing of any one.
  private static let mostFiles = 20

  init(_ corpus: Corpus) {
    strengths = [Double](repeating: 0, count: corpus.tree.count)
    for change in corpus.past where change.isNamed && change.paths.count <= Self.mostFiles {
      let credit = 1 / Double(max(1, change.paths.count)).squareRoot()
      for file in corpus.files(change.paths) {
        strengths[file] += credit
        summaries[file] = change.summary
      }
    }
  }

  func details(_ files: [Int]) -> [String] {
    files.map { String((summaries[$0] ?? "").prefix(80)) }
  }
}
