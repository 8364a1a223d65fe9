import TandemChecks
import TandemCore
import TandemDraft
import TandemGit
import TandemRepair
import TandemRetrieval
import TandemReview
import TandemRouting
import TandemStore

extension Steps {
  /// One draft inside the contract, with what came of it.
  func attempt(
    _ tier: Tier, _ history: inout History, _ ranking: [RankedFile]
  ) async throws -> Attempt {
    let number = history.attempts.count + 1
    let known = history
    if desk.raised[tier] != nil, known.attempts.contains(where: { $0.draft.tier == tier }) {
      journal.emit(.notice("draft \(number): the \(tier.rawValue) model thinks harder"))
    }
    let draft = try await journal.step(
      "draft.\(number)", tier: tier, model: desk.choices[tier]?.model, summary: Self.summary
    ) {
      if tier == .cheap, settings.policy.sideBySide > 1,
        !known.attempts.contains(where: { $0.draft.tier == .cheap })
      {
        return try await drafts(number, settings.policy.sideBySide, known, ranking)
      }
      return try await drafter(tier, "draft.\(number)", known, ranking)
        .draft(
          assignment(
            known, ranking,
            most: tier == .builtin && !tiers.isEmpty ? settings.policy.builtinSeconds : nil))
    }
    return try await judged(number, draft, &history)
  }

  /// What came of a draft, recorded.
  func judged(
    _ number: Int, _ draft: Draft, _ history: inout History
  ) async throws -> Attempt {
    let known = history
    var record = try await journal.step("attempt.\(number)") {
      try await judge(number, draft, known)
    }
    if record.isUntested == true, secondsLeft > 0 {
      let untested = record
      record = try await journal.step(
        AttemptRecord.testedKey(number), isFinal: { $0.isUntested != true }
      ) { try await tested(untested, known) }
    }
    history.baseline = record.baseline
    history.attempts.append(record.attempt)
    return record.attempt
  }

  /// Holds a draft against contract, checks and tests.
  private func judge(
    _ number: Int, _ draft: Draft, _ history: History
  ) async throws -> AttemptRecord {
    let changes = FileChange.merged(history.frozen + draft.changes)
    let contract = history.contract.allowing(history.frozen)
    let diff = try repository.diff(base: request.tree, changes: changes)
    let context = checkContext(changes, history)
    let widening = WideningCheck.check(
      diff: diff, contract: contract,
      changedTests: ChangedTests.names(in: diff, contract: contract, context: context))
    let findings = DiffChecks.findings(in: diff, contract: contract, context: context)
    var record = AttemptRecord(
      attempt: Attempt(
        number: number, draft: draft, diff: diff, widening: widening, verification: nil,
        findings: findings),
      contract: history.contract, baseline: history.baseline)
    if !draft.changes.isEmpty, widening.isEmpty || history.reScopes > 0 {
      record = try await tested(record, history)
    }
    try await journal.store.append(
      row: LedgerRow(
        run: journal.run, step: "draft.\(number)", kind: .draft, tier: draft.tier,
        outcome: Self.summary(draft)))
    return record
  }

  /// The record with what the tests say; without it where the run's time ends first, so that a
  /// resumed run asks them then.
  private func tested(_ record: AttemptRecord, _ history: History) async throws -> AttemptRecord {
    var record = record
    let changes = FileChange.merged(history.frozen + record.attempt.draft.changes)
    do {
      (record.attempt.verification, record.baseline) = try await verify(
        record.attempt.number, changes, history)
      record.isUntested = nil
    } catch is Deadline.Passed {
      record.isUntested = true
    }
    return record
  }

  /// What the deterministic checks may look at beside the diff.
  func checkContext(_ changes: [FileChange], _ history: History) -> CheckContext {
    let texts = Dictionary(changes.map { ($0.path, $0.text) }, uniquingKeysWith: { $1 })
    let showing = history.contract.mustTurnGreen.compactMap { test in
      tests?.adapter.file(of: test).flatMap { texts[$0] ?? tree.text($0) }
    }
    return CheckContext(
      before: tree.text, after: { path in texts[path] ?? tree.text(path) }, exists: tree.holds,
      showingTests: Array(Set(showing)), riskPaths: settings.riskPaths.map { Glob($0) })
  }

  /// Whoever drafts at a tier.
  func drafter(
    _ tier: Tier, _ key: String, _ history: History, _ ranking: [RankedFile]
  ) throws -> any Drafter {
    guard tier != .builtin else {
      guard let workspace, let tests else {
        throw ModelFailure(
          kind: .badRequest, message: "the builtin repair needs tests: \(testsReason)",
          charge: .none)
      }
      return BuiltinDrafter(
        workspace: workspace, adapter: tests.adapter, environment: settings.testEnvironment,
        paths: tree.paths, read: tree.text)
    }
    let choice = try desk.model(tier)
    let desk = draftDesk(tier, key, history)
    let evidence = evidence(
      ranking, for: history.contract, over: history.frozen + (history.packet?.changes ?? []))
    guard choice.callsTools, mode != .direct else {
      return OneReplyDrafter(
        tier: tier, model: choice.model, limits: settings.draftLimits, frozen: history.frozen,
        evidence: evidence, desk: desk, overrides: settings.overrides.text)
    }
    return ModelDrafter(
      tier: tier, model: choice.model, limits: settings.draftLimits, frozen: history.frozen,
      evidence: evidence, desk: desk, overrides: settings.overrides.text)
  }

  /// The tool loop's window on the world, every call of it recorded under `key`.
  func draftDesk(_ tier: Tier, _ key: String, _ history: History) -> DraftDesk {
    let isAgain = history.attempts.contains { $0.draft.tier == tier }
    return DraftDesk(
      paths: tree.paths, read: tree.text,
      ask: { turn, request in
        try await desk.ask(tier, kind: .draft, key: "\(key)/\(turn)", harder: isAgain, request)
      },
      runTests: { turn, changes, selection in
        try await journal.step("\(key)/tests.\(turn)") {
          try await runTests(
            named: selection, over: FileChange.merged(history.frozen + changes), history)
        }
      })
  }

  private static func summary(_ draft: Draft) -> String {
    let files = "\(draft.changes.count) file\(draft.changes.count == 1 ? "" : "s")"
    return switch draft.ending {
    case .finished: draft.note.isEmpty ? "\(files) changed" : "\(files) changed: \(draft.note)"
    case .needsScope(let paths, let reason): "needs \(paths.joined(separator: ", ")): \(reason)"
    case .gaveUp(let reason): "gave up: \(reason)"
    }
  }
}

extension ChangeContract {
  /// The contract with the right to what is frozen: a reproduction is part of every draft.
  func allowing(_ frozen: [FileChange]) -> ChangeContract {
    var contract = self
    contract.testFiles += frozen.map(\.path).filter { !testFiles.contains($0) }
    return contract
  }
}
