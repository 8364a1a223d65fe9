import TandemCore

extension Gate {
  /// After an ordinary failure: again at the same tier where that pays, else a stronger tier.
  static func again(_ facts: DraftFacts, _ why: String) -> GateDecision {
    let situation = facts.situation
    let made = facts.attempts.count { $0.tier == facts.tier }
    if facts.repeatsItself {
      return climb(facts, "\(why), with the same failure twice: trying again changes nothing")
    }
    if let forecast = situation.forecast, forecast.mustHurry, facts.tier == .cheap {
      return climb(facts, "\(why); \(forecast.sentence)")
    }
    guard facts.tier == .cheap, situation.strongest == .premium else { return climb(facts, why) }
    let next = situation.cascade.decide(cheapFailures: made, premiumFailures: 0)
    guard !next.isCapped, let odds = next.odds else {
      return climb(facts, "\(why) after \(made) cheap drafts, the most that are made")
    }
    let sentence = "\(why); cheap draft \(made + 1) \(odds.sentence)"
    // The money for escalating is never spent on a retry.
    let reserve = situation.costs.cheapDraft + situation.costs.premiumDraft + situation.costs.review
    guard next.move == .retryCheap, situation.canPay(reserve) else {
      var decision = climb(facts, sentence)
      decision.odds = odds
      return decision
    }
    return GateDecision(.retry(.cheap), sentence + ": retrying", odds: odds)
  }

  /// Hands the packet to the next stronger tier; at the strongest one tries again within its cap.
  static func climb(_ facts: DraftFacts, _ why: String) -> GateDecision {
    let situation = facts.situation
    if facts.tier == .human { return GateDecision(.stop(.noChange), why) }
    if let routed = direct(facts, why) { return routed }
    if let next = situation.tier(above: facts.tier) {
      return situation.paying(
        situation.costs.draft(next), for: .escalateDraft(next),
        "\(why): escalating to \(next.rawValue)")
    }
    let made = facts.attempts.count { $0.tier == facts.tier }
    if facts.repeatsItself || made >= situation.limits.drafts(facts.tier) {
      let isNothing = facts.isEmpty && facts.attempts.count <= 1
      let kept = isNothing ? "nothing was changed" : "the best attempt is kept as a patch"
      return GateDecision(
        .stop(.noChange), "\(why); \(situation.exhausted(facts.tier, made)), \(kept)")
    }
    return situation.paying(
      situation.costs.draft(facts.tier), for: .retry(facts.tier),
      "\(why): \(facts.tier.rawValue) draft \(made + 1) of at most \(situation.limits.drafts(facts.tier))"
    )
  }
}

extension Gate {
  /// One direct call that failed is no attempt of the cascade: the task is scoped after all.
  private static func direct(_ facts: DraftFacts, _ why: String) -> GateDecision? {
    let situation = facts.situation
    guard situation.mode == .direct, facts.tier != .builtin,
      facts.reScopes < situation.limits.reScopes,
      situation.tiers.contains(.premium)
    else { return nil }
    return situation.paying(
      situation.costs.scope, for: .reScope, "\(why): one call was not enough, scoping")
  }
}

extension DraftFacts {
  /// Whether the last two attempts failed in the same way.
  fileprivate var repeatsItself: Bool {
    guard attempts.count >= 2, let last = attempts.last, !last.signature.isEmpty else {
      return false
    }
    return attempts[attempts.count - 2].signature == last.signature
  }
}

extension Situation {
  /// What is known of drafts here.
  private var experience: Experience {
    Experience(costs: costs, cheap: cheapHistory, premium: premiumHistory)
  }

  /// The rule between cheap and premium, as this repository's history and prices make it.
  fileprivate var cascade: CascadeRule {
    CascadeRule(
      experience, assumptions, isShown: !contract.mustTurnGreen.isEmpty, limits: limits,
      belief: belief)
  }

  /// Whether the deadline leaves time for another cheap draft; nil without a deadline.
  fileprivate var forecast: DeadlineRule.Forecast? {
    deadlineLeft.map {
      DeadlineRule.forecast(
        left: $0, costs: costs, chance: experience.cheapBelief.mean)
    }
  }

  /// The strongest tier that can draft.
  var strongest: Tier { [.premium, .cheap].first(where: tiers.contains) ?? .builtin }

  /// The next tier that can draft; a change that crosses modules skips the cheap one.
  func tier(above tier: Tier) -> Tier? {
    if tier == .builtin, let firstModel { return firstModel }
    let ladder: [Tier] = [.builtin, .cheap, .premium].filter { tiers.contains($0) || $0 == tier }
    let above = ladder.drop { $0 != tier }.dropFirst()
    return contract.reach == .crossCutting ? above.last : above.first
  }

  /// Whether the money left covers `cost`.
  func canPay(_ cost: MicroDollars) -> Bool { moneyLeft.map { $0 >= cost } ?? true }

  /// Takes `action` where its cost can be paid; otherwise ends the run cleanly.
  func paying(
    _ cost: MicroDollars, for action: GateDecision.Action, _ reason: String
  ) -> GateDecision {
    if let moneyLeft, moneyLeft < cost {
      return GateDecision(
        .stop(.overBudget), "\(reason) would cost about \(cost) and \(moneyLeft) is left")
    }
    return GateDecision(action, reason)
  }

  /// Why nobody tries again.
  fileprivate func exhausted(_ tier: Tier, _ made: Int) -> String {
    if strongest == .builtin { return "no model is configured" }
    return "\(made) \(tier.rawValue) draft\(made == 1 ? "" : "s") made and no stronger tier is left"
  }
}
