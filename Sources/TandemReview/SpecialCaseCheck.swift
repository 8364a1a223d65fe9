import TandemCode
import TandemCore

/// Conditions that hold a value which only the failing test uses: a fix for one input.
enum SpecialCaseCheck {
  static func findings(in added: AddedCode, context: CheckContext) -> [Finding] {
    guard added.role == .source, let language = added.language, !context.showingTests.isEmpty
    else { return [] }
    let known = literals(in: context.before(added.path) ?? "", language)
    let tested = context.showingTests
      .reduce(into: Set<String>()) { $0.formUnion(literals(in: $1, language)) }
      .subtracting(known)
    guard !tested.isEmpty else { return [] }
    return added.lines.compactMap { line in
      guard line.tokens.contains(where: decides),
        let literal = line.tokens.lazy.compactMap(value).first(where: tested.contains)
      else { return nil }
      return Finding(
        .specialCase, .warning, added.path, line: line.number, quote: line.text,
        "the condition holds \(literal), a value of the failing test that the file did not know; "
          + "does the fix work for other inputs?")
    }
  }

  /// Whether a token makes its line a decision.
  private static func decides(_ token: AddedCode.Token) -> Bool {
    switch token.kind {
    case .keyword, .identifier:
      ["if", "elif", "case", "match", "switch", "when", "unless", "while", "guard", "in"]
        .contains(token.text)
    case .op: ["==", "!=", "===", "!==", "?"].contains(token.text)
    case .number, .string, .comment, .newline, .indent, .dedent, .directive: false
    }
  }

  private static func literals(in text: String, _ language: Language) -> Set<String> {
    let source = SourceTokens(text, language: language)
    return source.tokens.reduce(into: []) { found, token in
      guard token.kind == .string || token.kind == .number else { return }
      let piece = AddedCode.Token(kind: token.kind, text: source.text(token))
      if let value = value(piece) { found.insert(value) }
    }
  }

  /// A literal's value, if it says anything: strings of three bytes, numbers of three digits.
  private static func value(_ token: AddedCode.Token) -> String? {
    switch token.kind {
    case .string:
      let value = token.text.drop { $0 != "\"" && $0 != "'" && $0 != "`" }
        .filter { !"\"'`".contains($0) }
      return value.utf8.count >= 3 && value.utf8.count <= 200 ? value : nil
    case .number:
      let digits = token.text.filter { $0 != "_" }
      let isRound = ["100", "1000", "10000", "255", "256", "1024", "0.5", "1.0", "0.0"].contains(
        digits)
      return digits.utf8.count >= 3 && !isRound ? digits : nil
    case .identifier, .keyword, .op, .comment, .newline, .indent, .dedent, .directive: return nil
    }
  }
}
