import TandemChecks
import TandemCore
import TandemGit
import TandemReview

extension Steps {
  /// Runs tests over a change, configured as the base says: what the change does to the runner's own
  /// files is left out.
  ///
  /// - Parameter named: test files or ids; empty for the deciding ones: the baseline's, the
  ///   contract's and those of changed test files.
  /// - Throws: `Deadline.Passed` where the run's time ended before the tests' own: that says nothing
  ///   of the change.
  func runTests(
    named: [String], over changes: [FileChange], _ history: History
  ) async throws -> TestRun {
    guard let tests else {
      return TestRun(
        command: "", runner: "none", ending: .broken(reason: testsReason), results: [], seconds: 0)
    }
    let changes = try withoutRunnerConfiguration(changes)
    let seconds = min(settings.testSeconds, secondsLeft)
    guard seconds > 0 else { throw Deadline.Passed() }
    let deadline = Duration.seconds(seconds)
    let run =
      named.isEmpty
      ? try await decide(changes, history, tests, deadline)
      : try await run(named: named, changes, tests, deadline)
    if case .timedOut = run.ending, seconds < settings.testSeconds { throw Deadline.Passed() }
    return run
  }

  /// Seconds for which the run may still work; the last ones are kept to judge and to write down
  /// what there is.
  var secondsLeft: Double { request.limits.seconds - journal.seconds - Self.closingSeconds }

  private static let closingSeconds = 2.0

  private func withoutRunnerConfiguration(_ changes: [FileChange]) throws -> [FileChange] {
    let diff = try repository.diff(base: request.tree, changes: changes)
    let decisive = diff.files.filter(RunnerConfiguration.isChanged)
    let left = Set(decisive.flatMap { [$0.path] + [$0.oldPath].compactMap(\.self) })
    return changes.filter { !left.contains($0.path) }
  }

  /// Runs what decides: everything the baseline holds, and what the change adds to it.
  private func decide(
    _ changes: [FileChange], _ history: History, _ tests: TestRunner, _ deadline: Duration
  ) async throws -> TestRun {
    let (baseline, adapter) = (history.baseline, tests.adapter)
    let bound = history.contract.mustTurnGreen.compactMap(adapter.file(of:))
    let changed = changes.filter { $0.text != nil }.map(\.path).filter(adapter.canRun)
    if let files = history.testFiles, !baseline.isWholeSuite {
      return try await tests.run(
        .files(Set(files + bound + changed).sorted()), changes: changes, deadline: deadline)
    }
    let suite = try await tests.run(.whole, changes: changes, deadline: deadline)
    // A suite need not run every file that looks like a test.
    let apart = Set((baseline.apart ?? []).compactMap(adapter.file(of:)))
    let known = Set(((baseline.run?.results ?? []) + suite.results).map(\.id))
      .compactMap(adapter.file(of:))
    let rest = apart.union(Set(bound + changed).subtracting(known)).sorted()
    guard suite.ending == .completed, !rest.isEmpty,
      adapter.arguments(for: .files(rest)) != adapter.arguments(for: .whole)
    else { return suite }
    return suite.joined(
      try await tests.run(.files(rest), changes: changes, deadline: deadline))
  }

  /// Runs what a model named: files, folders and ids, each sort in its own command.
  private func run(
    named names: [String], _ changes: [FileChange], _ tests: TestRunner, _ deadline: Duration
  ) async throws -> TestRun {
    let known = Set(tree.paths + changes.map(\.path))
    let files = names.flatMap { name in
      known.contains(name)
        ? [name]
        : tree.paths.filter { $0.hasPrefix(name + "/") && tests.adapter.canRun($0) }
    }
    let ids = names.filter { !known.contains($0) && !tree.holds($0) }.map { TestID($0) }
    var parts: [TestRun] = []
    if !files.isEmpty {
      parts.append(try await tests.run(.files(files), changes: changes, deadline: deadline))
    }
    if !ids.isEmpty || files.isEmpty {
      parts.append(try await tests.run(.tests(ids), changes: changes, deadline: deadline))
    }
    return parts.dropFirst().reduce(parts[0]) { $0.joined($1) }
  }
}

extension TestRun {
  /// This run and another of the same code as one; the worse ending counts.
  fileprivate func joined(_ other: TestRun) -> TestRun {
    TestRun(
      command: command + " && " + other.command, runner: runner,
      ending: ending == .completed ? other.ending : ending, results: results + other.results,
      seconds: seconds + other.seconds, output: output + other.output)
  }
}
