import TandemCode

/// The operators and words of one language whose blocks are braces, as its expressions use them.
///
/// Strengths follow the languages' references; two of them are only ever compared within a language.
struct BraceGrammar {
  private let language: Language

  init(_ language: Language) { self.language = language }

  private var isCLike: Bool {
    switch language {
    case .c, .cPlusPlus, .java, .javaScript, .typeScript: true
    case .go, .rust, .swift, .python: false
    }
  }

  /// `&&` and `||`.
  var booleans: [String: Int] { ["||": 20, "&&": 30] }

  /// What gives true or false.
  var comparisons: [String: Int] {
    isCLike ? Self.cLikeComparisons : Self.levelComparisons
  }

  private static let cLikeComparisons: [String: Int] = [
    "==": 40, "!=": 40, "===": 40, "!==": 40, "<": 42, ">": 42, "<=": 42, ">=": 42, "in": 42,
  ]
  private static let levelComparisons: [String: Int] = [
    "==": 40, "!=": 40, "===": 40, "!==": 40, "<": 40, ">": 40, "<=": 40, ">=": 40, "~=": 40,
  ]

  /// What gives a run of numbers.
  var ranges: [String: Int] {
    switch language {
    case .rust: ["..": 15, "..=": 15]
    case .swift: ["...": 50, "..<": 50]
    default: [:]
    }
  }

  /// Arithmetic and bit operators.
  var binaries: [String: Int] {
    switch language {
    case .go: Self.go
    case .rust: Self.rust
    case .swift: Self.swift
    default: Self.cLike
    }
  }

  private static let cLike: [String: Int] = [
    "??": 25, "|": 32, "^": 34, "&": 36, "<<": 64, ">>": 64, ">>>": 64, "+": 65, "-": 65,
    "*": 66, "/": 66, "%": 66, "**": 68,
  ]
  private static let go: [String: Int] = [
    "+": 65, "-": 65, "|": 65, "^": 65, "*": 66, "/": 66, "%": 66, "<<": 66, ">>": 66, "&": 66,
    "&^": 66,
  ]
  private static let rust: [String: Int] = [
    "|": 61, "^": 62, "&": 63, "<<": 64, ">>": 64, "+": 65, "-": 65, "*": 66, "/": 66, "%": 66,
  ]
  private static let swift: [String: Int] = [
    "??": 45, "+": 65, "-": 65, "|": 65, "^": 65, "&+": 65, "&-": 65, "*": 66, "/": 66, "%": 66,
    "&": 66, "&*": 66, "<<": 67, ">>": 67,
  ]

  /// Words between a value and a type.
  var casts: Set<String> {
    switch language {
    case .rust: ["as"]
    case .swift: ["as", "is"]
    case .java, .javaScript: ["instanceof"]
    case .typeScript: ["as", "instanceof", "satisfies"]
    default: []
    }
  }

  /// `+=` and the like.
  var updates: Set<String> { Self.updates }

  private static let updates: Set<String> = [
    "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", ">>>=", "**=", "&&=", "||=",
    "??=",
    "&^=",
  ]

  /// Operators before a value.
  var prefixes: Set<String> {
    var found: Set<String> = ["-", "!"]
    if language != .rust { found.insert("+") }
    switch language {
    case .c, .cPlusPlus: found.formUnion(["~", "&", "*", "++", "--"])
    case .java: found.formUnion(["~", "++", "--"])
    case .javaScript, .typeScript: found.formUnion(["~", "++", "--", "..."])
    case .rust: found.formUnion(["&", "*", "..", "..="])
    case .swift: found.formUnion(["~", "&", "...", "..<"])
    case .go: found.formUnion(["^", "&", "*", "<-"])
    case .python: break
    }
    return found
  }

  /// Words before a value.
  var prefixWords: Set<String> {
    switch language {
    case .javaScript, .typeScript: ["typeof", "void", "delete", "await", "yield"]
    case .swift: ["try", "await"]
    case .c, .cPlusPlus: ["delete", "throw"]
    default: []
    }
  }

  /// Values with a name of the language's own.
  var constants: Set<String> {
    switch language {
    case .c, .cPlusPlus: ["true", "false", "NULL", "nullptr"]
    case .java: ["true", "false", "null"]
    case .javaScript, .typeScript: ["true", "false", "null", "undefined", "NaN", "Infinity"]
    case .rust: ["true", "false", "None"]
    case .swift, .go: ["true", "false", "nil"]
    case .python: ["True", "False", "None"]
    }
  }

  /// Types that no variable can be called.
  var primitives: Set<String> { Self.primitives }

  private static let primitives: Set<String> = [
    "int", "long", "short", "char", "byte", "float", "double", "boolean", "bool", "unsigned",
    "signed", "const", "struct", "void", "size_t", "int8_t", "int16_t", "int32_t", "int64_t",
    "uint8_t", "uint16_t", "uint32_t", "uint64_t", "ssize_t",
  ]

  /// Whether `(T) x` is a cast.
  var castsByParentheses: Bool { language == .c || language == .cPlusPlus || language == .java }
  /// Whether `p->x` is a member.
  var hasArrows: Bool { language == .c || language == .cPlusPlus }
  /// Whether `(a) => b` or `(a) -> b` is a closure.
  var takesArrows: Bool {
    language == .javaScript || language == .typeScript || language == .java
  }
  /// Whether `f<T>(x)` is a call.
  var hasAngles: Bool {
    switch language {
    case .cPlusPlus, .java, .typeScript, .swift: true
    default: false
    }
  }
  /// Whether statements end with their line where no `;` does.
  var endsWithLine: Bool {
    switch language {
    case .go, .swift, .javaScript, .typeScript: true
    default: false
    }
  }
  /// Whether conditions stand in parentheses.
  var hasParentheses: Bool { isCLike }

  /// Whether `left {…}` makes a value or passes a closure rather than opening a block.
  func constructsByBraces(_ left: Expression, _ source: SourceTokens) -> Bool {
    switch language {
    case .swift: return left.kind == .name || left.kind == .attribute || left.kind == .call
    case .go, .rust, .cPlusPlus:
      guard left.kind == .name || left.kind == .attribute else { return false }
      let name = left.marks.last ?? left.bytes
      let first = source.bytes[name.lowerBound]
      return language != .rust || (first >= 65 && first <= 90)
    default: return false
    }
  }
}
