import TandemCore

/// The exact plan for one step under latent difficulty: backward induction over cheap failures k,
/// premium failures j, and the person.
///
/// Where nothing passes the verifier, the state is (k, j) alone, and premium is never followed by
/// cheap: at most 12 states for three cheap and two premium attempts. Costs are kept unnormalised
/// (times the weight of the types that are left), so that Bayes' rule costs nothing.
package struct TypeProgramme: Sendable, Hashable {
  /// The prices and the verifier's error rates; its premium attempts left are not used.
  package var rule: RetryRule
  /// What is believed before the first attempt, the judge's label included.
  package var belief: DifficultyBelief
  /// The most cheap attempts.
  package var cheapLimit: Int
  /// The most premium attempts.
  package var premiumLimit: Int

  /// Makes a programme from its parts.
  package init(
    rule: RetryRule, belief: DifficultyBelief, cheapLimit: Int = 3, premiumLimit: Int = 2
  ) {
    self.rule = rule
    self.belief = belief
    self.cheapLimit = cheapLimit
    self.premiumLimit = premiumLimit
  }

  /// What the programme says where so many attempts of each tier failed.
  package struct State: Codable, Sendable, Hashable {
    /// k.
    package var cheapFailures: Int
    /// j; no cheap attempt follows where it is above 0.
    package var premiumFailures: Int
    /// The cheapest way on.
    package var move: CascadeRule.Move
    /// What finishing costs in expectation from here, in dollars, review and risk included.
    package var cost: Double

    /// Makes a state from its parts.
    package init(
      cheapFailures: Int, premiumFailures: Int, move: CascadeRule.Move, cost: Double
    ) {
      self.cheapFailures = cheapFailures
      self.premiumFailures = premiumFailures
      self.move = move
      self.cost = cost
    }
  }

  /// Returns the best move after so many failures.
  package func move(cheapFailures: Int, premiumFailures: Int) -> CascadeRule.Move {
    state(cheapFailures: cheapFailures, premiumFailures: premiumFailures).move
  }

  /// Returns the best move after so many failures, and what it costs in expectation.
  package func state(cheapFailures k: Int, premiumFailures j: Int) -> State {
    let steps = Steps(self)
    let left = belief.afterFailures(cheap: k, premium: j, rule)
    let weights = SIMD4(left.easy.weight, left.medium.weight, left.hard.weight, 0)
    let best = steps.best(k, j, weights)
    return State(
      cheapFailures: k, premiumFailures: j, move: best.move, cost: best.cost / weights.sum())
  }

  /// Returns the numbers behind the choice between another cheap attempt and premium; nil where no
  /// cheap attempt is left.
  package func odds(cheapFailures k: Int) -> RetryOdds? {
    guard k < cheapLimit else { return nil }
    let left = belief.afterFailures(cheap: k, premium: 0, rule)
    let weights = SIMD4(left.easy.weight, left.medium.weight, left.hard.weight, 0)
    let steps = Steps(self)
    let retry = steps.retry(k, weights) / weights.sum()
    let escalate = steps.escalate(k, weights) / weights.sum()
    return RetryOdds(
      chance: left.cheapChance, threshold: nil, pays: retry < escalate,
      attempt: rule.cheapAttempt, finishing: MicroDollars(nearestDollars: escalate),
      inAll: MicroDollars(nearestDollars: retry))
  }

  /// Every state that can be reached, the first one first: cheap failures, then premium ones.
  package var states: [State] {
    (0...cheapLimit).flatMap { k in
      (0...premiumLimit).map { j in state(cheapFailures: k, premiumFailures: j) }
    }
  }

  /// The table of moves and costs, a row for each number of cheap failures.
  package var table: String {
    let rows = (0...cheapLimit).map { k in
      let cells = (0...premiumLimit).map { j in
        let state = state(cheapFailures: k, premiumFailures: j)
        return "\(state.move.rawValue) \(MicroDollars(nearestDollars: state.cost))"
      }
      return "cheap failed \(k): " + cells.joined(separator: " | ")
    }
    return rows.joined(separator: "\n")
  }
}

/// The quantities of a programme by type, computed once a decision.
private struct Steps {
  let cheapLimit: Int
  let premiumLimit: Int
  let takeover: Double
  /// What a cheap attempt costs by type, review and accepted error included.
  let cheap: SIMD4<Double>
  let premium: SIMD4<Double>
  /// The chance by type that a cheap attempt is refused by the verifier.
  let cheapFails: SIMD4<Double>
  let premiumFails: SIMD4<Double>

  init(_ programme: TypeProgramme) {
    let rule = programme.rule
    let belief = programme.belief
    let p = SIMD4(belief.easy.cheap, belief.medium.cheap, belief.hard.cheap, 0)
    let q = SIMD4(belief.easy.premium, belief.medium.premium, belief.hard.premium, 0)
    let (s, f) = (rule.passesWhenRight, rule.passesWhenWrong)
    cheapLimit = programme.cheapLimit
    premiumLimit = programme.premiumLimit
    takeover = rule.takeover.dollars
    let accepted = f * rule.wrongPatch.dollars
    cheapFails = 1 - p * s - (1 - p) * f
    premiumFails = 1 - q * s - (1 - q) * f
    cheap =
      rule.cheapAttempt.dollars + (1 - cheapFails) * rule.cheapReview.dollars + (1 - p) * accepted
    premium =
      rule.premiumAttempt.dollars + (1 - premiumFails) * rule.premiumReview.dollars
      + (1 - q) * accepted
  }

  /// The cheapest way on and its cost, times the weight that is left; a draw goes to the person, then
  /// to premium, since attempts that gain nothing only take time.
  func best(
    _ k: Int, _ j: Int, _ weights: SIMD4<Double>
  ) -> (move: CascadeRule.Move, cost: Double) {
    var best = (move: CascadeRule.Move.takeOver, cost: takeover * weights.sum())
    if j < premiumLimit {
      let cost = (weights * premium).sum() + self.best(k, j + 1, weights * premiumFails).cost
      if cost < best.cost { best = (j == 0 ? .escalate : .retryPremium, cost) }
    }
    if j == 0, k < cheapLimit {
      let cost = retry(k, weights)
      if cost < best.cost { best = (.retryCheap, cost) }
    }
    return best
  }

  /// What one more cheap attempt and the best way on after it cost, times the weight that is left.
  func retry(_ k: Int, _ weights: SIMD4<Double>) -> Double {
    (weights * cheap).sum() + best(k + 1, 0, weights * cheapFails).cost
  }

  /// The same for premium at once; a person where there is no premium attempt.
  func escalate(_ k: Int, _ weights: SIMD4<Double>) -> Double {
    premiumLimit == 0
      ? takeover * weights.sum()
      : (weights * premium).sum() + best(k, 1, weights * premiumFails).cost
  }
}
