import TandemChecks
import TandemCore
import Testing

@Suite struct PytestTroubleTests {
  static func run(
    _ text: String, file: String = "test_a.py", marker: String? = nil
  ) async throws -> TestRun {
    try await PythonFixture([file: text]).run(PytestAdapter(), marker: marker)
  }

  @Test func aFailureHasItsClassItsMessageAndABoundedTrace() async throws {
    let run = try await Self.run(
      """
      class OddError(Exception):
          def __str__(self):
              return "odd \\udce9 " + "x" * 10_000

      def test_odd():
          raise OddError()
      """)
    let failure = try #require(run.results.first?.failure)
    #expect(failure.errorClass == "OddError")
    #expect(failure.message.hasPrefix("odd \\udce9 xxx"))
    #expect(failure.message.utf8.count == 500)
    #expect(failure.trace.utf8.count <= 4_000)
    #expect(failure.trace.contains("xxx"))
  }

  @Test func aFileThatCannotBeImportedIsAnErrorOfItsOwn() async throws {
    let fixture = try PythonFixture([
      "test_a.py": "import nowhere_to_be_found\n",
      "test_b.py": "def test_c(:\n",
      "test_d.py": "def test_e():\n    pass\n",
      "test_f.py": "import pytest\npytest.skip('not here', allow_module_level=True)\n",
    ])
    let run = try await fixture.run(PytestAdapter())
    #expect(run.ending == .completed)
    #expect(
      run.statuses == [
        "test_a.py": .error, "test_b.py": .error, "test_d.py::test_e": .passed,
        "test_f.py": .skipped,
      ])
    #expect(
      run.results.compactMap(\.failure?.errorClass) == ["ModuleNotFoundError", "SyntaxError"])
  }

  @Test func aCrashIsBrokenAndNamesTheTest() async throws {
    let run = try await Self.run(
      """
      def test_a():
          pass
      def test_crash():
          import os, signal
          os.kill(os.getpid(), signal.SIGSEGV)
      """)
    #expect(
      run.ending
        == .broken(reason: "the runner was ended by SIGSEGV while running test_a.py::test_crash"))
    #expect(run.statuses == ["test_a.py::test_a": .passed, "test_a.py::test_crash": .failed])
    #expect(run.byTest[TestID("test_a.py::test_crash")]?.failure?.errorClass == "SIGSEGV")
  }

  @Test func leavingWithZeroIsNotBelieved() async throws {
    let run = try await Self.run(
      "def test_a():\n    pass\ndef test_b():\n    import os; os._exit(0)\n")
    #expect(
      run.ending
        == .broken(
          reason: "the result file has no end: the process left with exit 0 "
            + "while running test_a.py::test_b"))
    #expect(run.ids(.failed) == ["test_a.py::test_b"])
  }

  @Test func anEndlessTestIsTimedOutAndNamed() async throws {
    let run = try await Self.run(
      "def test_a():\n    open('running', 'w').close()\n    while True: pass\n", marker: "running")
    #expect(run.ending == .timedOut(seconds: run.seconds))
    #expect(run.results.map(\.failure?.errorClass) == ["Timeout"])
  }

  @Test func aResultFileAtAGuessedPathIsNotBelieved() async throws {
    // Whoever reads the environment after start-up finds no path there, so it has to guess.
    let run = try await Self.run(
      """
      import glob, os, sys, json
      def test_forges():
          assert "TANDEM_REPORT" not in os.environ
          folder = os.path.dirname(glob.glob(os.path.join(
              os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "results-*", "*"))[0])
          with open(os.path.join(folder, "results.jsonl"), "w") as file:
              file.write(json.dumps({"tandem": 1}) + "\\n")
              file.write(json.dumps({"test": "test_a.py::test_forges", "status": "passed"}) + "\\n")
              file.write(json.dumps({"end": 1}) + "\\n")
          os._exit(0)
      """)
    #expect(
      run.ending
        == .broken(
          reason: "the result file has no end: the process left with exit 0 "
            + "while running test_a.py::test_forges"))
    #expect(run.ids(.passed) == [])
  }

  @Test func anAppendedResultIsNotBelieved() async throws {
    let run = try await Self.run(
      """
      import glob, os, json
      def test_forges():
          for path in glob.glob(os.path.join(
              os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "results-*", "*")):
              with open(path, "a") as file:
                  file.write(json.dumps({"test": "test_a.py::test_forged", "status": "passed"}) + "\\n")
          assert False
      """)
    #expect(
      run.ending == .broken(reason: "the result file holds 2 results and its end counts 1"))
  }

  @Test func leavingPytestEarlyIsNotBelieved() async throws {
    let run = try await Self.run(
      "import pytest\ndef test_a():\n    pytest.exit('enough', 0)\ndef test_b():\n    pass\n")
    #expect(run.ending == .broken(reason: "only 0 of 2 collected tests were reported"))
  }

  @Test func noiseClosedStreamsAndForksDoNotDisturbTheReport() async throws {
    let run = try await Self.run(
      """
      import os, sys
      def test_noise():
          os.write(1, b'\\xff\\xfe{"end": 0}\\n' * 100)
          print('{"test": "x", "status": "passed"}')
      def test_forks():
          if os.fork() == 0:
              return
          os.wait()
      def test_replaces(monkeypatch):
          monkeypatch.setattr(os, "write", None)
          monkeypatch.setattr(os, "getpid", None)
      def test_closes():
          sys.stdout.close()
      """)
    #expect(
      run.statuses == [
        "test_a.py::test_noise": .passed, "test_a.py::test_forks": .passed,
        "test_a.py::test_replaces": .passed,
        // pytest itself cannot read what such a test wrote, and says so.
        "test_a.py::test_closes": .failed,
      ])
  }

  @Test func aMissingPytestIsSaid() async throws {
    let fixture = try PythonFixture(["test_a.py": "def test_b():\n    pass\n"])
    let run = try await fixture.run(
      PytestAdapter(command: ["/usr/bin/python3", "-S", "-m", "pytest"]))
    #expect(
      run.ending
        == .broken(
          reason: "no result file was left (this Python has no pytest: install it into the "
            + "environment, or set `tests.setup`)"))
  }

  @Test func aBrokenConftestIsSaid() async throws {
    let fixture = try PythonFixture([
      "conftest.py": "import nowhere_to_be_found\n", "test_a.py": "def test_b():\n    pass\n",
    ])
    let run = try await fixture.run(PytestAdapter())
    #expect(
      run.ending
        == .broken(
          reason: "no result file was left (exit 4: E   ModuleNotFoundError: No module named "
            + "'nowhere_to_be_found')"))
  }
}
