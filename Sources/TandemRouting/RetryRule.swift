package import TandemCore

/// The arithmetic of "try cheap once more, or pay for premium?".
///
/// With κ the price of an attempt (money and delay), R of a review, D of a wrong patch accepted, s and f the
/// chances that a right and a wrong patch pass the verifier, and E the expected cost to finish with
/// premium: trying again costs κ + p·s·R + (1−p)·f·(R+D) + P(fails)·E. It is cheaper than E iff
/// p > p* = (κ + f·G) / (s·(E − R) + f·G) with G = D + R − E. Since p falls with every failure the
/// one-step rule is the optimal one (the monotone case of Chow and Robbins).
package struct RetryRule: Codable, Sendable, Hashable {
  /// κ of one more cheap attempt.
  package var cheapAttempt: MicroDollars
  /// κ of a premium attempt with its packet.
  package var premiumAttempt: MicroDollars
  /// R: reviewing an accepted cheap patch.
  package var cheapReview: MicroDollars
  /// R: reviewing an accepted premium patch.
  package var premiumReview: MicroDollars
  /// D: a wrong patch that is accepted.
  package var wrongPatch: MicroDollars
  /// H: a person makes the change.
  package var takeover: MicroDollars
  /// s: the chance that the verifier passes a right patch.
  package var passesWhenRight: Double
  /// f: the chance that it passes a wrong one.
  package var passesWhenWrong: Double
  /// How many premium attempts are left before a person takes over.
  package var premiumAttemptsLeft: Int

  /// Makes a rule from its quantities.
  package init(
    cheapAttempt: MicroDollars, premiumAttempt: MicroDollars, cheapReview: MicroDollars,
    premiumReview: MicroDollars, wrongPatch: MicroDollars, takeover: MicroDollars,
    passesWhenRight: Double, passesWhenWrong: Double, premiumAttemptsLeft: Int = 1
  ) {
    self.cheapAttempt = cheapAttempt
    self.premiumAttempt = premiumAttempt
    self.cheapReview = cheapReview
    self.premiumReview = premiumReview
    self.wrongPatch = wrongPatch
    self.takeover = takeover
    self.passesWhenRight = passesWhenRight
    self.passesWhenWrong = passesWhenWrong
    self.premiumAttemptsLeft = premiumAttemptsLeft
  }

  /// Makes the rule for a draft from what attempts cost here and the assumptions.
  ///
  /// - Parameter isShown: whether a test that is red on the base must turn green.
  package init(
    costs: StepCosts, assumptions: CostAssumptions, isShown: Bool, premiumAttemptsLeft: Int
  ) {
    func attempt(_ money: MicroDollars, _ seconds: Double) -> MicroDollars {
      money + assumptions.waiting(seconds + costs.verifySeconds)
        + assumptions.testing(costs.verifySeconds)
    }
    let review = assumptions.reviewing(costs.reviewMinutes)
    self.init(
      cheapAttempt: attempt(costs.cheapDraft, costs.cheapSeconds),
      premiumAttempt: attempt(costs.premiumDraft, costs.premiumSeconds),
      cheapReview: review + review.scaled(by: assumptions.cheapReviewSurcharge),
      premiumReview: review, wrongPatch: assumptions.wrongPatch, takeover: assumptions.takeover,
      passesWhenRight: assumptions.passesWhenRight,
      passesWhenWrong: isShown
        ? assumptions.passesWhenWrongButShown : assumptions.passesWhenWrong,
      premiumAttemptsLeft: premiumAttemptsLeft)
  }

  /// E in dollars: the expected cost to finish if we escalate now.
  ///
  /// One premium attempt costs κ, then its review, perhaps a wrong patch, and where the verifier
  /// refuses it, the next premium attempt or the person.
  package func finishingCost(premium: BetaBelief) -> Double {
    let p = premium.mean
    let passes = passes(p)
    let attempt =
      premiumAttempt.dollars + passes * premiumReview.dollars
      + (1 - p) * passesWhenWrong * wrongPatch.dollars
    return (0..<premiumAttemptsLeft).reduce(takeover.dollars) { later, _ in
      attempt + (1 - passes) * later
    }
  }

  /// Returns the odds of a cheap attempt after `failures` cheap failures on this step.
  package func odds(cheap: BetaBelief, failures: Int, premium: BetaBelief) -> RetryOdds {
    let finishing = finishingCost(premium: premium)
    let review = cheapReview.dollars
    let gain = wrongPatch.dollars + review - finishing
    let numerator = cheapAttempt.dollars + passesWhenWrong * gain
    let denominator = passesWhenRight * (finishing - review) + passesWhenWrong * gain
    let chance = cheap.chance(afterFailures: failures)
    return RetryOdds(
      chance: chance, threshold: denominator > 0 ? numerator / denominator : nil,
      pays: chance * denominator > numerator, attempt: cheapAttempt,
      finishing: MicroDollars(nearestDollars: finishing))
  }
}

/// What the rule says of one more cheap attempt, with the numbers a person wants to see.
package struct RetryOdds: Codable, Sendable, Hashable {
  /// p: the chance that the attempt is right.
  package var chance: Double
  /// p*: the chance it would need; nil where no chance is enough.
  package var threshold: Double?
  /// Whether trying again is cheaper than escalating.
  package var pays: Bool
  /// κ: what the attempt costs, delay included.
  package var attempt: MicroDollars
  /// E: what finishing with premium costs in expectation, review and risk included.
  package var finishing: MicroDollars
  /// What the attempt and the best way on after it cost in expectation, where the difficulty was
  /// weighed; nil for the plain rule, whose threshold says it.
  package var inAll: MicroDollars?

  /// Makes odds from their parts.
  package init(
    chance: Double, threshold: Double?, pays: Bool, attempt: MicroDollars,
    finishing: MicroDollars, inAll: MicroDollars? = nil
  ) {
    self.inAll = inAll
    self.chance = chance
    self.threshold = threshold
    self.pays = pays
    self.attempt = attempt
    self.finishing = finishing
  }

  /// The numbers in words: `would cost $0.04 at 22 % (40 % needed) against $0.31 to finish with premium`.
  package var sentence: String {
    if let inAll {
      return "would cost \(attempt) at \(percent(chance)), in all \(inAll) against \(finishing) "
        + "to finish with premium at once"
    }
    let needed = threshold.map { "\(percent(max(0, $0))) needed" } ?? "no chance is enough"
    return "would cost \(attempt) at \(percent(chance)) (\(needed)) against \(finishing) "
      + "to finish with premium"
  }

  private func percent(_ share: Double) -> String { "\((share * 100).nearest) %" }
}
