import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

/// In the real sandbox, over a real repository.
@Suite struct TestRunnerTests {
  @Test func aChangeTurnsATestGreen() async throws {
    let scene = try await SandboxedScene(
      [
        "src/shop/__init__.py": "def price(n):\n    return 2 * n\n",
        "tests/test_shop.py": """
        import pytest, shop

        @pytest.mark.parametrize("n", [0, 2])
        def test_price(n):
            assert shop.price(n) == 3 * n

        def test_environment():
            import os
            assert os.environ["CURRENCY"] == "EUR"
            assert os.environ["PYTHONPATH"] == os.path.abspath("src")
            assert not [name for name in os.environ if "TANDEM" in name]
        """,
      ], configured: ConfiguredTests(environment: ["CURRENCY": "EUR"]))
    let before = try await scene.runner.run(.whole, deadline: .seconds(60))
    #expect(before.ending == .completed)
    #expect(
      before.statuses == [
        "tests/test_shop.py::test_price[0]": .passed, "tests/test_shop.py::test_price[2]": .failed,
        "tests/test_shop.py::test_environment": .passed,
      ])
    let fix = FileChange(path: "src/shop/__init__.py", text: "def price(n):\n    return 3 * n\n")
    let red = TestSelection.tests(before.red)
    let after = try await scene.runner.run(red, changes: [fix], deadline: .seconds(60))
    #expect(after.statuses == ["tests/test_shop.py::test_price[2]": .passed])
    #expect(after.command == "python3 -m pytest 'tests/test_shop.py::test_price[2]'")
    // The change was that run's alone.
    #expect(try await scene.runner.run(red, deadline: .seconds(60)).red == before.red)
  }

  @Test func testsThatAChangeAddsAreRunByTheirIds() async throws {
    let scene = try await SandboxedScene([
      "tests/test_a.py":
        "import unittest\nclass A(unittest.TestCase):\n    def test_a(self): pass\n"
    ])
    let added = FileChange(
      path: "tests/test_new.py",
      text: "import unittest\nclass N(unittest.TestCase):\n    def test_n(self): self.fail()\n")
    let run = try await scene.runner.run(
      .tests([TestID("test_new.N.test_n")]), changes: [added], deadline: .seconds(60))
    #expect(run.statuses == ["test_new.N.test_n": .failed])
  }

  @Test func aCrashIsSeenThroughTheSandbox() async throws {
    let scene = try await SandboxedScene([
      "test_a.py": "import os\ndef test_b():\n    os.kill(os.getpid(), 11)\n"
    ])
    let run = try await scene.runner.run(.whole, deadline: .seconds(60))
    #expect(
      run.ending
        == .broken(reason: "the runner was ended by SIGSEGV while running test_a.py::test_b"))
  }

  @Test func anEndlessTestIsEndedAtTheDeadline() async throws {
    let scene = try await SandboxedScene([
      "test_a.py": "def test_b():\n    while True: pass\n"
    ])
    let run = try await scene.runner.run(.whole, deadline: .seconds(5))
    #expect(run.ending == .timedOut(seconds: run.seconds))
    #expect((5..<20).contains(run.seconds))
    #expect(run.ids(.passed) == [])
  }

  @Test func aResultAtAGuessedPathIsNotBelieved() async throws {
    // What a forger finds without the random name: the folder of results, by looking for it.
    let scene = try await SandboxedScene([
      "test_a.py": """
      import json, os
      def test_forges():
          places = [place.split()[4] for place in open("/proc/self/mountinfo")]
          for place in places:
              for name in ("results.jsonl", "report.jsonl", "tandem.jsonl"):
                  try:
                      with open(os.path.join(place, name), "w") as file:
                          for line in (
                              {"tandem": 1},
                              {"test": "test_a.py::test_forges", "status": "passed"},
                              {"end": 1, "collected": 1, "finished": 1, "exit": 0},
                          ):
                              file.write(json.dumps(line) + "\\n")
                  except OSError:
                      pass
          os._exit(0)
      """
    ])
    // The attack works on whoever believes an exit code, and its files do arrive.
    let trusting = CommandAdapter(command: ["python3", "-m", "pytest"])
    let invocation = TestInvocation(selection: .whole)
    let trusted = try await scene.workspace.run(trusting.command(for: invocation))
    #expect(trusting.parse(trusted, of: invocation).ids(.passed) == ["python3 -m pytest"])
    let left = try await scene.workspace.run(scene.runner.adapter.command(for: invocation))
    #expect(left.collected.keys.contains("results.jsonl"))
    let run = try await scene.runner.run(.whole, deadline: .seconds(60))
    #expect(
      run.ending
        == .broken(
          reason: "the result file has no end: the process left with exit 0 "
            + "while running test_a.py::test_forges"))
    #expect(run.ids(.passed) == [])
  }

  @Test func aMonorepoFolderIsRunInItself() async throws {
    let scene = try await SandboxedScene(
      [
        "other/test_x.py": "def test_x():\n    assert False\n",
        "sub/data.txt": "here",
        "sub/tests/test_a.py": "def test_a():\n    assert open('data.txt').read() == 'here'\n",
      ], configured: ConfiguredTests(directory: "sub"))
    let run = try await scene.runner.run(.whole, deadline: .seconds(60))
    #expect(run.statuses == ["tests/test_a.py::test_a": .passed])
    let file = try await scene.runner.run(.files(["sub/tests/test_a.py"]), deadline: .seconds(60))
    #expect(file.statuses == run.statuses)
  }
}
