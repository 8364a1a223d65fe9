import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

/// jest's and vitest's JSON, as their documentation and a jest 29 write it.
@Suite struct JestReportTests {
  static func adapter(_ script: String) throws -> any TestAdapter {
    let files = ["package.json": #"{"scripts": {"test": "\#(script)"}}"#]
    return try #require(
      TestDetection.detect(
        files: ["package.json"], read: { files[$0] }, configured: ConfiguredTests()
      ).adapter)
  }

  /// What an adapter makes of a report left by a command that exited so.
  static func read(
    _ report: String?, exit: Int32, script: String = "jest",
    selection: TestSelection = .whole
  ) throws -> TestRun {
    let invocation = TestInvocation(selection: selection)
    let tool = "tandem_" + invocation.token
    var collected = [tool + ".place": Array("/home/ada/repo\n".utf8)]
    collected[tool + ".json"] = report.map { Array($0.utf8) }
    return try adapter(script).parse(
      WorkspaceResult(
        command: CommandResult(ending: .exited(exit), output: "said\n", seconds: 1),
        collected: collected), of: invocation)
  }

  static let report = """
    {"numFailedTestSuites": 2, "numFailedTests": 2, "numPassedTests": 1, "numPendingTests": 1,
     "numRuntimeErrorTestSuites": 1, "numTodoTests": 1, "numTotalTestSuites": 2, "numTotalTests": 5,
     "success": false, "wasInterrupted": false, "testResults": [
      {"name": "/home/ada/repo/test/a.test.js", "status": "failed", "message": "", "summary": "",
       "assertionResults": [
        {"ancestorTitles": ["S"], "title": "one", "fullName": "S one", "status": "passed",
         "duration": 3, "failureMessages": [], "location": null},
        {"ancestorTitles": ["S"], "title": "two.x", "fullName": "S two.x", "status": "failed",
         "duration": 12, "failureMessages": [
           "Error: \\u001b[2mexpect(\\u001b[22mreceived\\u001b[2m).toBe(\\u001b[22mexpected)\\n    at Object.<anonymous> (/home/ada/repo/test/a.test.js:1:78)"]},
        {"ancestorTitles": ["S"], "title": "off", "fullName": "S off", "status": "pending",
         "duration": null, "failureMessages": []},
        {"ancestorTitles": ["S"], "title": "later", "fullName": "S later", "status": "todo",
         "duration": null, "failureMessages": []},
        {"ancestorTitles": [], "title": "root", "fullName": "root", "status": "failed",
         "duration": 0, "failureMessages": ["TypeError: bad\\n    at x"]}]},
      {"name": "/home/ada/repo/test/b.test.js", "status": "failed", "assertionResults": [],
       "message": "  ● Test suite failed to run\\n\\n    SyntaxError: Unexpected identifier"}]}
    """
  static let statuses: [String: TestStatus] = [
    "test/a.test.js::S::one": .passed, "test/a.test.js::S::two.x": .failed,
    "test/a.test.js::S::off": .skipped, "test/a.test.js::S::later": .skipped,
    "test/a.test.js::root": .failed, "test/b.test.js": .error,
  ]

  @Test(arguments: ["jest", "vitest", "vitest run --coverage"])
  func `files and assertions become results`(script: String) throws {
    let run = try Self.read(Self.report, exit: 1, script: script)
    #expect(run.ending == .completed)
    #expect(run.statuses == Self.statuses)
    let failure = run.byTest[TestID("test/a.test.js::S::two.x")]?.failure
    #expect(failure?.errorClass == "Error")
    #expect(failure?.message == "expect(received).toBe(expected)")
    #expect(run.byTest[TestID("test/b.test.js")]?.failure?.errorClass == "SyntaxError")
  }

  @Test func `a report that is missing, cut or against its counts is not believed`() throws {
    let cut = String(Self.report.prefix(900))
    let wrong = Self.report.replacing("\"numTotalTests\": 5", with: "\"numTotalTests\": 6")
    for (report, exit) in [(nil, 1), (cut, 1), (wrong, 1), (Self.report, 0)] as [(String?, Int32)] {
      let run = try Self.read(report, exit: exit)
      guard case .broken = run.ending else {
        Issue.record("\(run.ending)")
        continue
      }
    }
  }

  @Test func `single tests are asked for by file and name, without the reporter of the script`()
    throws
  {
    let tests = TestSelection.tests([TestID("test/a.test.js::S::two.x")])
    #expect(
      try Self.adapter("jest --watch -c conf.js unit").shown(tests)
        == "jest -c conf.js --testNamePattern '^(?:[: ]*S[: ]+two\\.x)' --runTestsByPath test/a.test.js"
    )
    #expect(
      try Self.adapter("vitest").shown(tests) == "vitest run --testNamePattern "
        + "'^(?:[: ]*S[: ]+two\\.x)' test/a.test.js")
    #expect(try Self.adapter("npx vitest run unit").shown(.whole) == "vitest run unit")
    for script in ["mocha --reporter dot unit", "mocha -R=dot --reporter-options a=b unit"] {
      #expect(try Self.adapter(script).shown(.whole) == "mocha unit")
    }
    let one = try Self.read(Self.report, exit: 1, selection: tests)
    #expect(one.statuses == ["test/a.test.js::S::two.x": .failed])
  }
}
