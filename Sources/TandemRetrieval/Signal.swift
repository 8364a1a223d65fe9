/// One way in which a report speaks for a file.
protocol Signal: Sendable {
  /// What it is.
  var kind: SignalKind { get }
  /// By file how strongly it speaks for it; any scale, 0 where it says nothing.
  var strengths: [Double] { get }
  /// What it saw in each of some files, for people.
  func details(_ files: [Int]) -> [String]
}

/// The signals by the name that a reason shows, and what each is worth.
enum SignalKind: String, CaseIterable, Sendable {
  /// The title's words anywhere in the file.
  case titleWords = "title words"
  /// The words of the report's prose anywhere in the file.
  case words
  /// The words of the report's first lines anywhere in the file.
  case leadWords = "first lines' words"
  /// The report's words within one definition.
  case definition
  /// The words of the report's prose within one definition.
  case proseDefinition = "prose in a definition"
  /// The report's words in the path.
  case pathWords = "path words"
  /// The report's words in the names of definitions.
  case definedWords = "words defined"
  /// A folder that the report names.
  case folder = "folder named"
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
  /// Earlier changes that the report names.
  case changeNamed = "change named"

  /// Its weight: what the best source file of this signal gets.
  ///
  /// Each signal is scaled to its best source file before it is weighed.
  var weight: Double {
    switch self {
    case .titleWords: 0.50
    case .words: 0.47
    case .leadWords: 0.49
    case .definition: 0.53
    case .proseDefinition: 0.48
    case .pathWords: 0.39
    case .definedWords: 0.54
    case .folder: 0.30
    case .titleSymbol: 0.21
    case .dottedName: 0.22
    case .pathNamed: 0.44
    case .stackFrame: 0.15
    case .history: 0.83
    case .changeNamed: 0.29
    }
  }
}
