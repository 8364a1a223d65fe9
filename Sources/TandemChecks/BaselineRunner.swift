package import TandemCore

/// Finds out what the tests say before anything is changed, within a budget of seconds.
///
/// A red test counts as flaky only where it was seen green in another run of the same base: the
/// red ones are run again, twice and more often while that costs next to nothing, and nothing else is; of
/// a runner with one coarse result, all is.
package struct BaselineRunner: Sendable {
  private let runner: TestRunner
  private let tree: String
  private let reason: String
  private let patience: Duration

  /// How often red tests are run again, at least and at most: what is red in half of all runs is still
  /// taken for a bug in 1 of 8, or in 1 of 512.
  private static let repeats = (fewest: 2, most: 8)

  /// Makes a runner for the base `tree`; `reason` says why its adapter was chosen, `patience` how long
  /// repeats may have taken for yet another one.
  package init(
    runner: TestRunner, tree: String, reason: String, patience: Duration = .seconds(1.5)
  ) {
    self.runner = runner
    self.tree = tree
    self.reason = reason
    self.patience = patience
  }

  /// Runs a selection, and its red tests again, within `budget`.
  ///
  /// - Throws: `CommandFailure` where a command could not be started.
  package func run(
    _ selection: TestSelection, budget: Duration
  ) async throws(CommandFailure) -> Baseline {
    let clock = ContinuousClock()
    let end = clock.now + budget
    let first = try await runner.run(selection, deadline: budget)
    var flaky: Set<TestID> = []
    if first.ending == .completed, !first.red.isEmpty {
      let begun = clock.now
      for repeated in 0..<Self.repeats.most {
        guard repeated < Self.repeats.fewest || begun.duration(to: clock.now) < patience else {
          break
        }
        let left = clock.now.duration(to: end)
        let red = first.red.filter { !flaky.contains($0) }
        guard left > .seconds(1), !red.isEmpty else { break }
        let again = try await runner.run(.tests(red), deadline: left)
        guard again.ending == .completed else { continue }
        let byTest = again.byTest
        flaky.formUnion(red.filter { byTest[$0]?.status == .passed })
      }
    }
    return Baseline(
      tree: tree, runner: runner.adapter.name, reason: reason, run: first, flaky: flaky.sorted(),
      isWholeSuite: selection == .whole, selection: runner.adapter.arguments(for: selection))
  }

  /// Runs the whole suite within `budget`, to be joined with what a selection said.
  ///
  /// - Throws: `CommandFailure` where a command could not be started.
  package func wholeSuite(
    budget: Duration = .seconds(300)
  ) async throws(CommandFailure) -> Baseline {
    try await run(.whole, budget: budget)
  }
}

extension Baseline {
  /// Completes this selection's baseline by that of the whole suite on the same base.
  ///
  /// A test that both ran counts as red where either was, and as flaky where they disagree: it
  /// depends on its neighbours or on chance. What only the selection ran is kept `apart`. A suite that
  /// did not complete adds nothing.
  package func completed(by whole: Baseline) -> Baseline {
    guard tree == whole.tree, let suite = whole.run, suite.ending == .completed else { return self }
    guard let own = run, own.ending == .completed else { return whole }
    let before = own.byTest
    var joined = whole
    var flaky = Set(self.flaky).union(whole.flaky)
    var results = suite.byTest
    for (id, result) in before {
      guard let other = results[id] else {
        results[id] = result
        continue
      }
      if result.status.isRed != other.status.isRed { flaky.insert(id) }
      if result.status.isRed { results[id] = result }
    }
    joined.run = TestRun(
      command: suite.command, runner: suite.runner, ending: .completed,
      results: Array(results.values), seconds: own.seconds + suite.seconds, output: suite.output)
    joined.flaky = flaky.sorted()
    let apart = Set(before.keys).subtracting(suite.byTest.keys).sorted()
    joined.apart = apart.isEmpty ? nil : apart
    return joined
  }

  /// A key under which a baseline may be kept: equal keys mean the same base, command and
  /// environment.
  ///
  /// - Parameters:
  ///   - tree: The base tree's id.
  ///   - command: The shown command, selection included.
  ///   - environment: What the tests need in their environment.
  ///   - toolchain: What else decides results: interpreter and version, lock files, sandbox level.
  package static func cacheKey(
    tree: String, command: String, environment: [String: String], toolchain: String
  ) -> String {
    let variables = environment.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    // Each part carries its length, so that no two lists of parts read the same.
    return ([tree, command, toolchain] + variables).map { "\($0.utf8.count):\($0)" }.joined()
  }
}
