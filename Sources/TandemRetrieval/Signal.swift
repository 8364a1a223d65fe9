/// One way in which a report speaks for a file.
protocol Signal {
  /// What it is.
  var kind: SignalKind { get }
  /// How strongly it speaks for each file it speaks for, by position in the corpus; any scale.
  var strengths: [Int: Double] { get }
  /// What it saw in a file, for people.
  func detail(_ file: Int) -> String
}

/// The signals by the name that a reason shows, and what each is worth.
enum SignalKind: String, CaseIterable, Sendable {
  /// The report's words anywhere in the file.
  case words
  /// The title's words anywhere in the file.
  case titleWords = "title words"
  /// The report's words within one definition.
  case definition
  /// The report's words within the three best definitions.
  case definitions
  /// The report's words in the path.
  case pathWords = "path words"
  /// Definitions that the report names.
  case symbol = "symbol defined"
  /// Definitions that the title names.
  case titleSymbol = "title's symbol"
  /// A dotted name that goes through the file.
  case dottedName = "dotted name"
  /// A path that the report writes.
  case pathNamed = "path named"
  /// A frame of a stack trace in the report.
  case stackFrame = "stack frame"
  /// Earlier changes whose messages resemble the report.
  case history = "similar change"

  /// Its weight: what the best source file of this signal gets.
  ///
  /// Each signal is scaled to its best source file before it is weighed.
  var weight: Double {
    switch self {
    case .words: 0.375
    case .titleWords: 0.6
    case .definition: 0.4
    case .definitions: 0.5
    case .pathWords: 0.6
    case .symbol: 0.17
    case .titleSymbol: 0.5
    case .dottedName: 0.26
    case .pathNamed: 1.13
    case .stackFrame: 0.6
    case .history: 0.7
    }
  }
}
