import TandemChecks
import TandemCore
import Testing

@Suite struct BaselineTests {
  @Test func onlyARedTestThatWasSeenGreenIsFlaky() async throws {
    let scene = try await SandboxedScene([
      "test_a.py": """
      seen = []

      def test_a_first():
          seen.append(1)

      def test_b_after_another():
          assert not seen

      def test_c_always():
          assert False
      """
    ])
    let baseline = try await scene.baseline.wholeSuite()
    #expect(baseline.runner == "pytest")
    #expect(baseline.reason == "test_a.py has tests that are plain functions")
    #expect(baseline.isWholeSuite)
    #expect(baseline.flaky == [TestID("test_a.py::test_b_after_another")])
    #expect(baseline.failing == [TestID("test_a.py::test_c_always")])
  }

  @Test(arguments: [(Duration.seconds(60), true), (.zero, false)])
  func `what is red again and again is run more often where that is quick`(
    _ patience: Duration, _ isFlaky: Bool
  ) async throws {
    let test = """
      import os, unittest
      class T(unittest.TestCase):
          def test_late(self): self.assertGreater(int(os.environ["RUN"]), 5)
          def test_never(self): self.fail()
      """
    let scene = try await AdapterScene(["test_a.py": test], needs: ["python3"])
    let baseline = try await scene.baseline(patience: patience)
    let late = TestID("test_a.T.test_late")
    #expect(baseline.flaky == (isFlaky ? [late] : []))
    #expect(baseline.failing == (isFlaky ? [] : [late]) + [TestID("test_a.T.test_never")])
  }

  @Test func aSelectionIsRunAndNamedAsTheRunnerTakesIt() async throws {
    let scene = try await SandboxedScene([
      "tests/test_a.py": "def test_b():\n    pass\n",
      "tests/test_c.py": "def test_d():\n    assert False\n",
    ])
    let baseline = try await scene.baseline.run(
      .files(["tests/test_c.py"]), budget: .seconds(60))
    #expect(baseline.selection == ["tests/test_c.py"])
    #expect(baseline.isWholeSuite == false)
    #expect(baseline.failing == [TestID("tests/test_c.py::test_d")])
    let joined = baseline.completed(by: try await scene.baseline.wholeSuite())
    #expect(joined.isWholeSuite)
    #expect(
      joined.run?.statuses == [
        "tests/test_a.py::test_b": .passed, "tests/test_c.py::test_d": .failed,
      ])
  }

  @Test func aSuiteBeyondItsBudgetIsNotBelieved() async throws {
    let scene = try await SandboxedScene([
      "test_a.py": "import time\ndef test_a():\n    assert 0\ndef test_b():\n    time.sleep(600)\n"
    ])
    let baseline = try await scene.baseline.run(.whole, budget: .seconds(4))
    guard case .timedOut = baseline.run?.ending else {
      Issue.record("\(String(describing: baseline.run?.ending))")
      return
    }
    #expect(baseline.flaky == [])
  }

  static func baseline(
    _ results: [String: TestStatus], ending: TestRun.Ending = .completed, flaky: [String] = [],
    whole: Bool = false, tree: String = "t"
  ) -> Baseline {
    Baseline(
      tree: tree, runner: "pytest", reason: "r",
      run: TestRun(
        command: whole ? "all" : "some", runner: "pytest", ending: ending,
        results: results.map { TestResult(id: TestID($0.key), status: $0.value) }, seconds: 1),
      flaky: flaky.map(TestID.init), isWholeSuite: whole, selection: whole ? [] : ["x"])
  }

  @Test func joiningKeepsWhatIsRedAndCallsDisagreementFlaky() {
    let selected = Self.baseline(
      ["a": .failed, "b": .failed, "c": .passed, "f": .passed], flaky: ["a"])
    let whole = Self.baseline(
      ["a": .failed, "b": .passed, "c": .error, "d": .passed, "e": .failed], flaky: ["e"],
      whole: true)
    var expected = Self.baseline(
      ["a": .failed, "b": .failed, "c": .error, "d": .passed, "e": .failed, "f": .passed],
      flaky: ["a", "b", "c", "e"], whole: true)
    expected.run?.seconds = 2
    expected.apart = [TestID("f")]
    #expect(selected.completed(by: whole) == expected)
  }

  @Test(arguments: [
    baseline(["a": .passed, "z": .passed], ending: .timedOut(seconds: 300), whole: true),
    baseline(["a": .passed], ending: .broken(reason: "x"), whole: true),
    baseline(["a": .passed], whole: true, tree: "another"),
  ])
  func aSuiteThatDidNotCompleteAddsNothing(whole: Baseline) {
    let selected = Self.baseline(["a": .failed])
    #expect(selected.completed(by: whole) == selected)
  }

  @Test func cacheKeysDifferWhereAnythingDoes() {
    func key(
      _ tree: String = "t", _ command: String = "c", _ environment: [String: String] = ["A": "1"],
      _ toolchain: String = "python 3.11"
    ) -> String {
      Baseline.cacheKey(
        tree: tree, command: command, environment: environment, toolchain: toolchain)
    }
    let keys = [
      key(), key("u"), key("t", "d"), key("t", "c", ["A": "2"]), key("t", "c", ["A1": ""]),
      key("t", "c", ["A": "1", "B": "2"]), key("t", "c", ["A": "1"], "python 3.12"), key("tc", ""),
    ]
    #expect(Set(keys).count == keys.count)
    #expect(key() == key())
  }
}
