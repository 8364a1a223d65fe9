import TandemCore

/// "A draft failed in the ordinary way: what next?", for the live gate and for the simulator alike.
///
/// Tiers are monotone: once premium was asked for this step there is no way back to cheap, since
/// otherwise pennies would buy attempts whose context is gone. Nothing here allocates.
package struct CascadeRule: Sendable, Hashable {
  /// The prices, the verifier's error rates and the premium attempts that E counts with.
  package var rule: RetryRule
  /// What is believed of a cheap draft here.
  package var cheap: BetaBelief
  /// What is believed of a premium draft here.
  package var premium: BetaBelief
  /// The most drafts of each tier; 0 premium drafts where no premium model is there.
  package var limits: AttemptLimits
  /// How the choice between cheap and premium is made.
  package var strategy: Strategy

  /// Makes a rule from its parts.
  package init(
    rule: RetryRule, cheap: BetaBelief = .prior(.draft, .cheap),
    premium: BetaBelief = .prior(.draft, .premium), limits: AttemptLimits = AttemptLimits(),
    strategy: Strategy = .odds
  ) {
    self.rule = rule
    self.cheap = cheap
    self.premium = premium
    self.limits = limits
    self.strategy = strategy
  }

  /// Makes the rule for a draft from what is known here.
  ///
  /// - Parameters:
  ///   - isShown: whether a test that is red on the base must turn green.
  ///   - belief: how hard the task is, where a judge's label is a prior; nil for the plain rule.
  package init(
    _ experience: Experience, _ assumptions: CostAssumptions, isShown: Bool,
    limits: AttemptLimits, belief: DifficultyBelief? = nil
  ) {
    self.init(
      rule: RetryRule(
        costs: experience.costs, assumptions: assumptions, isShown: isShown,
        premiumAttemptsLeft: limits.premium),
      cheap: experience.cheapBelief, premium: experience.premiumBelief, limits: limits,
      strategy: belief.map { .types($0) } ?? .odds)
  }

  /// How the choice between cheap and premium is made.
  package enum Strategy: Sendable, Hashable {
    /// Always as many drafts as the limits allow: the machine without arithmetic.
    case fixed
    /// `RetryRule`: the chance falls with every failure, and is held against p*.
    case odds
    /// Backward induction over latent difficulty, in which a failure also lowers premium's chance.
    case types(DifficultyBelief)
  }

  /// What to do next at a step.
  package enum Move: String, Codable, Sendable, Hashable, CaseIterable {
    /// A cheap draft: the first, or another.
    case retryCheap = "retry cheap"
    /// The first premium draft.
    case escalate
    /// Another premium draft.
    case retryPremium = "retry premium"
    /// A person makes the change.
    case takeOver = "take over"
  }

  /// A move, and the numbers behind it.
  package struct Decision: Sendable, Hashable {
    /// What to do.
    package var move: Move
    /// What the retry rule said; nil where it was not asked.
    package var odds: RetryOdds?
    /// Whether a limit decided, whatever arithmetic would have said.
    package var isCapped: Bool

    /// Makes a decision from its parts.
    package init(_ move: Move, odds: RetryOdds? = nil, isCapped: Bool = false) {
      self.move = move
      self.odds = odds
      self.isCapped = isCapped
    }
  }

  /// Returns the move after so many failures of each tier on this step; 0 and 0 asks who drafts
  /// first.
  package func decide(cheapFailures: Int, premiumFailures: Int) -> Decision {
    if premiumFailures > 0 {
      let after = afterPremium(cheapFailures, premiumFailures)
      return Decision(after, isCapped: premiumFailures >= limits.premium)
    }
    let stronger = limits.premium > 0 ? Move.escalate : .takeOver
    if cheapFailures >= limits.cheap, strategy.isMyopic {
      return Decision(stronger, isCapped: true)
    }
    switch strategy {
    case .fixed: return Decision(.retryCheap)
    case .odds:
      let odds = rule.odds(cheap: cheap, failures: cheapFailures, premium: premium)
      return Decision(odds.pays ? .retryCheap : stronger, odds: odds)
    case .types(let belief):
      let programme = programme(belief)
      let move = programme.move(cheapFailures: cheapFailures, premiumFailures: 0)
      return Decision(
        move, odds: programme.odds(cheapFailures: cheapFailures),
        isCapped: cheapFailures >= limits.cheap)
    }
  }

  /// Returns the bare move; see `decide`.
  package func move(cheapFailures: Int, premiumFailures: Int) -> Move {
    decide(cheapFailures: cheapFailures, premiumFailures: premiumFailures).move
  }

  private func afterPremium(_ cheapFailures: Int, _ premiumFailures: Int) -> Move {
    guard premiumFailures < limits.premium else { return .takeOver }
    guard case .types(let belief) = strategy else { return .retryPremium }
    return programme(belief).move(cheapFailures: cheapFailures, premiumFailures: premiumFailures)
  }

  /// The programme that `.types` asks, over this rule's prices and limits.
  private func programme(_ belief: DifficultyBelief) -> TypeProgramme {
    TypeProgramme(
      rule: rule, belief: belief, cheapLimit: limits.cheap, premiumLimit: limits.premium)
  }
}

extension CascadeRule.Strategy {
  /// Whether a spent cheap limit leaves only the stronger tier; the types may still prefer a person.
  fileprivate var isMyopic: Bool {
    if case .types = self { false } else { true }
  }
}
