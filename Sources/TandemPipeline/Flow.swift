import TandemCore
import TandemRouting

/// Plan, execute, review: the whole run in one readable function.
///
/// Every step is recorded before the next one starts, and every choice is the gate's, a pure
/// function of what was recorded. A resumed run walks the same way and asks for nothing it holds.
struct Flow {
  let steps: Steps

  /// Runs to an outcome; failures of the world are thrown, everything expected is a value.
  func run() async throws -> RunOutcome {
    var steps = steps
    let experience = try await steps.experience()
    let said = try await steps.triage()
    guard said.kind == .bug else { return .notABug(kind: said.kind, reason: said.reason) }
    let found = try await steps.retrieve(said)
    let triage = try await steps.held(said, against: found)
    var chosen = try await steps.baseline(triage, found)
    let selected = chosen.baseline
    if let refusal = selected.refusal { return refusal }
    var ranking = try await steps.ordered(steps.rerank(found, by: selected))
    steps.mode = try await steps.mode(triage, ranking, selected, experience)

    // The rest of the suite runs on the base while the premium model thinks.
    let base = steps
    async let rest = base.restOfSuite(selected)
    // Without a model nothing is won by not waiting where the selected tests show no bug.
    let isBlind = selected.failing.isEmpty && steps.first(.scope) == .builtin
    let shown = isBlind ? try await rest ?? selected : selected
    if isBlind { ranking = try await steps.rerank(ranking, by: shown) }
    let scoped = try await steps.scope(
      1, Scoping(triage, ranking, shown, testFiles: steps.testFiles(chosen)))
    var baseline = try await rest ?? selected
    var contract: ChangeContract
    switch scoped {
    case .contract(let agreed): contract = try await steps.edited() ?? agreed
    case .none(let reason): return .noChange(reason: reason)
    }
    if steps.request.planOnly { return .planned }
    (chosen, baseline) = try await steps.including(contract.testFiles, in: chosen, baseline)
    if let question = try await steps.riskQuestion(contract) { return .parked(question) }
    let reproduction = try await steps.reproduce(
      History(testFiles: chosen.files, contract: contract, baseline: baseline), ranking)
    (contract, baseline) = reproduction.binding(contract, baseline)

    var history = History(
      testFiles: chosen.files, contract: contract, baseline: baseline,
      reproduction: reproduction.reproduction)
    history.experience = experience
    let route = try await steps.route(triage, history, experience)
    history.belief = route.label.flatMap(experience.belief)
    history.firstModel = route.firstTier == .builtin ? nil : route.firstTier
    var attempt = try await steps.attempt(
      steps.isRungZeroWorthIt(history) ? .builtin : route.firstTier, &history, ranking)
    var decision = try await steps.gate(attempt, &history)
    while true {
      switch decision.action {
      case .review:
        attempt.review = try await steps.review(attempt, history)
        decision = try await steps.gate(attempt, &history)
      case .nameExpectationChange(let tests):
        history.asked(tests, try await steps.expectations(tests, attempt, history))
        decision = try await steps.gate(attempt, &history)
      case .reScope:
        let wasDirect = steps.mode == .direct
        steps.mode = wasDirect ? .routed : steps.mode
        let again = Scoping(
          triage, ranking, history.baseline, testFiles: steps.testFiles(chosen), widened: attempt)
        switch try await steps.scope(2, again) {
        case .contract(let wider):
          history.reScoped(to: wider, handing: steps.packet(attempt, decision))
        case .none(let reason): return try await steps.keep(attempt, .noChange(reason: reason))
        }
        attempt = try await steps.attempt(
          wasDirect ? steps.first(.draft) : attempt.draft.tier, &history, ranking)
        decision = try await steps.gate(attempt, &history)
      case .retry(let tier), .escalateDraft(let tier), .oneMoreRound(let tier):
        history.packet = steps.packet(attempt, decision)
        attempt = try await steps.attempt(tier, &history, ranking)
        decision = try await steps.gate(attempt, &history)
      case .accept:
        return try await steps.publish(attempt, history, .accepted(reason: decision.reason))
      case .acceptUnverified:
        return try await steps.publish(attempt, history, .unverified(reason: decision.reason))
      case .askPerson(let checkpoint):
        return try await steps.publish(attempt, history, .parked(checkpoint))
      case .stop(let cause):
        return try await steps.keep(attempt, cause.outcome(decision.reason))
      }
    }
  }
}
