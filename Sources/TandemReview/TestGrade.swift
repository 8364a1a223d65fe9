import TandemCode
import TandemCore

/// How much worse an existing test is after a change that no contract speaks for.
///
/// A changed expectation is what many right fixes bring (34 of 253 of Django's): worth a note. A
/// test that checks less, or is gone without another in its place, is not.
struct TestGrade {
  private let before: [String: Definition]
  private let after: [String: Definition]
  private let old: SourceTokens
  private let new: SourceTokens
  private let tests: Set<String>
  private let testsNow: Set<String>

  /// Reads both versions of a file; nil for one in a language without a lexer.
  init?(path: String, before: String, after: String) {
    guard let language = Language(path: path, bytes: Array(before.utf8.prefix(200))) else {
      return nil
    }
    old = SourceTokens(before, language: language)
    new = SourceTokens(after, language: language)
    tests = Set(TestDefinitions.tests(in: old, path: path).map(\.qualifiedName))
    testsNow = Set(TestDefinitions.tests(in: new, path: path).map(\.qualifiedName))
    func byName(_ source: SourceTokens) -> [String: Definition] {
      Dictionary(
        Definitions.find(in: source).map { ($0.qualifiedName, $0) },
        uniquingKeysWith: { first, _ in first })
    }
    self.before = byName(old)
    self.after = byName(new)
  }

  /// What became of a definition.
  enum Fate: Equatable {
    /// It says something else.
    case changed
    /// It is gone, and another one says as much.
    case replaced(by: String)
    /// It is gone; it was no test itself.
    case helperGone
    /// It is gone.
    case gone
    /// It checks less; the text says how. `isHollow` where it checks nothing any more.
    case weakened(String, isHollow: Bool)
  }

  /// Tells what became of a definition that was changed or removed.
  func fate(of name: String) -> Fate {
    guard let was = before[name] else { return .changed }
    guard let now = after[name] else {
      if let other = successor(of: was) { return .replaced(by: other) }
      return tests.contains(name) ? .gone : .helperGone
    }
    guard was.kind != .type else { return .changed }
    if tests.contains(name), !testsNow.contains(name) {
      return .weakened("it is no test any more", isHollow: true)
    }
    let earlier = TestAssertions(was, in: old)
    let own = TestAssertions(now, in: new)
    let later = checks(now)
    if own.returnsAtOnce, !earlier.returnsAtOnce {
      return .weakened("it returns before it checks anything", isHollow: true)
    }
    if later.hollow > earlier.hollow {
      return .weakened("it checks what holds whatever happens", isHollow: true)
    }
    if later.count < earlier.count {
      return .weakened(
        Self.fewer(earlier.count - later.count, "assertion"), isHollow: later.count == 0)
    }
    if later.broad > earlier.broad {
      return .weakened("it is content with any error", isHollow: false)
    }
    if later.exact < earlier.exact {
      return .weakened(
        Self.fewer(earlier.exact - later.exact, "exact comparison"), isHollow: false)
    }
    return .changed
  }

  private static func fewer(_ count: Int, _ noun: String) -> String {
    "it has \(count) \(noun)\(count == 1 ? "" : "s") fewer"
  }

  /// What new definitions check that the definition calls: assertions may have moved there.
  private func helpers(of definition: Definition) -> TestAssertions {
    let called = Set(new.tokens[definition.tokens].map(new.text))
    return after.values.filter { before[$0.qualifiedName] == nil && called.contains($0.name) }
      .reduce(TestAssertions()) { $0 + TestAssertions($1, in: new) }
  }

  /// The new tests of the file that check as much as a test of another file which is gone, and are
  /// called like it.
  func holds(_ test: Definition, checking count: Int) -> String? {
    after.values.filter { before[$0.qualifiedName] == nil && testsNow.contains($0.qualifiedName) }
      .filter { $0.name == test.name && checks($0).count >= count }
      .map(\.qualifiedName).min()
  }

  /// A removed test and how much it checked; nil for what was none.
  func removedTest(_ name: String) -> (definition: Definition, count: Int)? {
    guard tests.contains(name), let was = before[name] else { return nil }
    return (was, TestAssertions(was, in: old).count)
  }

  private func checks(_ definition: Definition) -> TestAssertions {
    TestAssertions(definition, in: new) + helpers(of: definition)
  }

  /// A new definition that says what a removed one said.
  ///
  /// It has half of its lines, or its name, and checks as much. A test is replaced only by a test:
  /// one under a name that no runner looks for is gone.
  private func successor(of removed: Definition) -> String? {
    let lines = Self.lines(of: removed, in: old)
    let wanted = TestAssertions(removed, in: old).count
    let wasTest = tests.contains(removed.qualifiedName)
    return after.values.filter { before[$0.qualifiedName] == nil }
      .filter { !wasTest || testsNow.contains($0.qualifiedName) }
      .sorted { $0.qualifiedName < $1.qualifiedName }
      .first { candidate in
        let shared = Self.lines(of: candidate, in: new).intersection(lines).count
        let isLike = !lines.isEmpty && shared * 2 >= lines.count
        let sharesName =
          candidate.name.contains(removed.name) || removed.name.contains(candidate.name)
        return (isLike || sharesName) && checks(candidate).count >= wanted
      }?.qualifiedName
  }

  /// The lines of a body as sets of tokens, the head left out.
  private static func lines(of definition: Definition, in source: SourceTokens) -> Set<String> {
    var lines: [Int: String] = [:]
    for token in source.tokens[definition.tokens] where token.line > definition.headLine {
      guard token.kind != .comment, token.kind != .newline, !token.range.isEmpty else { continue }
      lines[token.line, default: ""] += source.text(token) + " "
    }
    return Set(lines.values.filter { $0.utf8.count > 4 })
  }
}
