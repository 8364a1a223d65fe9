import TandemCode
import Testing

/// What the lexers make of a text, shown as `kind text` pairs.
@Suite struct SourceTokensTests {
  private func kinds(_ text: String, _ language: Language) -> [String] {
    let source = SourceTokens(text, language: language)
    return source.tokens.map { token in
      switch token.kind {
      case .identifier: "i " + source.text(token)
      case .keyword: "k " + source.text(token)
      case .number: "n " + source.text(token)
      case .string: "s " + source.text(token)
      case .op: "o " + source.text(token)
      case .comment: "c " + source.text(token)
      case .directive: "d " + source.text(token)
      case .newline: "newline"
      case .indent: "indent"
      case .dedent: "dedent"
      }
    }
  }

  @Test func `python has logical lines and blocks`() {
    #expect(
      kinds("def f(a,\n      b=1):  # two\n  return a**b\n\n# end\nx = 'y'\n", .python) == [
        "k def", "i f", "o (", "i a", "o ,", "i b", "o =", "n 1", "o )", "o :", "c # two",
        "newline", "indent", "k return", "i a", "o **", "i b", "newline", "c # end", "dedent",
        "i x", "o =", "s 'y'", "newline",
      ])
  }

  @Test func `python strings keep prefixes, escapes, triples and nested fields whole`() {
    let strings = [
      #"rb'a\'b'"#, "'''x'\n''y'''", #"f"{a["k"]} {{"#, #"f'{d["x"]!r:>{w}}'"#, #""""#,
    ]
    for string in strings {
      #expect(kinds(string + "\n", .python) == ["s " + string, "newline"], "\(string)")
    }
  }

  @Test func `an unclosed python string ends with its line`() {
    #expect(kinds("a = 'b\nc = 1", .python).suffix(4) == ["i c", "o =", "n 1", "newline"])
  }

  @Test func `carriage returns and a byte order mark move nothing`() {
    let source = SourceTokens("\u{FEFF}if a:\r\n    b\r\nc\r\n", language: .python)
    #expect(
      source.tokens.map(\.kind) == [
        .keyword, .identifier, .op, .newline, .indent, .identifier, .newline, .dedent, .identifier,
        .newline,
      ])
    #expect(source.tokens.map(\.line) == [1, 1, 1, 1, 2, 2, 2, 3, 3, 3])
  }

  @Test func `javascript tells a regular expression from a division`() {
    #expect(
      kinds("a = b / c / d; x.match(/[/\"]+/g)", .javaScript) == [
        "i a", "o =", "i b", "o /", "i c", "o /", "i d", "o ;", "i x", "o .", "i match", "o (",
        "s /[/\"]+/g", "o )",
      ])
  }

  @Test func `a javascript template holds templates and braces`() {
    #expect(
      kinds("`a ${f({b: `}`})} c`;", .javaScript) == ["s `a ${f({b: `}`})} c`", "o ;"])
  }

  @Test func `rust tells lifetimes from characters and knows raw strings`() {
    #expect(
      kinds(##"f::<'a>('b', '\n', r#"x"y"#, b"z") /* a /* b */ c */"##, .rust) == [
        "i f", "o ::", "o <", "i 'a", "o >", "o (", "s 'b'", "o ,", "s '\\n'", "o ,",
        ##"s r#"x"y"#"##, "o ,", #"s b"z""#, "o )", "c /* a /* b */ c */",
      ])
  }

  @Test func `swift strings hold interpolations and hashes`() {
    #expect(
      kinds(##"a("x \(b("y")) z", #"q " \n"#)"##, .swift) == [
        "i a", "o (", ##"s "x \(b("y")) z""##, "o ,", ###"s #"q " \n"#"###, "o )",
      ])
  }

  @Test func `c++ has raw strings and whole preprocessor lines`() {
    #expect(
      kinds("#define A \\\n  1 // one\nauto s = R\"x(a)\"b)x\"; // end\n", .cPlusPlus) == [
        "d #define A \\\n  1 ", "c // one", "k auto", "i s", "o =", "s R\"x(a)\"b)x\"", "o ;",
        "c // end",
      ])
  }

  @Test(arguments: Language.allCases)
  func `any bytes give tokens in order that do not overlap`(language: Language) {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("\"'`#/\\*{}()[]\n\r rb$ae1.<é".utf8) + [0xFF, 0]
    for _ in 0..<200 {
      let bytes = (0..<60).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      var end = 0
      for token in SourceTokens(bytes, language: language).tokens {
        #expect(token.range.lowerBound >= end, "\(bytes)")
        end = token.range.upperBound
      }
      #expect(end <= bytes.count)
      _ = Definitions.find(in: SourceTokens(bytes, language: language))
    }
  }
}
