import TandemCore
import TandemRouting

/// Judges a finished patch of anybody's: baseline, verify, gate, review; nothing is drafted.
struct PatchFlow {
  let steps: Steps
  /// What the patch may touch.
  let contract: ChangeContract
  /// The patch as whole new texts.
  let changes: [FileChange]

  /// Runs to an outcome; a decision to try again is the end here.
  func run() async throws -> RunOutcome {
    let triage = try await steps.triage()
    let ranking = try await steps.retrieve(triage)
    // Tests near what the patch touches come before those near what the report suggests.
    let touched = changes.map { RankedFile(path: $0.path, score: 1, reasons: []) }
    let chosen = try await steps.baseline(triage, touched + ranking)
    let baseline = chosen.baseline
    if let refusal = baseline.refusal { return refusal }
    let experience = try await steps.experience()
    // A test written from the report alone, before anybody looks at the patch.
    var bound = (contract: contract, baseline: baseline)
    var asked = contract
    if asked.testFiles.isEmpty { asked.testFiles = chosen.files ?? [] }
    let reproduction = try await steps.reproduce(
      History(testFiles: chosen.files, contract: asked, baseline: baseline), ranking)
    (bound.contract, bound.baseline) = reproduction.binding(contract, baseline)
    var history = History(
      testFiles: chosen.files, contract: bound.contract, baseline: bound.baseline,
      reproduction: reproduction.reproduction)
    history.experience = experience
    let draft = Draft(changes: changes, ending: .finished, tier: .human)
    var attempt = try await steps.judged(1, draft, &history)
    var decision = try await steps.gate(attempt, &history)
    if decision.action == .review {
      attempt.review = try await steps.review(attempt, history)
      decision = try await steps.gate(attempt, &history)
    }
    switch decision.action {
    case .accept: return .accepted(reason: decision.reason)
    case .acceptUnverified: return .unverified(reason: decision.reason)
    case .askPerson(let checkpoint): return .parked(checkpoint)
    case .stop(let cause): return cause.outcome(decision.reason)
    case .review, .retry, .escalateDraft, .reScope, .nameExpectationChange, .oneMoreRound:
      return .noChange(reason: decision.reason)
    }
  }
}
