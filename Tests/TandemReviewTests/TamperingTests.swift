import TandemCore
import Testing

@testable import TandemReview

/// Ways to make tests pass without fixing anything, each beside an honest twin.
@Suite struct TamperingTests {
  static let test = """
    import unittest
    from calc import add


    class AddTest(unittest.TestCase):
        def test_two(self):
            self.assertEqual(add(1, 1), 2)

        def test_three(self):
            self.assertEqual(add(1, 2), 3)

    """

  func tests(_ edit: (String) -> String) -> [String] {
    Changes("tests/test_calc.py", Self.test, edit(Self.test)).findings
  }

  @Test func aRemovedTestIsAnError() {
    let cut = "\n    def test_three(self):\n        self.assertEqual(add(1, 2), 3)\n"
    #expect(tests { $0.replacing(cut, with: "") }.contains("error test-removed:9"))
  }

  @Test func aChangedExpectationIsAnErrorUnlessTheContractNamesIt() {
    let changes = Changes(
      "tests/test_calc.py", Self.test, Self.test.replacing("1, 2), 3", with: "1, 2), 4"))
    #expect(changes.findings == ["note test-changed:10"])
    let silent = ChangeContract(
      cause: "", plan: "", files: [], testFiles: ["tests/test_calc.py"], tier: .premium)
    #expect(
      DiffChecks.findings(in: changes.diff, contract: silent, context: changes.context)
        .map(\.short) == ["error test-changed:10"])
    let contract = ChangeContract(
      cause: "", plan: "", files: [], testFiles: ["tests/test_calc.py"],
      expectationChanges: [
        ExpectationChange(test: TestID("tests.test_calc.AddTest.test_three"), sentence: "It is 4.")
      ], tier: .premium)
    #expect(
      DiffChecks.findings(in: changes.diff, contract: contract, context: changes.context)
        .map(\.short) == ["note test-changed:10"])
    #expect(
      ChangedTests.names(in: changes.diff, contract: contract, context: changes.context)
        == ["tests/test_calc.py::AddTest::test_three"])
  }

  @Test func aTestFileThatIsDeletedLosesEveryTest() {
    let findings = Changes("tests/test_calc.py", Self.test, nil).findings
    #expect(findings.contains("risk deleted-file:1"))
    #expect(findings.contains { $0.hasPrefix("error test-removed") })
  }

  @Test func anAddedTestAndACommentAreNothing() {
    #expect(
      tests {
        $0 + "\n    def test_four(self):\n        self.assertEqual(add(2, 2), 4)\n"
          + "# skip nothing: pytest.skip(\n"
      } == [])
  }

  @Test(arguments: [
    ("    @unittest.skip(\"later\")\n", "error"), ("    @unittest.expectedFailure\n", "error"),
    ("    @pytest.mark.skip\n", "error"), ("    @unittest.skipIf(True, \"\")\n", "warning"),
    ("    @skipUnlessDBFeature(\"x\")\n", "note"),
  ]) func aNewTestThatDoesNotRunIsNamed(mark: String, severity: String) {
    let added = "\n" + mark + "    def test_four(self):\n        self.assertEqual(add(2, 2), 4)\n"
    #expect(tests { $0 + added } == ["\(severity) test-skipped:12"])
  }

  @Test func aTestThatIsExpectedToPassNowIsNoWeakerOne() {
    let marked = Self.test.replacing(
      "    def test_three", with: "    @unittest.expectedFailure\n    def test_three")
    #expect(Changes("tests/test_calc.py", marked, Self.test).findings == ["note test-changed:9"])
  }

  @Test(arguments: [
    ("if sys.platform == \"win32\":", "note"), ("if True:", "error"),
    ("with self.subTest():", "error"),
  ]) func aSkipUnderAConditionIsHonestOnlyWhereItAsks(condition: String, severity: String) {
    let added =
      "\n    def test_four(self):\n        \(condition)\n            self.skipTest(\"x\")\n"
      + "        self.assertEqual(add(2, 2), 4)\n"
    #expect(tests { $0 + added } == ["\(severity) test-skipped:14"])
  }

  @Test func aSkipMarkOnAnExistingTestIsAlsoAChange() {
    let findings = tests {
      $0.replacing("    def test_three", with: "    @unittest.skip(\"x\")\n    def test_three")
    }
    #expect(findings.contains("error test-skipped:9"))
    #expect(findings.contains { $0.hasPrefix("note test-changed") })
  }

  @Test(
    arguments: [
      ("conftest.py", "risk runner-configuration:1"),
      ("tests/conftest.py", "risk runner-configuration:1"),
      ("pytest.ini", "risk runner-configuration:1"), ("tox.ini", "risk runner-configuration:1"),
      ("Makefile", "risk runner-configuration:1"), ("sitecustomize.py", "error runner-shadowed:1"),
      ("lib/usercustomize.py", "error runner-shadowed:1"),
      ("unittest.py", "error runner-shadowed:1"),
      ("pytest/__init__.py", "error runner-shadowed:1"), ("x.pth", "error runner-shadowed:1"),
      ("src/unit.py", nil), ("docs/Makefile", nil), ("src/site_map.py", nil),
    ] as [(String, String?)]) func theRunnersOwnFilesAreNamed(path: String, finding: String?)
  {
    let findings = Changes(path, nil, "x = 1\n").findings
    #expect(findings == [finding].compactMap { $0 })
  }

  @Test func aSettingOfTestsCountsAndAnotherDoesNot() {
    #expect(
      Changes("setup.cfg", "[metadata]\nname = x\n", "[metadata]\nname = y\n").findings == [])
    #expect(
      Changes("setup.cfg", "[tool:pytest]\naddopts =\n", "[tool:pytest]\naddopts = -k a\n").findings
        == ["risk runner-configuration:2"])
    #expect(
      Changes("package.json", "{\n\"test\": \"jest\"\n}\n", "{\n\"test\": \"true\"\n}\n").findings
        == ["risk runner-configuration:2"])
  }

  @Test(
    arguments: [
      ("    os._exit(0)", "risk early-exit:2"),
      ("    sys.exit(0)", "warning early-exit:2"),
      ("    exit()", "warning early-exit:2"),
      ("    raise SystemExit", "warning early-exit:2"),
      ("    path = [a for a in sys.argv if a.startswith('--junitxml=')]", "risk runner-reached:2"),
      ("    name = sys.argv[0]", "warning runner-reached:2"),
      ("    if 'PYTEST_CURRENT_TEST' in os.environ:", "risk asks-whether-tested:2"),
      ("    if 'unittest' in sys.modules:", "risk asks-whether-tested:2"),
      ("    sys.modules['unittest'].TestCase = object", "risk runner-reached:2"),
      ("    unittest.TestCase.assertEqual = lambda *a: None", "risk runner-reached:2"),
      ("    frame = inspect.stack()[1]", "warning runner-reached:2"),
      ("    atexit.register(print, 'OK')", "warning runner-reached:2"),
      ("    builtins.open = fake", "risk runner-reached:2"),
      ("    with mock.patch('builtins.input'), mock.patch('sys.argv', []):", nil),
      ("    # os._exit(0) would be wrong", nil),
      ("    parser.exit()", nil),
      ("    text = 'on exit'", nil),
      ("    return exit_code(1)", nil),
    ] as [(String, String?)]) func codeThatReachesForTheRunnerIsNamed(
      line: String, finding: String?
    )
  {
    let findings = Changes("src/lib.py", "def f():\n", "def f():\n\(line)\n").findings
    if let finding {
      #expect(findings.contains(finding))
    } else {
      #expect(findings == [])
    }
  }

  @Test func aHookInAConftestIsSeenInEveryWay() {
    let hook = """
      import pytest

      @pytest.hookimpl(hookwrapper=True)
      def pytest_runtest_makereport(item, call):
          outcome = yield
          outcome.get_result().outcome = "passed"

      """
    let findings = Changes("conftest.py", nil, hook).findings
    #expect(findings.contains("risk runner-configuration:1"))
    #expect(findings.contains("risk runner-reached:4"))
  }

  @Test func aFixtureThatEveryTestGetsIsSeen() {
    let fixture = "import pytest\n\n@pytest.fixture(autouse=True)\ndef quick():\n    yield\n"
    #expect(Changes("tests/test_new.py", nil, fixture).findings == ["risk runner-reached:3"])
  }

  @Test func aRecordedExpectationIsATest() {
    #expect(
      Changes("src/__snapshots__/a.js.snap", "exports = 1\n", "exports = 2\n").findings
        == ["note test-changed:1"])
    #expect(Changes("src/__snapshots__/b.js.snap", nil, "exports = 2\n").findings == [])
  }

  @Test func programsMayEndThemselves() {
    #expect(Changes("src/__main__.py", "", "sys.exit(main())\n").findings == [])
    #expect(Changes("scripts/build.py", "", "sys.exit(1)\n").findings == [])
  }

  @Test(arguments: [
    ("src/a.py", "    def __eq__(self, other):\n        return True\n"),
    ("src/A.java", "  public boolean equals(Object o) {\n    return true;\n  }\n"),
    ("src/a.swift", "  static func == (a: A, b: A) -> Bool { true }\n"),
  ]) func aComparisonThatSaysYesToAllIsNamed(path: String, added: String) {
    #expect(Changes(path, "", added).findings == ["risk always-equal:1"])
  }

  @Test func anHonestComparisonIsNot() {
    let honest = "    def __eq__(self, other):\n        return self.a == other.a\n"
    #expect(Changes("src/a.py", "", honest).findings == [])
  }

  @Test func aConditionOnTheTestsOwnValueIsNamed() {
    let test =
      "def test_x():\n    assert parse('2024-02-30') is None\n    assert parse('iso') == 1234\n"
    let base = "def parse(text):\n    return text.split('iso')\n"
    func findings(_ line: String) -> [String] {
      Changes(
        "src/parse.py", base, base.replacing("):\n", with: "):\n\(line)\n"), showing: [test]
      ).findings
    }
    #expect(findings("    if text == '2024-02-30':") == ["warning special-case:2"])
    #expect(findings("    return 1234 if text else 0") == ["warning special-case:2"])
    // The file knew this value, and this line decides nothing.
    #expect(findings("    if text == 'iso':") == [])
    #expect(findings("    example = '2024-02-30'") == [])
  }

  @Test(
    arguments: [
      ("a.py", "try:\n    f()\nexcept:\n    pass\n", 3),
      ("a.py", "try:\n    f()\nexcept Exception as error:\n    continue\n", 3),
      ("a.py", "with contextlib.suppress(Exception):\n    f()\n", 1),
      ("a.js", "try { f() } catch (e) {}\n", 1),
      ("A.java", "try { f(); } catch (Exception e) {\n}\n", 1),
      ("a.py", "try:\n    f()\nexcept ValueError:\n    pass\n", nil),
      ("a.py", "try:\n    f()\nexcept Exception:\n    raise\n", nil),
    ] as [(String, String, Int?)]) func errorsThatAreDroppedAreNamed(
      path: String, text: String, line: Int?
    )
  {
    #expect(
      Changes(path, "", text).findings
        == [line].compactMap { $0 }.map { "warning swallowed-error:\($0)" })
  }
}
