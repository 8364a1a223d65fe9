import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

/// What a `swift test` of Swift 6.3 left of tests that crash, skip and leave.
@Suite struct SwiftTestOutputTests {
  static let xctest = """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites>
    <testsuite name="TestResults" errors="0" tests="4" failures="2" time="0.2">
    <testcase classname="FxTests.OldTests" name="testBad" time="0.1">
    <failure message="failure"></failure>
    </testcase>
    <testcase classname="FxTests.OldTests" name="testDies" time="0.1">
    <failure message="failure"></failure>
    </testcase>
    <testcase classname="FxTests.OldTests" name="testGood" time="0.1">
    </testcase>
    <testcase classname="FxTests.OldTests" name="testSkips" time="0.1">
    </testcase>
    </testsuite>
    </testsuites>
    """
  static let words = """
    [1/4] Testing FxTests.OldTests/testBad
    error: Process '/b/Fx.xctest FxTests.OldTests/testDies' exited with unexpected signal code 4
    [4/4] Testing FxTests.OldTests/testSkips
    Test Suite 'Selected tests' started at 2026-11-28 22:10:56.633
    Test Case 'OldTests.testBad' started at 2026-11-28 22:10:56.643
    /r/Tests/FxTests/Old.swift:4: error: OldTests.testBad : XCTAssertEqual failed: ("1") is not …
    Test Case 'OldTests.testBad' failed (0.004 seconds)
    Test Suite 'Selected tests' started at 2026-11-28 22:10:56.633
    Test Case 'OldTests.testDies' started at 2026-11-28 22:10:56.635
    FxTests/Old.swift:5: Fatal error: no old sum
    Test Suite 'Selected tests' started at 2026-11-28 22:10:56.633
    Test Case 'OldTests.testGood' started at 2026-11-28 22:10:56.676
    hello, Test Case 'OldTests.testGood' passed (0.001 seconds)
    Test Suite 'Selected tests' started at 2026-11-28 22:10:56.680
    Test Case 'OldTests.testSkips' started at 2026-11-28 22:10:56.690
    Test Case 'OldTests.testSkips' skipped (0.001 seconds)

    """

  static func read(_ words: String, _ xctest: String, swiftTesting: String? = nil) -> TestRun {
    let invocation = TestInvocation(selection: .whole)
    let tool = "tandem_" + invocation.token
    var collected = [tool + ".xml": Array(xctest.utf8), tool + ".txt": Array(words.utf8)]
    collected[tool + "-swift-testing.xml"] = swiftTesting.map { Array($0.utf8) }
    return SwiftTestAdapter(tests: [], texts: [:]).parse(
      WorkspaceResult(
        command: CommandResult(ending: .exited(1), output: "", seconds: 1), collected: collected),
      of: invocation)
  }

  @Test func `a crashed XCTest is named as a crash and a skipped one as skipped`() {
    let run = Self.read(Self.words, Self.xctest)
    #expect(run.ending == .completed)
    #expect(
      run.statuses == [
        "FxTests.OldTests/testBad": .failed, "FxTests.OldTests/testDies": .failed,
        "FxTests.OldTests/testGood": .passed, "FxTests.OldTests/testSkips": .skipped,
      ])
    let failures = run.results.compactMap(\.failure)
    #expect(failures.map(\.errorClass) == ["failure", "SIGILL"])
    #expect(
      failures.map(\.message) == ["XCTAssertEqual failed: (\"1\") is not …", "no old sum"])
  }

  @Test func `an XCTest that leaves with 0 is not passed`() {
    let words = Self.words.replacing("hello, Test Case 'OldTests.testGood' passed", with: "")
    let run = Self.read(words, Self.xctest)
    #expect(
      run.ending
        == .broken(
          reason: "the process left while running FxTests.OldTests/testGood "
            + "(FxTests/Old.swift:5: Fatal error: no old sum)"))
    #expect(run.ids(.passed) == [])
  }

  @Test(arguments: [nil, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"])
  func `a crash takes all of Swift Testing's results away`(report: String?) {
    let words = """
      ◇ Test run started.
      ↳ Testing Library Version: 6.3.1 (937120cbc281cf2)
      ◇ Suite Sums started.
      ◇ Test good() started.
      ✔ Test good() passed after 0.001 seconds.
      ◇ Test dies() started.
      FxTests/New.swift:4: Fatal error: no sum
      libdispatch.so  error: Process '/b/Fx.xctest --testing-library swift-testing' exited with \
      unexpected signal code 4
      """
    let run = Self.read(Self.words + words, Self.xctest, swiftTesting: report)
    #expect(
      run.ending
        == .broken(
          reason: "Swift Testing was ended by SIGILL while running dies() "
            + "(FxTests/New.swift:4: Fatal error: no sum)"))
  }
}
