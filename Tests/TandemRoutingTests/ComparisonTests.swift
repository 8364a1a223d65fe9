import TandemCore
import Testing

@testable import TandemRouting

/// The comparison with the baseline, case by case.
@Suite struct ComparisonTests {
  /// A run from `name: outcome` lines; `passed`, `skipped`, or the class of the failure.
  static func run(
    _ outcomes: [String: String], ending: TestRun.Ending = .completed, seconds: Double = 1
  ) -> TestRun {
    TestRun(
      command: "pytest", runner: "pytest", ending: ending,
      results: outcomes.map { name, outcome in
        switch outcome {
        case "passed": TestResult(id: TestID(name), status: .passed)
        case "skipped": TestResult(id: TestID(name), status: .skipped)
        case "ImportError":
          TestResult(
            id: TestID(name), status: .error,
            failure: TestFailure(errorClass: outcome, message: outcome))
        default:
          TestResult(
            id: TestID(name), status: .failed,
            failure: TestFailure(errorClass: outcome, message: "\(outcome) happened"))
        }
      }, seconds: seconds)
  }

  static func baseline(_ outcomes: [String: String], flaky: [String] = []) -> Baseline {
    Baseline(
      tree: "t", runner: "pytest", reason: "found", run: run(outcomes),
      flaky: flaky.map { TestID($0) })
  }

  static func contract(mustTurnGreen: [String] = []) -> ChangeContract {
    ChangeContract(
      cause: "c", plan: "p", files: ["a.py"], mustTurnGreen: mustTurnGreen.map { TestID($0) },
      tier: .premium)
  }

  /// Compares, and drops what is not the case's concern.
  func compare(
    _ before: [String: String], _ after: [String: String], flaky: [String] = [],
    must: [String] = [], ending: TestRun.Ending = .completed
  ) -> Verification {
    var result = Comparison.compare(
      baseline: Self.baseline(before, flaky: flaky), run: Self.run(after, ending: ending),
      contract: Self.contract(mustTurnGreen: must))
    result.run = nil
    result.signature = ""
    return result
  }

  func ids(_ names: String...) -> [TestID] { names.map { TestID($0) } }

  @Test func aRedTestThatPassesTurnedGreen() {
    #expect(
      compare(["t": "ValueError", "u": "passed"], ["t": "passed", "u": "passed"], must: ["t"])
        == Verification(run: nil, turnedGreen: ids("t")))
  }

  @Test func theSameErrorIsStillRedAndUnmet() {
    #expect(
      compare(["t": "ValueError"], ["t": "ValueError"], must: ["t"])
        == Verification(run: nil, stillRed: ids("t"), unmet: ids("t")))
  }

  @Test func anotherErrorClassIsASurpriseOfItsOwn() {
    #expect(
      compare(["t": "ValueError"], ["t": "TypeError"])
        == Verification(
          run: nil,
          changedClass: [.init(test: TestID("t"), before: "ValueError", after: "TypeError")]))
  }

  @Test func aGreenTestThatFailsIsBroken() {
    #expect(
      compare(["t": "passed"], ["t": "ValueError"]) == Verification(run: nil, broken: ids("t")))
  }

  @Test(arguments: [[:], ["t": "skipped"]]) func whatIsMissingOrSkippedVanished(
    after: [String: String]
  ) {
    #expect(compare(["t": "passed"], after) == Verification(run: nil, vanished: ids("t")))
    #expect(
      compare(["t": "ValueError"], after, must: ["t"])
        == Verification(run: nil, vanished: ids("t"), unmet: ids("t")))
  }

  @Test func unknownTestsAreNewAndSkippedOnesCountAsUnknown() {
    #expect(
      compare(["s": "skipped", "q": "skipped"], ["s": "passed", "q": "skipped", "n": "KeyError"])
        == Verification(run: nil, newRed: ids("n"), newGreen: ids("s")))
  }

  @Test func aFlakyTestSaysNothing() {
    #expect(
      compare(["f": "ValueError"], ["f": "passed"], flaky: ["f"], must: ["f"])
        == Verification(run: nil, ignored: ids("f")))
    #expect(
      compare(["f": "passed"], [:], flaky: ["f"]) == Verification(run: nil, ignored: ids("f")))
  }

  @Test(arguments: [TestRun.Ending.timedOut(seconds: 9), .broken(reason: "no result file")])
  func aRunThatDidNotCompleteTurnsNothingGreen(ending: TestRun.Ending) {
    #expect(
      compare(
        ["t": "ValueError", "u": "passed"], ["t": "passed", "n": "passed"], must: ["t"],
        ending: ending)
        == Verification(run: nil, vanished: ids("u"), unmet: ids("t")))
  }

  @Test func aFileThatNoLongerLoadsBreaksItsTestsInsteadOfHidingThem() {
    #expect(
      compare(
        ["a.py::B::t": "passed", "a.py::u": "ValueError"], ["a.py": "ImportError"])
        == Verification(
          run: nil, broken: ids("a.py::B::t"),
          changedClass: [
            .init(test: TestID("a.py::u"), before: "ValueError", after: "ImportError")
          ],
          newRed: ids("a.py")))
  }

  @Test func aFileThatLoadsAgainTurnedGreenWithItsTests() {
    #expect(
      compare(
        ["a.py": "ImportError"], ["a.py::t": "passed", "a.py::u": "skipped"], must: ["a.py"])
        == Verification(run: nil, turnedGreen: ids("a.py"), newGreen: ids("a.py::t")))
  }

  @Test func withoutARunNothingIsCompared() {
    let contract = Self.contract(mustTurnGreen: ["t"])
    #expect(
      Comparison.compare(baseline: Self.baseline([:]), run: nil, contract: contract)
        == Verification(run: nil, unmet: ids("t")))
  }

  @Test func aLaterRunOfTheBaseAddsItsTestsAndShowsWhatIsFlaky() {
    let joined = Self.baseline(["a": "passed", "b": "ValueError"]).joined(
      with: Self.run(["b": "passed", "c": "KeyError"]), isWholeSuite: true)
    #expect(joined.run?.results.map(\.id) == ids("a", "b", "c"))
    #expect(joined.flaky == ids("b"))
    #expect(joined.failing == ids("c"))
    #expect(joined.isWholeSuite)
  }
}
