import TandemCore
import Testing

@testable import TandemRouting

/// A scope answer is held against the report, the tree and the tests.
@Suite struct ContractParserTests {
  static let report = BugReport(
    title: "Fine on the due date",
    body:
      "Returning a book on its due date costs a fee.\nThe test expects 50 cents,\nand that is wrong.",
    source: "issue.md")
  static let paths: Set<String> = ["shelf/fines.py", "shelf/loans.py", "tests/test_fines.py"]
  static let tests: Set<TestID> = [
    TestID("tests/test_fines.py::FineTest::test_due"),
    TestID("tests/test_fines.py::FineTest::test_late"),
  ]

  /// A good answer with some members replaced.
  static func answer(_ changes: [String: JSONValue] = [:]) -> JSONValue {
    let good: [String: JSONValue] = [
      "cause": "off by one", "plan": "compare with <=", "files": ["shelf/fines.py"],
      "newFiles": [], "testFiles": ["tests/test_fines.py"], "lineBudget": 10,
      "mustTurnGreen": ["tests/test_fines.py::FineTest::test_due"], "expectationChanges": [],
      "riskFlags": [], "reach": "local",
    ]
    return .object(good.merging(changes, uniquingKeysWith: { $1 }))
  }

  static func parse(
    _ answer: JSONValue, failing: Set<TestID>? = nil
  ) throws(ContractError) -> ChangeContract {
    try ContractParser.parse(
      answer, report: report, paths: paths, tests: tests, failing: failing, tier: .premium)
  }

  @Test func aGoodAnswerIsAContract() throws {
    #expect(
      try Self.parse(Self.answer())
        == ChangeContract(
          cause: "off by one", plan: "compare with <=", files: ["shelf/fines.py"],
          testFiles: ["tests/test_fines.py"], lineBudget: 10,
          mustTurnGreen: [TestID("tests/test_fines.py::FineTest::test_due")], tier: .premium))
  }

  @Test func spellingsAreMadePlain() throws {
    let contract = try Self.parse(
      Self.answer([
        "files": ["./shelf/fines.py", "shelf/fines.py"], "mustTurnGreen": ["FineTest.test_due"],
        "testFiles": ["shelf/fines.py", "tests/test_new.py"],
      ]))
    #expect(contract.files == ["shelf/fines.py"])
    #expect(contract.mustTurnGreen == [TestID("tests/test_fines.py::FineTest::test_due")])
    // A file that is to be changed counts for the budget, whatever the answer calls it.
    #expect(contract.testFiles == ["tests/test_new.py"])
  }

  @Test(
    arguments: [
      (["files": []], "`files` must name at least one file to change"),
      (
        ["files": ["shelf/fine.py"]],
        "`files`: shelf/fine.py is not in the repository; a file to create belongs in `newFiles`"
      ),
      (
        ["files": ["fines.py"]],
        "`files`: fines.py is not in the repository; is shelf/fines.py meant?"
      ),
      (
        ["files": ["../x.py"]],
        "`files`: the path ../x.py leaves the repository with `..`; write it without"
      ),
      (
        ["newFiles": ["shelf/loans.py"]],
        "`newFiles`: shelf/loans.py exists already; list it in `files`"
      ),
      (
        ["newFiles": ["shelf/Loans.py"]],
        "`newFiles`: shelf/Loans.py differs from shelf/loans.py only in case"
      ),
      (
        ["newFiles": [".git/hooks/x"]],
        "`newFiles`: the path .git/hooks/x names git's own directory, which nobody may change"
      ),
      (["lineBudget": 401], "`lineBudget` must be a whole number from 1 to 400"),
      (["lineBudget": 0], "`lineBudget` must be a whole number from 1 to 400"),
      (["lineBudget": "10"], "`lineBudget` must be a whole number from 1 to 400"),
      (["cause": " "], "`cause` must be a text that says something"),
      (["reach": "global"], "`reach` must be local or crossCutting"),
      (["riskFlags": [1]], "`riskFlags` must be a list of texts; an empty one is fine"),
      (
        ["mustTurnGreen": ["test_nothing"]],
        "`mustTurnGreen`: test_nothing is not one of them; use ids as given, such as "
          + "tests/test_fines.py::FineTest::test_due, tests/test_fines.py::FineTest::test_late"
      ),
      (
        [
          "expectationChanges": [
            ["test": "FineTest.test_late", "sentence": "the test is wrong here"]
          ]
        ],
        "`expectationChanges`: the report does not say, word for word: the test is wrong here"
      ),
      (
        ["expectationChanges": [["test": "FineTest.test_late", "sentence": "wrong."]]],
        "`expectationChanges`: the report does not say, word for word: wrong."
      ),
      (
        ["expectationChanges": [["test": "x"]]],
        "`expectationChanges`: each needs `test` and `sentence`"
      ),
    ] as [([String: JSONValue], String)]) func whatDoesNotFitIsSaid(
      changes: [String: JSONValue], problem: String
    )
  {
    let error = #expect(throws: ContractError.self) { try Self.parse(Self.answer(changes)) }
    #expect(error?.problems.first == problem)
  }

  @Test func everyProblemIsNamedAtOnce() {
    let error = #expect(throws: ContractError.self) { try Self.parse([:]) }
    #expect(error?.problems.count == 11)
    #expect(error?.description.hasPrefix("- `cause` must be") == true)
  }

  @Test func aSentenceOfTheReportMayBreakItsLinesOtherwise() throws {
    let contract = try Self.parse(
      Self.answer([
        "expectationChanges": [
          [
            "test": "FineTest.test_late",
            "sentence": "The test expects 50 cents, and that is wrong",
          ]
        ]
      ]))
    #expect(
      contract.expectationChanges == [
        ExpectationChange(
          test: TestID("tests/test_fines.py::FineTest::test_late"),
          sentence: "The test expects 50 cents, and that is wrong")
      ])
  }

  @Test func onlyAFailingTestMayHaveToTurnGreen() {
    #expect(throws: ContractError.self) {
      try Self.parse(
        Self.answer(), failing: [TestID("tests/test_fines.py::FineTest::test_late")])
    }
    #expect(
      throws: ContractError([
        "`mustTurnGreen`: FineTest.test_due is not one of them; there are none, leave the list empty"
      ])
    ) {
      try Self.parse(Self.answer(["mustTurnGreen": ["FineTest.test_due"]]), failing: [])
    }
  }

  @Test func theSchemaRequiresWhatTheParserReads() {
    let schema = ContractSchema.schema
    let required = Set(schema["required"]?.array?.compactMap(\.string) ?? [])
    #expect(required == Set(schema["properties"]?.object.map { Array($0.keys) } ?? []))
    #expect(required == Set(Self.answer().object.map { Array($0.keys) } ?? []))
  }
}
