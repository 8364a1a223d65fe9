import TandemCode
import TandemCore

/// Tests that are told not to run, or to fail without being noticed.
///
/// A mark on an existing test takes a check away. On a new one it takes nothing, so that a condition
/// there (a platform, a database's feature) is only worth a note.
enum SkipCheck {
  /// Marks that keep a test from running, or from counting, whatever happens.
  private static let skips = [
    "pytest.mark.skip(", "pytest.mark.xfail", "pytest.skip(", "pytest.xfail(", "unittest.skip(",
    "unittest.expectedFailure", "@skip(", "@expectedFailure", "self.skipTest(", "raise SkipTest",
    "raise unittest.SkipTest", "__test__", "collect_ignore", "it.skip(", "test.skip(",
    "describe.skip(", "it.only(", "test.only(", "describe.only(", "xit(", "xtest(", "xdescribe(",
    "fit(", "fdescribe(", "it.todo(", "test.todo(", "it.fails(", "test.fails(", "test.failing(",
    "it.failing(", "test.fixme(", "skip:true", "t.Skip(", "t.Skipf(", "t.SkipNow(", "b.Skip(",
    "@Disabled", "@Ignore", "enabled=false", "XCTSkip", "XCTExpectFailure(", ".disabled(",
    "GTEST_SKIP(",
  ]

  /// Those of Rust, whose tests stand in source files too.
  private static let ofRust = ["#[ignore", "#[cfg(any())]", "#[should_panic]"]

  /// Marks that keep it from running somewhere: honest where they name a platform or a feature.
  private static let conditions = [
    "pytest.mark.skipif(", "skipIf(", "skipUnless", "pytest.importorskip(", "assumeTrue(",
    ".enabled(if:", "withKnownIssue", "@EnabledIf", "@DisabledOn", "@DisabledIf",
  ]

  /// Returns the marks among a file's added lines.
  static func findings(in added: AddedCode, context: CheckContext) -> [Finding] {
    let isRust = added.language == .rust
    guard added.role == .test || isRust else { return [] }
    let marks = (added.role == .test ? skips : []) + (isRust ? ofRust : [])
    let place = Place(added, context)
    return added.lines.compactMap { line in
      guard !line.code.hasPrefix("from "), !line.code.hasPrefix("import ") else { return nil }
      let isNew = place.isNew(line.number)
      if let mark = marks.first(where: line.code.containsCode) ?? bare(line.code)
        ?? Self.constraint(line.text, added.language)
      {
        let isConditional = place.isConditional(line)
        let severity: Finding.Severity = isConditional ? (isNew ? .note : .warning) : .error
        return Finding(
          .testSkipped, severity, added.path, line: line.number, quote: line.text,
          "`\(mark)` keeps a test from running or from counting; let it run")
      }
      guard let mark = conditions.first(where: line.code.containsCode) else { return nil }
      return Finding(
        .testSkipped, isNew && !hasConstant(line) ? .note : .warning, added.path,
        line: line.number, quote: line.text,
        "`\(mark)` keeps a test from running under a condition; does it run where it is needed?")
    }
  }

  /// A decorator without arguments.
  private static func bare(_ code: String) -> String? {
    ["@pytest.mark.skip", "@unittest.skip", "@skip"].first { code == $0 }
  }

  /// Go's comment that leaves a whole file out.
  private static func constraint(_ text: String, _ language: Language?) -> String? {
    guard language == .go else { return nil }
    return ["//go:build ignore", "// +build ignore"].first { text.hasPrefix($0) }
  }

  /// Whether the condition is none.
  private static func hasConstant(_ line: AddedCode.Line) -> Bool {
    ["(True", "(true", "(1,", "(False", "(false", "(0,"].contains { line.code.contains($0) }
  }

  /// Where a line stands in the new text.
  private struct Place {
    private let lines: [Substring]
    private let definitions: [Definition]
    private let known: Set<String>?

    init(_ added: AddedCode, _ context: CheckContext) {
      let after = context.after(added.path) ?? ""
      lines = after.split(separator: "\n", omittingEmptySubsequences: false)
      guard let language = added.language else {
        (definitions, known) = ([], nil)
        return
      }
      definitions = Definitions.find(in: SourceTokens(after, language: language))
      let before = context.before(added.path) ?? ""
      known = Set(
        Definitions.find(in: SourceTokens(before, language: language)).map(\.qualifiedName))
    }

    /// Whether the definition around a line was not there before.
    func isNew(_ line: Int) -> Bool {
      guard let known, let own = Definitions.innermost(at: line, of: definitions) else {
        return false
      }
      return !known.contains(own.qualifiedName)
    }

    /// Whether the line is inside an `if` or what handles an error.
    func isConditional(_ line: AddedCode.Line) -> Bool {
      let opening = [
        "if ", "if(", "elif ", "else", "except", "} else", "} catch", "catch", "guard ",
      ]
      let own = line.text.drop(while: \.isWhitespace)
      if own.hasPrefix("if ") || own.hasPrefix("if(") { return !isConstant(own) }
      let depth = line.text.prefix(while: \.isWhitespace).count
      guard line.number > 1, line.number <= lines.count else { return false }
      let outer = lines[..<(line.number - 1)].last { text in
        text.contains { !$0.isWhitespace } && text.prefix(while: \.isWhitespace).count < depth
      }?.drop(while: \.isWhitespace)
      return outer.map { outer in
        opening.contains { outer.hasPrefix($0) } && !isConstant(outer)
      } ?? false
    }

    /// Whether an `if` asks nothing.
    private func isConstant(_ text: Substring) -> Bool {
      ["if True", "if true", "if (true", "if(true", "if 1", "if (1"].contains { text.hasPrefix($0) }
    }
  }
}
