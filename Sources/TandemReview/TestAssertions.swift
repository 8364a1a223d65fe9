import TandemCode

/// What a definition checks, counted by its tokens: enough to see that it checks less than before.
struct TestAssertions: Equatable {
  /// Statements that check something.
  var count = 0
  /// Those of them that compare with an exact value.
  var exact = 0
  /// Those that hold whatever happens: `assert True`, `expect(1).toBe(1)`.
  var hollow = 0
  /// Those that are content with any error.
  var broad = 0
  /// Whether the body begins with a `return`.
  var returnsAtOnce = false

  /// Counts in one definition.
  init(_ definition: Definition, in source: SourceTokens) {
    let tokens = source.tokens[definition.tokens].filter { $0.kind != .comment }
    let texts = tokens.map(source.text)
    for index in tokens.indices where Self.isAssertion(texts, index, source.language) {
      count += 1
      let statement = Self.statement(tokens, texts, from: index)
      add(tokens[statement].map(\.kind), Array(texts[statement]))
    }
    if source.language == .go {
      // In Go the comparison stands in the `if` before the report.
      exact += texts.count { ["!=", "DeepEqual", "Diff"].contains($0) }
    }
    returnsAtOnce = count > 0 && Self.returnsAtOnce(tokens, texts, source.language)
  }

  /// Nothing.
  init() {}

  /// Both together.
  static func + (a: TestAssertions, b: TestAssertions) -> TestAssertions {
    var sum = a
    sum.count += b.count
    sum.exact += b.exact
    sum.hollow += b.hollow
    sum.broad += b.broad
    return sum
  }

  private mutating func add(_ kinds: [SourceToken.Kind], _ texts: [String]) {
    let names = texts.map { $0.lowercased() }
    let isVague = names.contains { name in
      ["almost", "approx", "close", "near", "notequal", "_ne", "greater", "less"]
        .contains { name.contains($0) }
    }
    let isExact = names.contains { name in
      ["==", "===", "tobe", "is", "eq"].contains(name)
        || ["equal", "_eq", "same", "assertis"].contains { name.contains($0) }
    }
    if isExact, !isVague { exact += 1 }
    let operands = zip(kinds, texts).dropFirst().filter { kind, text in
      switch kind {
      case .number, .string: true
      case .identifier, .keyword: !Self.verbs.contains(text)
      case .op, .comment, .newline, .indent, .dedent, .directive: false
      }
    }
    let areLiterals = operands.allSatisfy { kind, text in
      kind == .number || kind == .string || ["True", "true"].contains(text)
    }
    if !operands.isEmpty, areLiterals, Set(operands.map(\.1)).count == 1 { hollow += 1 }
    let isAboutErrors = names.contains { $0.contains("raises") || $0.contains("throw") }
    if isAboutErrors,
      texts.contains(where: { ["Exception", "BaseException", "Throwable", "Error"].contains($0) })
    {
      broad += 1
    }
  }

  /// Names that say how is compared, not what.
  private static let verbs: Set<String> = [
    "toBe", "toEqual", "toStrictEqual", "toBeTruthy", "equal", "strictEqual", "deepEqual", "ok",
    "to", "be", "is", "Equal", "isTrue", "assertThat", "isEqualTo",
  ]

  // MARK: - Where an assertion stands

  private static func isAssertion(
    _ texts: [String], _ index: Int, _ language: Language
  ) -> Bool {
    func text(_ offset: Int) -> String {
      texts.indices.contains(index + offset) ? texts[index + offset] : ""
    }
    let name = texts[index].lowercased()
    let isExpectation =
      name == "expect" || name.hasPrefix("expect_")
      || (name.hasPrefix("expect") && texts[index].dropFirst(6).first?.isUppercase == true)
    // Python's `expectedFailure` expects nothing.
    if name.hasPrefix("assert") || name.hasPrefix("xctassert") || isExpectation {
      // `Assert.assertEquals` is one assertion.
      let inner = text(2).lowercased()
      return !(text(1) == "." && (inner.hasPrefix("assert") || inner.hasPrefix("expect")))
    }
    switch language {
    case .go:
      return ["Error", "Errorf", "Fatal", "Fatalf", "Fail", "FailNow"].contains(texts[index])
        && text(-1) == "." && ["t", "b", "tb", "c", "f"].contains(text(-2))
        || (texts[index] == "require" && text(1) == ".")
    case .swift: return texts[index] == "require" && text(-1) == "#"
    case .python: return ["raises", "warns", "fail"].contains(name) && text(-1) == "."
    case .javaScript, .typeScript: return name == "should" && text(-1) == "."
    case .rust, .java, .c, .cPlusPlus: return false
    }
  }

  /// The tokens of a statement: to the end of its last bracket, or of its line.
  private static func statement(
    _ tokens: [SourceToken], _ texts: [String], from start: Int
  ) -> Range<Int> {
    var depth = 0
    var index = start
    while index < tokens.count {
      if tokens[index].kind == .newline, depth == 0 { break }
      switch texts[index] {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: break
      }
      if depth < 0 || (depth == 0 && texts[index] == ";") { break }
      index += 1
      let isOnNextLine = index < tokens.count && tokens[index].line > tokens[index - 1].line
      if depth == 0, isOnNextLine, texts[index] != "." { break }
    }
    return start..<max(index, start + 1)
  }

  private static func returnsAtOnce(
    _ tokens: [SourceToken], _ texts: [String], _ language: Language
  ) -> Bool {
    guard var index = texts.firstIndex(of: language.isIndented ? ":" : "{") else { return false }
    index += 1
    while index < tokens.count {
      switch tokens[index].kind {
      case .newline, .indent, .string: index += 1
      case .identifier, .keyword, .number, .op, .comment, .dedent, .directive:
        return texts[index] == "return"
      }
    }
    return false
  }
}
