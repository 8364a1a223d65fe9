import TandemCode
import TandemCore

/// The lines that a diff adds to one file, each with its code: comments are taken out, so that
/// nobody is accused for what he only wrote about.
struct AddedCode {
  /// The file.
  let path: String
  /// Its language, where there is a lexer for it.
  let language: Language?
  /// What the file is for.
  let role: PathRole
  /// The added lines, top to bottom.
  let lines: [Line]

  /// One added line.
  struct Line {
    /// 1-based, in the new text.
    let number: Int
    /// The line as it is.
    let text: String
    /// Its tokens joined: one space between words, none elsewhere, `"` for every quote.
    let code: String
    /// Its tokens, comments left out; empty without a lexer.
    let tokens: [Token]

    /// The code with nothing inside its strings; the same as `code` without a lexer.
    var withoutStrings: String {
      tokens.isEmpty
        ? code
        : AddedCode.joined(
          tokens.map { $0.kind == .string ? Token(kind: .string, text: "\"\"") : $0 })
    }
  }

  /// One token of a line.
  struct Token {
    let kind: SourceToken.Kind
    let text: String
  }

  init(_ file: DiffFile, after: String?) {
    path = file.path
    role = PathRole(path: file.path)
    language = Language(path: file.path)
    let added = file.hunks.flatMap(\.lines).filter { $0.kind == .added }
    let tokens = Self.tokens(after, language, on: Set(added.compactMap(\.newNumber)))
    lines = added.map { [language] line in
      let number = line.newNumber ?? 0
      let own = tokens?[number] ?? []
      let code = language == nil || tokens == nil ? line.text : Self.joined(own)
      return Line(
        number: number, text: line.text, code: String(code.map { $0 == "'" ? "\"" : $0 }),
        tokens: own)
    }
  }

  /// The tokens that begin on each of the lines, or nil where there is no lexer or no text.
  private static func tokens(
    _ text: String?, _ language: Language?, on lines: Set<Int>
  ) -> [Int: [Token]]? {
    guard let text, let language, !lines.isEmpty else { return nil }
    let source = SourceTokens(text, language: language)
    var tokens: [Int: [Token]] = [:]
    for token in source.tokens where lines.contains(token.line) {
      switch token.kind {
      case .comment, .newline, .indent, .dedent: continue
      case .identifier, .keyword, .number, .string, .op, .directive:
        tokens[token.line, default: []].append(Token(kind: token.kind, text: source.text(token)))
      }
    }
    return tokens
  }

  fileprivate static func joined(_ tokens: [Token]) -> String {
    var code = ""
    var afterWord = false
    for token in tokens {
      let isWord = token.kind != .op
      if isWord, afterWord { code += " " }
      code += token.text
      afterWord = isWord
    }
    return code
  }
}

extension String {
  /// Whether `pattern` stands here and is not the rest of a longer name.
  func containsCode(_ pattern: String) -> Bool {
    containsCode(pattern) { $0.isNamePart }
  }

  /// The same for a function of nobody: `a.exit(` is no `exit(`.
  func containsBareCode(_ pattern: String) -> Bool {
    containsCode(pattern) { $0.isNamePart || $0 == UInt8(ascii: ".") }
  }

  private func containsCode(_ pattern: String, goesOn: (UInt8) -> Bool) -> Bool {
    let text = Array(utf8)
    let wanted = Array(pattern.utf8)
    guard let first = wanted.first, text.count >= wanted.count else { return false }
    let needsEdge = first.isNamePart
    return (0...(text.count - wanted.count)).contains { start in
      text[start] == first && text[start...].starts(with: wanted)
        && (!needsEdge || start == 0 || !goesOn(text[start - 1]))
    }
  }
}

extension UInt8 {
  /// Whether it may be part of a name: a letter, digit, `_` or part of a longer code point.
  var isNamePart: Bool {
    (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self)
      || self == 95 || self >= 128
  }
}
