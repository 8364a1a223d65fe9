import TandemCore
import TandemRouting

extension DraftFact {
  /// What the ledger keeps of an attempt and of what was decided after it.
  init(
    _ attempt: Attempt, _ contract: ChangeContract, _ decision: GateDecision, seconds: Double,
    model: String?
  ) {
    let verification = attempt.verification
    let touched = attempt.diff.files.map(\.path)
    self.init(
      number: attempt.number, tier: attempt.draft.tier, passed: attempt.passed,
      isShown: !contract.mustTurnGreen.isEmpty, seconds: seconds,
      verifySeconds: verification?.run?.seconds ?? 0, signature: verification?.signature ?? "",
      plannedFiles: (contract.files + contract.newFiles + contract.testFiles).count,
      touchedFiles: touched.count, outsideFiles: attempt.widening.files.count,
      lines: attempt.diff.addedLines + attempt.diff.removedLines, chance: decision.odds?.chance,
      threshold: decision.odds?.threshold, finishing: decision.odds?.finishing,
      decision: decision.action.name, reason: decision.reason, model: model)
  }
}

extension Attempt {
  /// Whether the verifier passed it: inside its contract, without an error finding, no test broken
  /// and all that must turn green green; nil where no test could judge it.
  fileprivate var passed: Bool? {
    if draft.changes.isEmpty || !widening.isEmpty || draft.ending != .finished { return false }
    if findings.contains(where: { $0.severity == .error }) { return false }
    guard let verification, verification.run?.ending == .completed else { return nil }
    return verification.isGreen
  }
}
