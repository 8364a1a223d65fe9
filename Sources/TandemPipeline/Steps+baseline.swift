import TandemChecks
import TandemCore
import TandemRouting
import TandemStore

extension Steps {
  /// What the tests say before anything is changed: those the report names and those near the
  /// ranked files; the whole suite at once where it is small.
  func baseline(_ triage: Triage, _ ranking: [RankedFile]) async throws -> SelectedBaseline {
    try await journal.step(
      "baseline", summary: { Self.summary($0.baseline) }, isFinal: { $0.baseline.refusal == nil }
    ) {
      guard let tests else {
        return SelectedBaseline(
          baseline: Baseline(tree: request.tree, runner: nil, reason: testsReason))
      }
      var selected = SelectedBaseline(files: nearby(triage, ranking, tests.adapter))
      selected.baseline = try await measured(selected.selection, tests)
      if let files = selected.files, files.count > 1, selected.isUnusable {
        selected.files = try await loadable(files, tests)
        selected.baseline = try await measured(selected.selection, tests)
      }
      return selected
    }
  }

  private func measured(_ selection: TestSelection, _ tests: TestRunner) async throws -> Baseline {
    let key = Baseline.cacheKey(
      tree: request.tree, command: tests.adapter.shown(selection),
      environment: settings.testEnvironment, toolchain: settings.toolchain)
    if let cached: Baseline = try await journal.store.cached(kind: "baseline", key: key) {
      return cached
    }
    let made = try await runner(tests).run(selection, budget: .seconds(settings.testSeconds))
    if made.run?.ending == .completed {
      try await journal.store.cache(kind: "baseline", key: key, value: made)
    }
    return made
  }

  /// The files without those that break the whole run: those that its words name, else halves.
  private func loadable(_ files: [String], _ tests: TestRunner) async throws -> [String] {
    let run = try await tests.run(.files(files), deadline: .seconds(settings.testSeconds))
    guard case .broken(let reason) = run.ending, run.results.isEmpty else { return files }
    guard files.count > 1 else {
      journal.emit(.notice("\(files[0]) cannot be run here and is left out: \(reason)"))
      return []
    }
    let named = BlamedFiles.named(in: run.output, among: files)
    if !named.isEmpty {
      journal.emit(
        .notice("\(named.joined(separator: ", ")) cannot be run here, left out: \(reason)"))
      return try await loadable(files.filter { !named.contains($0) }, tests)
    }
    let middle = files.count / 2
    return try await loadable(Array(files[..<middle]), tests)
      + loadable(Array(files[middle...]), tests)
  }

  /// The rest of the suite on the base, only where it will end within the budget: a few files tell
  /// a suite's length within a factor of two, and one that does not end is waited for in vain.
  func restOfSuite(_ selected: Baseline) async throws -> Baseline? {
    try await journal.step("baseline.whole") { () -> Baseline? in
      guard let tests, !selected.isWholeSuite, let run = selected.run, run.ending == .completed
      else { return nil }
      let all = tree.paths.count(where: tests.adapter.canRun)
      let expected = run.seconds / Double(max(1, selected.selection.count)) * Double(all)
      guard expected * 2 < request.limits.testSeconds else {
        journal.emit(
          .notice(
            "the whole suite would take about \(Int(expected)) s, too near to tests.budget "
              + "(\(Int(request.limits.testSeconds)) s): only the selected tests are run"))
        return nil
      }
      let whole = try await runner(tests).wholeSuite(budget: .seconds(request.limits.testSeconds))
      return selected.completed(by: whole)
    }
  }

  /// Test files that the contract may name: those that were run, or all of a small suite.
  func testFiles(_ chosen: SelectedBaseline) -> [String] {
    guard let tests else { return [] }
    return chosen.files ?? tree.paths.filter(tests.adapter.canRun)
  }

  /// The baseline with the contract's own test files in it: they decide too.
  func including(
    _ files: [String], in chosen: SelectedBaseline, _ baseline: Baseline
  ) async throws -> (SelectedBaseline, Baseline) {
    guard let tests, let known = chosen.files, !baseline.isWholeSuite else {
      return (chosen, baseline)
    }
    let missing = files.filter { file in
      tree.holds(file) && tests.adapter.canRun(file) && !known.contains(file)
    }
    guard !missing.isEmpty else { return (chosen, baseline) }
    let run = try await journal.step("baseline.contract") {
      try await tests.run(.files(missing), deadline: .seconds(settings.testSeconds))
    }
    guard run.ending == .completed else { return (chosen, baseline) }
    var wider = chosen
    wider.files = known + missing
    return (wider, baseline.joined(with: run))
  }

  private func runner(_ tests: TestRunner) -> BaselineRunner {
    BaselineRunner(runner: tests, tree: request.tree, reason: testsReason)
  }

  /// The test files near the report; nil where the whole suite is small enough.
  private func nearby(
    _ triage: Triage, _ ranking: [RankedFile], _ adapter: any TestAdapter
  ) -> [String]? {
    let files = tree.paths.filter(adapter.canRun)
    guard adapter.reportsEachTest, files.count > settings.nearbyTestFiles else { return nil }
    let near = TestPlan.nearbyTests(
      for: ranking.map(\.path), named: triage.testNames + triage.paths, in: tree.paths,
      adapter: adapter, limit: settings.nearbyTestFiles, read: tree.text,
      report: request.report.text
    ).map(\.path)
    let chosen = near.isEmpty ? Array(files.prefix(settings.nearbyTestFiles)) : near
    // A runner that cannot be given files runs everything in any case.
    return adapter.arguments(for: .files(chosen)) == adapter.arguments(for: .whole) ? nil : chosen
  }

  private static func summary(_ baseline: Baseline) -> String {
    guard let run = baseline.run else { return "no tests: \(baseline.reason)" }
    switch run.ending {
    case .completed:
      let scope = baseline.isWholeSuite ? "the whole suite" : "selected"
      return
        "\(run.results.count) tests (\(run.runner), \(scope)), \(baseline.failing.count) failing"
        + (baseline.flaky.isEmpty ? "" : ", \(baseline.flaky.count) flaky")
    case .timedOut(let seconds): return "tests stopped after \(Int(seconds)) s without an end"
    case .broken(let reason): return "tests cannot be judged: \(reason)"
    }
  }
}

/// A baseline and the test files that were chosen for it; nil files for the whole suite.
struct SelectedBaseline: Codable, Sendable, Hashable {
  var files: [String]?
  var baseline: Baseline

  init(
    files: [String]? = nil,
    baseline: Baseline = Baseline(tree: "", runner: nil, reason: "it has not run")
  ) {
    self.files = files
    self.baseline = baseline
  }

  /// The selection as the runner takes it.
  var selection: TestSelection { files.map { .files($0) } ?? .whole }

  /// Whether the run broke before any test told its result.
  var isUnusable: Bool {
    guard let run = baseline.run, case .broken = run.ending else { return false }
    return run.results.isEmpty
  }
}

extension Baseline {
  /// Why a run cannot go on with this baseline: tests that never end judge nothing.
  var refusal: RunOutcome? {
    guard case .timedOut(let seconds) = run?.ending else { return nil }
    return .overBudget(
      reason: "the tests did not end within \(Int(seconds)) s on the unchanged code; "
        + "raise tests.timeout and resume, or retry with quicker ones: --test-cmd")
  }
}
