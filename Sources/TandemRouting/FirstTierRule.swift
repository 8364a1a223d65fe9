package import TandemCore

/// Who drafts first, once the contract is known.
package enum FirstTierRule {
  /// What the choice may know.
  package struct Facts: Sendable, Hashable {
    /// The user's policy.
    package var policy: RoutingPolicy
    /// The way the run takes.
    package var mode: Route.Mode
    /// The tiers that can be asked.
    package var tiers: Set<Tier>
    /// Whether the contract stays in one place.
    package var reach: ChangeContract.Reach
    /// Whether a test that is red on the base must turn green.
    package var isShown: Bool
    /// What the judge said; nil where none was asked.
    package var label: JudgeLabel?
    /// What attempts cost here and how they fared.
    package var experience: Experience
    /// The prices of time, review and error.
    package var assumptions: CostAssumptions
    /// Seconds until the deadline; nil without one.
    package var deadline: Double?

    /// Makes facts from their parts.
    package init(
      policy: RoutingPolicy, mode: Route.Mode, tiers: Set<Tier>,
      reach: ChangeContract.Reach = .local, isShown: Bool = true, label: JudgeLabel? = nil,
      experience: Experience = Experience(), assumptions: CostAssumptions = CostAssumptions(),
      deadline: Double? = nil
    ) {
      self.policy = policy
      self.mode = mode
      self.tiers = tiers
      self.reach = reach
      self.isShown = isShown
      self.label = label
      self.experience = experience
      self.assumptions = assumptions
      self.deadline = deadline
    }
  }

  /// Chooses the first tier and says with which probability it was chosen.
  ///
  /// - Parameter draw: a number of the uniform distribution over 0 ..< 1, for exploration.
  package static func choose(_ facts: Facts, draw: Double) -> Route {
    let fit = facts.policy.first(.draft, facts.mode, among: facts.tiers)
    func route(_ tier: Tier, _ reason: String, propensity: Double? = 1) -> Route {
      Route(
        policy: facts.policy.name, mode: facts.mode, firstTier: tier, propensity: propensity,
        label: facts.label, reason: reason)
    }
    guard facts.mode == .routed else {
      let chosen = facts.policy.mode == nil
      return route(
        fit, "\(facts.mode.rawValue): the \(fit.rawValue) tier drafts",
        propensity: chosen ? 1 : nil)
    }
    if let own = facts.policy.tiers[.draft], own == fit {
      return route(fit, "routing.draft asks for the \(fit.rawValue) tier", propensity: nil)
    }
    guard fit == .cheap, facts.tiers.contains(.premium) else {
      return route(fit, "only the \(fit.rawValue) tier can draft here")
    }
    if facts.policy.cheapDrafts == 0 {
      return route(.premium, "routing.cheap_drafts is 0: premium drafts", propensity: nil)
    }
    if facts.reach == .crossCutting {
      return route(.premium, "the change crosses modules: premium drafts at once")
    }
    let decision = facts.cascade.decide(cheapFailures: 0, premiumFailures: 0)
    guard let odds = decision.odds else {
      return route(.premium, "no cheap draft is allowed: premium drafts")
    }
    if let left = facts.deadline {
      let forecast = DeadlineRule.forecast(
        left: left, costs: facts.experience.costs, chance: odds.chance)
      if forecast.mustHurry {
        return route(.premium, "\(forecast.sentence): premium drafts at once")
      }
    }
    let better: Tier = decision.move == .retryCheap ? .cheap : .premium
    return explored(better, facts.policy.explore, draw) { tier, propensity, note in
      route(
        tier, "a cheap draft \(odds.sentence): \(tier.rawValue) first\(note)",
        propensity: propensity)
    }
  }

  /// Takes the better tier, or with a known share the other one.
  private static func explored(
    _ better: Tier, _ share: Double, _ draw: Double,
    _ route: (Tier, _ propensity: Double, _ note: String) -> Route
  ) -> Route {
    guard share > 0 else { return route(better, 1, "") }
    guard draw < share else { return route(better, 1 - share, "") }
    return route(
      better == .cheap ? .premium : .cheap, share,
      ", against the rule: one of the \((share * 100).nearest) % of runs that explore")
  }
}

extension FirstTierRule.Facts {
  /// The rule between cheap and premium, with the judge's label as its prior.
  fileprivate var cascade: CascadeRule {
    CascadeRule(
      experience, assumptions, isShown: isShown, limits: policy.limits,
      belief: label.flatMap(experience.belief))
  }
}
