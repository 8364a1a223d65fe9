import TandemCore
import Testing

@testable import TandemRouting

@Suite struct RungZeroTests {
  /// A local contract of one Python file with one red test.
  private static let contract = ChangeContract(
    cause: "", plan: "", files: ["a.py"], lineBudget: 10, mustTurnGreen: [TestID("t")],
    reach: .local, tier: .premium)
  private static let baseline = Baseline(
    tree: "", runner: "pytest", reason: "",
    run: TestRun(command: "", runner: "pytest", ending: .completed, results: [], seconds: 1))

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var tries: Bool
    var perTry = 0.0
    var change: @Sendable (inout ChangeContract) -> Void = { _ in }
  }

  @Test(arguments: [
    Case(testDescription: "one file, one red test", tries: true),
    Case(testDescription: "twenty tries in a minute", tries: true, perTry: 3),
    Case(testDescription: "too slow to build", tries: false, perTry: 3.1),
    Case(testDescription: "no red test", tries: false) { $0.mustTurnGreen = [] },
    Case(testDescription: "across the code base", tries: false) { $0.reach = .crossCutting },
    Case(testDescription: "four files", tries: false) {
      $0.files = ["a.py", "b.py", "c.py", "d.py"]
    },
    Case(testDescription: "another language", tries: false) { $0.files = ["a.rb"] },
    Case(testDescription: "a new file", tries: false) { $0.newFiles = ["b.py"] },
  ])
  func `it tries where a test judges a small place and there is time`(_ example: Case) {
    var policy = RoutingPolicy()
    policy.builtinSeconds = 60
    var contract = Self.contract
    example.change(&contract)
    let tries = RungZero.tries(
      policy, contract, Self.baseline, perTry: example.perTry, repairs: { $0.hasSuffix(".py") })
    #expect(tries == example.tries)
  }
}
