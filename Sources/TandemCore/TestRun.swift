/// One execution of a repository's tests: results per test, and whether they can be believed.
package struct TestRun: Codable, Sendable, Hashable {
  /// The command as a person would type it.
  package var command: String
  /// The adapter that ran and read it: `pytest`, `unittest`, `django`.
  package var runner: String
  /// How the run as a whole ended.
  package var ending: Ending
  /// One result a test, sorted by id.
  package var results: [TestResult]
  /// Wall seconds of the command.
  package var seconds: Double
  /// The end of the runner's output, bounded, for people and packets.
  package var output: String

  /// Makes a run from its parts.
  package init(
    command: String, runner: String, ending: Ending, results: [TestResult], seconds: Double,
    output: String = ""
  ) {
    self.command = command
    self.runner = runner
    self.ending = ending
    self.results = results.sorted { $0.id < $1.id }
    self.seconds = seconds
    self.output = output
  }

  /// How a run ended; only `completed` results may turn anything green.
  package enum Ending: Codable, Sendable, Hashable {
    /// The runner reached its end and left a complete result file.
    case completed
    /// It was stopped at its deadline of so many seconds.
    case timedOut(seconds: Double)
    /// It died, or left no result file or an incomplete one; the text says which.
    case broken(reason: String)
  }

  /// The results by test.
  package var byTest: [TestID: TestResult] {
    Dictionary(results.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
  }

  /// The red tests, sorted.
  package var red: [TestID] { results.filter { $0.status.isRed }.map(\.id) }
}

/// What the tests say before anything is changed.
package struct Baseline: Codable, Sendable, Hashable {
  /// The tree the tests ran on.
  package var tree: String
  /// The runner that was found, or nil where there are no tests that can be run.
  package var runner: String?
  /// Why this runner, or why none, in one sentence.
  package var reason: String
  /// The run; nil without a runner.
  package var run: TestRun?
  /// Tests that were red and green in repeated runs of the same base.
  package var flaky: [TestID]
  /// Whether the whole suite ran, not only a selection.
  package var isWholeSuite: Bool
  /// What was selected, as the runner takes it; empty for the whole suite.
  package var selection: [String]
  /// Tests that a selection ran and the whole suite does not; nil for none.
  package var apart: [TestID]?

  /// Makes a baseline from its parts.
  package init(
    tree: String, runner: String?, reason: String, run: TestRun? = nil, flaky: [TestID] = [],
    isWholeSuite: Bool = false, selection: [String] = [], apart: [TestID]? = nil
  ) {
    self.tree = tree
    self.runner = runner
    self.reason = reason
    self.run = run
    self.flaky = flaky
    self.isWholeSuite = isWholeSuite
    self.selection = selection
    self.apart = apart
  }

  /// Red tests that are not flaky, sorted.
  package var failing: [TestID] {
    let flaky = Set(flaky)
    return run?.red.filter { !flaky.contains($0) } ?? []
  }
}
