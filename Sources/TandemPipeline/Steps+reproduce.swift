import TandemChecks
import TandemCode
import TandemCore
import TandemDraft
import TandemGit
import TandemReview
import TandemRouting

/// What came of writing a test that shows the bug.
struct ReproductionResult: Codable, Sendable {
  /// The frozen test, or why there is none; nil where none was needed.
  var reproduction: Reproduction?
  /// Its run on the base.
  var run: TestRun?
}

extension Steps {
  /// Writes a test that shows the bug where none does, sees it fail on the base, and freezes it.
  func reproduce(
    _ history: History, _ ranking: [RankedFile]
  ) async throws -> ReproductionResult {
    let tier = first(.draft)
    let contract = history.contract
    guard contract.mustTurnGreen.isEmpty, contract.expectationChanges.isEmpty,
      !contract.testFiles.isEmpty, history.baseline.run?.ending == .completed, tier != .builtin,
      mode != .direct, try desk.model(tier).callsTools
    else { return ReproductionResult() }
    return try await journal.step(
      "reproduce", tier: tier, model: desk.choices[tier]?.model, summary: Self.summary
    ) {
      let drafter = ModelDrafter(
        tier: tier, model: try desk.model(tier).model, goal: .reproduce,
        limits: settings.reproduceLimits,
        evidence: evidence(ranking, for: contract, testsFirst: true),
        desk: draftDesk(tier, "reproduce", history), overrides: settings.overrides.text)
      let draft = try await drafter.draft(
        DraftAssignment(
          report: request.report, contract: contract, ranking: ranking,
          baseline: history.baseline,
          hint: request.hint, seconds: max(1, request.limits.seconds - journal.seconds)))
      return try await judged(draft, history)
    }
  }

  /// Only an added test that fails on the base, not one that cannot be loaded, is a reproduction.
  private func judged(_ draft: Draft, _ history: History) async throws -> ReproductionResult {
    func none(_ reason: String) -> ReproductionResult {
      ReproductionResult(reproduction: Reproduction(changes: [], tests: [], reason: reason))
    }
    if case .gaveUp(let reason) = draft.ending { return none(reason) }
    guard !draft.changes.isEmpty else { return none("no test was written") }
    let diff = try repository.diff(base: request.tree, changes: draft.changes)
    let context = checkContext(draft.changes, history)
    guard ChangedTests.names(in: diff, contract: history.contract, context: context).isEmpty else {
      return none("the draft changed existing tests")
    }
    let run = try await runTests(
      named: draft.changes.map(\.path), over: draft.changes, history)
    guard run.ending == .completed else { return none("the tests no longer run with it") }
    let known = Set(history.baseline.run?.results.map(\.id) ?? [])
    let failing = run.results.filter { $0.status == .failed && !known.contains($0.id) }.map(\.id)
    guard !failing.isEmpty else { return none("the test passes on the base: it shows nothing") }
    return ReproductionResult(
      reproduction: Reproduction(
        changes: draft.changes, tests: failing, reason: "it fails on the base"), run: run)
  }

  private static func summary(_ result: ReproductionResult) -> String {
    guard let made = result.reproduction else { return "not needed" }
    return made.tests.isEmpty
      ? "none: \(made.reason)" : "\(made.tests[0]) fails on the base; frozen"
  }
}

extension ReproductionResult {
  /// The contract and the baseline with the frozen test in them.
  func binding(
    _ contract: ChangeContract, _ baseline: Baseline
  ) -> (ChangeContract, Baseline) {
    guard let reproduction, let run, !reproduction.tests.isEmpty else {
      return (contract, baseline)
    }
    var bound = contract
    bound.mustTurnGreen += reproduction.tests
    return (bound, baseline.joined(with: run))
  }
}
