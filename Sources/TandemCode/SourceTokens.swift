/// A source text cut into tokens by a light lexer of our own.
///
/// Lenient: any bytes give tokens, an unclosed string ends with its line (or the text). Works on
/// bytes, so `\r\n` and broken UTF-8 keep their places. It resolves no names and builds no tree.
package struct SourceTokens: Sendable {
  /// The text.
  package let bytes: [UInt8]
  /// The language it was read as.
  package let language: Language
  /// The tokens in order, not overlapping; white space between them is left out.
  package let tokens: [SourceToken]

  /// Cuts `bytes` into tokens.
  package init(_ bytes: [UInt8], language: Language) {
    self.bytes = bytes
    self.language = language
    if language.isIndented {
      var lexer = PythonLexer(bytes)
      tokens = lexer.run()
    } else {
      var lexer = BraceLexer(bytes, language)
      tokens = lexer.run()
    }
  }

  /// Cuts `text` into tokens.
  package init(_ text: String, language: Language) {
    self.init(Array(text.utf8), language: language)
  }

  /// Returns a token's text, decoded leniently.
  package func text(_ token: SourceToken) -> String {
    String(decoding: bytes[token.range], as: UTF8.self)
  }

  /// Tells whether a token's text is exactly `word`, without making a string of it.
  @inline(__always) package func text(_ token: SourceToken, is word: StaticString) -> Bool {
    token.range.count == word.utf8CodeUnitCount && holds(word, at: token.range.lowerBound)
  }

  /// Tells whether what follows a directive's `#` begins with `word`.
  func directive(_ token: SourceToken, begins word: StaticString) -> Bool {
    var at = token.range.lowerBound + 1
    while at < token.range.upperBound, bytes[at] == 32 || bytes[at] == 9 { at += 1 }
    return token.range.upperBound - at >= word.utf8CodeUnitCount && holds(word, at: at)
  }

  /// Whether the bytes from an offset on, as many as the word has, are the word's.
  @inline(__always) private func holds(_ word: StaticString, at offset: Int) -> Bool {
    for index in 0..<word.utf8CodeUnitCount where bytes[offset + index] != word.utf8Start[index] {
      return false
    }
    return true
  }
}

/// One token of a source text.
package struct SourceToken: Sendable, Hashable {
  /// What it is.
  package let kind: Kind
  private let start: UInt32
  private let end: UInt32
  private let lineNumber: UInt32

  /// A token of a text of at most 4 GiB.
  init(kind: Kind, range: Range<Int>, line: Int) {
    self.kind = kind
    start = UInt32(range.lowerBound)
    end = UInt32(range.upperBound)
    lineNumber = UInt32(line)
  }

  /// Its bytes in the text.
  package var range: Range<Int> { Int(start)..<Int(end) }
  /// The 1-based line it starts on.
  package var line: Int { Int(lineNumber) }

  /// What a token is.
  package enum Kind: UInt8, Sendable, Hashable {
    /// A name.
    case identifier
    /// A reserved word of the language.
    case keyword
    /// A number.
    case number
    /// A string, character or regular-expression literal with its quotes and prefix, whole.
    case string
    /// An operator or bracket, the longest that fits (`<=`, `->`, `(`).
    case op
    /// A comment, with its markers.
    case comment
    /// Python: the end of a logical line.
    case newline
    /// Python: a deeper block begins; empty range.
    case indent
    /// Python: a block ends; empty range, one a block.
    case dedent
    /// C and C++: a whole preprocessor line with its continuations.
    case directive
  }
}
