import TandemCore
package import TandemRouting

/// A way to route a task, as the simulator plays it; every decision is `CascadeRule`'s.
package struct SimulatedPolicy: Codable, Sendable, Hashable {
  /// Its name, by which the command line and reports know it.
  package var name: Name
  /// The most drafts of each tier before the next one, or a person.
  package var limits: AttemptLimits
  /// How it chooses between cheap and premium.
  package var choice: Choice
  /// Whether the scope step comes first; otherwise it is made only once premium is asked.
  package var scopesFirst: Bool

  /// The policies that come with the program.
  package enum Name: String, Codable, Sendable, Hashable, CaseIterable {
    /// Two premium drafts, then a person: what all others are compared with.
    case premiumOnly = "premium-only"
    /// Three cheap drafts, then a person.
    case cheapOnly = "cheap-only"
    /// One cheap draft without a scope, then scope and premium.
    case direct
    /// One cheap draft, then premium.
    case cheap1 = "cheap-1"
    /// Two cheap drafts, then premium.
    case cheap2 = "cheap-2"
    /// Three cheap drafts, then premium.
    case cheap3 = "cheap-3"
    /// Ten cheap drafts, then premium: the retry machine, beyond the cap of real runs.
    case cheap10 = "cheap-10"
    /// Ten cheap drafts, then a person.
    case cheap10Person = "cheap-10-person"
    /// Cheap drafts while the retry rule says that they pay, at most three.
    case rule
    /// The same by latent difficulty, without a judge.
    case types
    /// By latent difficulty with a judge's label as prior.
    case judge
  }

  /// How a policy chooses.
  package enum Choice: Codable, Sendable, Hashable {
    /// As many drafts as the limits allow.
    case fixed
    /// By the retry rule.
    case odds
    /// By latent difficulty; the matrix is the judge's, nil for no judge.
    case types(ConfusionMatrix?)
  }

  /// Makes a policy from its parts.
  package init(
    _ name: Name, cheap: Int, premium: Int, choice: Choice = .fixed, scopesFirst: Bool = true
  ) {
    self.name = name
    self.limits = AttemptLimits(premium: premium)
    // Set afterwards: a simulation may show what lies beyond the cap.
    self.limits.cheap = cheap
    self.choice = choice
    self.scopesFirst = scopesFirst
  }

  /// Makes the policy of a name; `judge` is the one that `.judge` asks.
  package init(_ name: Name, judge: ConfusionMatrix = .shipped(.cheap)) {
    switch name {
    case .premiumOnly: self.init(name, cheap: 0, premium: 2)
    case .cheapOnly: self.init(name, cheap: 3, premium: 0)
    case .direct: self.init(name, cheap: 1, premium: 2, scopesFirst: false)
    case .cheap1: self.init(name, cheap: 1, premium: 2)
    case .cheap2: self.init(name, cheap: 2, premium: 2)
    case .cheap3: self.init(name, cheap: 3, premium: 2)
    case .cheap10: self.init(name, cheap: 10, premium: 2)
    case .cheap10Person: self.init(name, cheap: 10, premium: 0)
    case .rule: self.init(name, cheap: 3, premium: 2, choice: .odds)
    case .types: self.init(name, cheap: 3, premium: 2, choice: .types(nil))
    case .judge: self.init(name, cheap: 3, premium: 2, choice: .types(judge))
    }
  }

  /// The judge it asks; nil for none.
  package var judge: ConfusionMatrix? {
    if case .types(let judge) = choice { judge } else { nil }
  }

  /// Returns the rule that decides for it in a mix, with what its judge said; it believes of the mix
  /// what is true.
  package func cascade(
    _ mix: TaskMix, _ assumptions: CostAssumptions, types: DifficultyBelief
  ) -> CascadeRule {
    let strategy: CascadeRule.Strategy =
      switch choice {
      case .fixed: .fixed
      case .odds: .odds
      case .types: .types(types)
      }
    return CascadeRule(
      rule: RetryRule(
        costs: mix.costs, assumptions: assumptions, isShown: mix.isShown,
        premiumAttemptsLeft: limits.premium),
      cheap: mix.cheapBelief, premium: mix.premiumBelief, limits: limits, strategy: strategy)
  }
}
