import TandemCore
import TandemRouting
import TandemStore

extension Steps {
  /// Asks the gate about an attempt: after its draft, or after its review where it has one.
  ///
  /// The decision is recorded, with the clock and money it was taken by, and said aloud.
  func gate(_ attempt: Attempt, _ history: inout History) async throws -> GateDecision {
    let situation = try await situation(attempt, history)
    history.decisions += 1
    let known = history
    let record = try await journal.step(
      "gate.\(history.decisions)", isFinal: { !$0.decision.action.isForWantOfMeans }
    ) {
      GateRecord(attempt: attempt.number, decision: Self.decide(attempt, known, situation))
    }
    let decision = record.decision
    if case .oneMoreRound = decision.action { history.rounds += 1 }
    try await journal.store.record(
      draft: DraftFact(
        attempt, history.contract, decision,
        seconds: try await journal.took("draft.\(attempt.number)") ?? 0,
        model: desk.choices[attempt.draft.tier]?.model), run: journal.run)
    journal.emit(.decided(record.said))
    return decision
  }

  private static func decide(
    _ attempt: Attempt, _ history: History, _ situation: Situation
  ) -> GateDecision {
    if let review = attempt.review {
      return Gate.afterReview(
        ReviewFacts(
          situation: situation, review: review, draftTier: attempt.draft.tier,
          verification: attempt.verification ?? Verification(run: nil), rounds: history.rounds,
          doubt: attempt.draft.doubt))
    }
    return Gate.afterDraft(
      DraftFacts(
        situation: situation, ending: attempt.draft.ending, tier: attempt.draft.tier,
        isEmpty: attempt.draft.changes.isEmpty, verification: attempt.verification,
        widening: attempt.widening, attempts: history.attempts.map(\.counted),
        reScopes: history.reScopes, expectationsAsked: history.expectationsAsked))
  }

  private func situation(_ attempt: Attempt, _ history: History) async throws -> Situation {
    var costs = history.experience.costs
    costs.verifySeconds = history.baseline.run?.seconds ?? 0
    costs.reviewMinutes =
      ReviewBurden.minutes(for: attempt.diff) * history.experience.reviewFactor
    let spent = try await journal.store.spent(run: journal.run)
    return Situation(
      run: journal.run, base: request.base, diffHash: StableHash.of(attempt.diff.text),
      contract: history.contract, baseline: history.baseline, findings: attempt.findings,
      riskAccepted: try await isRiskAccepted(StableHash.of(attempt.diff.text)),
      tiers: tiers.isEmpty ? [.builtin] : tiers, limits: settings.policy.limits, costs: costs,
      assumptions: history.experience.fitted(settings.assumptions),
      cheapHistory: history.experience.cheap,
      premiumHistory: history.experience.premium,
      moneyLeft: desk.tiers.isEmpty ? nil : request.limits.cost - spent,
      secondsLeft: secondsLeft,
      deadlineLeft: request.limits.deadline.map { $0 - journal.seconds }, mode: mode,
      firstModel: history.firstModel, belief: history.belief)
  }
}

extension Attempt {
  /// The attempt as the gate counts it.
  fileprivate var counted: DraftFacts.Attempt {
    DraftFacts.Attempt(tier: draft.tier, signature: verification?.signature ?? "")
  }
}

extension GateDecision.Action {
  /// Whether the run ends only because money, time or the environment is missing: with more of it,
  /// a resumed run decides anew.
  fileprivate var isForWantOfMeans: Bool {
    self == .stop(.overBudget) || self == .stop(.infrastructure)
  }
}

extension GateDecision.StopCause {
  /// The run's ending for a cause.
  func outcome(_ reason: String) -> RunOutcome {
    switch self {
    case .noChange: .noChange(reason: reason)
    case .overBudget: .overBudget(reason: reason)
    case .infrastructure: .infrastructure(reason: reason, hint: nil)
    }
  }
}
