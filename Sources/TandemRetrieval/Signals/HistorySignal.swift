@preconcurrency import Glibc
import TandemCode
import TandemCore
import TandemIndex

/// What earlier changes that resemble the report touched.
struct HistorySignal: Signal {
  let kind = SignalKind.history
  private(set) var strengths: [Double]
  /// The change that speaks most for each file.
  private let leading: [Int: String]

  /// Credit halves with so many days.
  private static let halfLife = 1_000.0
  /// A change of more files than this is a sweep that says nothing of any one.
  private static let mostFiles = 60

  init(_ corpus: Corpus) {
    strengths = [Double](repeating: 0, count: corpus.tree.count)
    var leading: [Int: (value: Double, summary: String)] = [:]
    for change in corpus.past where !change.isNamed && change.paths.count <= Self.mostFiles {
      let files = corpus.files(change.paths)
      let sources = files.filter { corpus.tree.role($0) == .source }
      let credit =
        pow(change.likeness, 3) * exp2(-change.age / Self.halfLife)
        / Double(max(1, sources.count)).squareRoot()
      for file in files {
        strengths[file] += credit
        if leading[file].map({ $0.value < credit }) ?? true {
          leading[file] = (credit, change.summary)
        }
      }
    }
    // The first of many like changes says most of what they say together.
    for file in leading.keys { strengths[file].formSquareRoot() }
    self.leading = leading.mapValues(\.summary)
  }

  func details(_ files: [Int]) -> [String] { files.map { String((leading[$0] ?? "").prefix(80)) } }
}
