/// What the lexer must know of a language whose blocks are braces, beyond what they share.
struct BraceTraits {
  var nestsComments = false
  var hasBackquotedRaw = false
  var hasTemplates = false
  var hasRegex = false
  var hasTripleQuotes = false
  var hasHashStrings = false
  var hasLifetimes = false
  var hasDirectives = false
  var hasCharacters = true
  /// The ASCII bytes that a literal or directive can begin with, as bits: most tokens are none.
  var literalStarts: UInt128 = 0

  init(_ language: Language) {
    switch language {
    case .javaScript, .typeScript:
      hasTemplates = true
      hasRegex = true
    case .c, .cPlusPlus: hasDirectives = true
    case .java: hasTripleQuotes = true
    case .rust:
      nestsComments = true
      hasLifetimes = true
    case .swift:
      nestsComments = true
      hasTripleQuotes = true
      hasHashStrings = true
      hasCharacters = false
    case .go: hasBackquotedRaw = true
    case .python: break
    }
    for byte in "\"'`#/\(language == .cPlusPlus ? "R" : language == .rust ? "rbc" : "")".utf8 {
      literalStarts |= 1 << UInt128(byte)
    }
  }
}
