@preconcurrency import Glibc
import TandemCode
import TandemCore

/// What earlier changes that resemble the report touched.
struct HistorySignal: Signal {
  let kind = SignalKind.history
  let strengths: [Int: Double]
  /// The change that speaks most for each file.
  private let leading: [Int: String]

  /// Credit halves with so many days.
  private static let halfLife = 1_000.0
  /// A change of more files than this is a sweep that says nothing of any one.
  private static let mostFiles = 60

  init(_ corpus: Corpus) {
    var strengths: [Int: Double] = [:]
    var leading: [Int: (value: Double, summary: String)] = [:]
    for change in corpus.past where !change.isNamed && change.paths.count <= Self.mostFiles {
      let files = change.paths.compactMap { corpus.index.file($0) }
      let sources = files.filter { corpus.files[$0].role == .source }
      let credit =
        pow(change.likeness, 3) * exp2(-change.age / Self.halfLife)
        / Double(max(1, sources.count)).squareRoot()
      for file in files {
        strengths[file, default: 0] += credit
        if leading[file].map({ $0.value < credit }) ?? true {
          leading[file] = (credit, change.summary)
        }
      }
    }
    // The first of many like changes says most of what they say together.
    self.strengths = strengths.mapValues { $0.squareRoot() }
    self.leading = leading.mapValues(\.summary)
  }

  func detail(_ file: Int) -> String { String((leading[file] ?? "").prefix(80)) }
}
