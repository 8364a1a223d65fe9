import TandemChecks
import TandemCore
import TandemPrompts
import TandemRouting

extension Steps {
  /// Asks the premium tier which broken tests expect what the report itself calls wrong.
  ///
  /// A test counts only with a sentence that stands in the report, word for word.
  func expectations(
    _ tests: [TestID], _ attempt: Attempt, _ history: History
  ) async throws -> [NamedExpectation] {
    let key = "expectation.\(history.expectationsAsked.count + 1)"
    return try await journal.step(
      key, tier: .premium, model: desk.choices[.premium]?.model,
      summary: { $0.isEmpty ? "none named: the test is right" : "\($0.count) named by the report" }
    ) {
      let broken = attempt.verification?.run?.results.filter { tests.contains($0.id) } ?? []
      let prompt = try Prompt.expectation.render(
        [
          "report": Fence.wrap(FailureDigest.head(request.report.text, 16_000), as: "report"),
          "contract": PromptTexts.contract(history.contract),
          "broken": Fence.wrap(FailureDigest.text(for: broken), as: "tests"),
          "diff": Fence.wrap(FailureDigest.head(attempt.diff.text, 20_000), as: "diff"),
        ], override: settings.overrides.text(.expectation))
      return try await answers.ask(
        .premium, kind: .scope, key: key, prompt: prompt, schema: ExpectationAnswer.schema,
        maxOutputTokens: 1_500
      ) { try ExpectationAnswer.parse($0, report: request.report, tests: tests) }
      .map { NamedExpectation(change: $0, file: self.tests?.adapter.file(of: $0.test)) }
    }
  }
}

/// An expectation that the report calls wrong, and the file its test is in.
struct NamedExpectation: Codable, Sendable {
  var change: ExpectationChange
  var file: String?
}

/// The answer to the expectation prompt.
enum ExpectationAnswer {
  static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "changes": [
        "type": "array",
        "items": [
          "type": "object",
          "properties": ["test": ["type": "string"], "sentence": ["type": "string"]],
          "required": ["test", "sentence"], "additionalProperties": false,
        ],
      ]
    ],
    "required": ["changes"], "additionalProperties": false,
  ]

  /// The named tests, each with a sentence of the report; others are refused.
  static func parse(
    _ answer: JSONValue, report: BugReport, tests: [TestID]
  ) throws(UnusableAnswer) -> [ExpectationChange] {
    guard let items = answer["changes"]?.array else { throw UnusableAnswer("`changes` is missing") }
    var changes: [ExpectationChange] = []
    for item in items {
      guard let test = item["test"]?.string, let sentence = item["sentence"]?.string else {
        throw UnusableAnswer("each change needs `test` and `sentence`")
      }
      guard tests.contains(TestID(test)) else {
        throw UnusableAnswer("\(test) is not one of the tests asked about")
      }
      guard ReportWords.says(sentence, report) else {
        throw UnusableAnswer("the report does not say, word for word: \(sentence)")
      }
      changes.append(ExpectationChange(test: TestID(test), sentence: sentence))
    }
    return changes
  }
}
