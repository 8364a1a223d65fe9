import TandemCore
import Testing

@testable import TandemReview

/// What a model reviewer says: read, held against the diff, and named for reruns.
@Suite struct ReviewParserTests {
  static let finding: JSONValue = [
    "path": "a.py", "line": 3, "quote": "x = 2", "severity": "error", "message": "wrong",
  ]

  @Test func aWholeAnswerIsRead() throws {
    let answer: JSONValue = [
      "verdict": "revise", "summary": "Close.", "findings": [Self.finding],
    ]
    #expect(
      try ReviewParser.parse(answer)
        == Review(
          verdict: .revise, summary: "Close.",
          findings: [
            Finding(
              rule: "reviewer", severity: .error, path: "a.py", line: 3, quote: "x = 2",
              message: "wrong")
          ], tier: .premium))
    let accepting: JSONValue = ["verdict": "accept", "summary": "Right.", "findings": []]
    #expect(try ReviewParser.parse(accepting, tier: .cheap).tier == .cheap)
  }

  @Test func everyProblemIsNamedAtOnce() {
    let answer: JSONValue = ["verdict": "fine", "summary": " ", "findings": [["path": "a.py"]]]
    #expect(
      throws: ReviewError([
        "`verdict` must be one of accept, revise, reject, askPerson",
        "`summary` must say why, in two or three sentences",
        "finding 1 needs `path`, `quote`, `message` as strings, `line` as an integer "
          + "and `severity` as one of note, warning, risk, error",
      ])
    ) { try ReviewParser.parse(answer) }
  }

  @Test func aRevisionWithoutAFindingIsRefused() {
    let answer: JSONValue = ["verdict": "revise", "summary": "Hm.", "findings": []]
    #expect(throws: ReviewError.self) { try ReviewParser.parse(answer) }
    #expect(throws: ReviewError.self) { try ReviewParser.parse("accept") }
  }

  @Test func theSchemaRequiresWhatTheParserReads() {
    let schema = ReviewSchema.schema
    #expect(schema["required"]?.array?.count == schema["properties"]?.object?.count)
    let verdicts = schema["properties"]?["verdict"]?["enum"]?.array?.compactMap(\.string) ?? []
    #expect(verdicts.allSatisfy { Review.Verdict(rawValue: $0) != nil } && verdicts.count == 4)
  }

  // MARK: - Evidence

  static let changes = Changes("a.py", "x = 1\ny = 1\n", "x = 2\ny = 1\nz = f(x, y)\n")

  func kept(_ quote: String, line: Int? = 1, path: String = "a.py") -> [Finding] {
    Evidence.keep(
      [
        Finding(
          rule: "reviewer", severity: .error, path: path, line: line, quote: quote, message: "m")
      ], in: Self.changes.diff)
  }

  @Test(arguments: [
    ("x = 2", 1), ("+x = 2", 1), ("  x = 2  ", 1), ("- x = 1", 1), ("y = 1", 2),
    ("z = f(x", 3), ("+z = f(x, y)\n another", 3),
  ]) func aFindingThatQuotesTheDiffIsKeptWithItsRealLine(quote: String, line: Int) {
    #expect(kept(quote, line: 40).map(\.line) == [line])
  }

  @Test(arguments: ["", "x = 3", "= 2", "+", "never there"])
  func aFindingThatQuotesNothingIsDropped(quote: String) { #expect(kept(quote) == []) }

  @Test func theFileMustBeTheDiffsToo() { #expect(kept("x = 2", path: "b.py") == []) }

  // MARK: - Fingerprints

  func fingerprints(_ changes: Changes, _ findings: [Finding]) -> [String] {
    Fingerprint.of(findings, in: changes.diff) { changes.after[$0] }
  }

  func finding(_ line: Int, _ message: String = "m", rule: String = "r") -> Finding {
    Finding(rule: rule, severity: .note, path: "a.py", line: line, quote: "", message: message)
  }

  @Test func aFingerprintSurvivesMovesAndOtherWords() {
    let body = "def f():\n    return 2\n"
    let here = Changes("a.py", "def f():\n    return 1\n", body)
    let lower = Changes("a.py", "a = 1\nb = 1\ndef f():\n    return 1\n", "a = 1\nb = 1\n" + body)
    #expect(fingerprints(here, [finding(2)]) == fingerprints(lower, [finding(4, "other words")]))
  }

  @Test func ruleTextSymbolAndOccurrenceMakeItAnother() {
    let one = Changes("a.py", "def f():\n    return 1\n", "def f():\n    return 2\n")
    let other = Changes("a.py", "def f():\n    return 1\n", "def f():\n    return 3\n")
    let renamed = Changes("a.py", "def g():\n    return 1\n", "def g():\n    return 2\n")
    let all = [
      fingerprints(one, [finding(2), finding(2)]), fingerprints(one, [finding(2, rule: "s")]),
      fingerprints(other, [finding(2)]), fingerprints(renamed, [finding(2)]),
    ].flatMap { $0 }
    #expect(Set(all).count == 5)
    #expect(all.allSatisfy { $0.utf8.count == 16 })
  }
}
