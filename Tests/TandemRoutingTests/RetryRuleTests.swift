import TandemCore
import Testing

@testable import TandemRouting

/// The retry rule against the published tables, and against exact dynamic programming.
@Suite struct RetryRuleTests {
  /// A rule whose finishing cost E is exactly `finishing`, in dollars.
  static func rule(
    cheap: Double, finishing: Double, review: Double = 0, wrong: Double = 0, s: Double = 1,
    f: Double = 0
  ) -> RetryRule {
    RetryRule(
      cheapAttempt: MicroDollars(nearestDollars: cheap), premiumAttempt: .zero,
      cheapReview: MicroDollars(nearestDollars: review), premiumReview: .zero,
      wrongPatch: MicroDollars(nearestDollars: wrong),
      takeover: MicroDollars(nearestDollars: finishing), passesWhenRight: s, passesWhenWrong: f,
      premiumAttemptsLeft: 0)
  }

  /// How many cheap attempts the rule makes before it escalates.
  static func attempts(_ rule: RetryRule, _ belief: BetaBelief, cap: Int = 80) -> Int {
    (0..<cap).first { failures in
      !rule.odds(cheap: belief, failures: failures, premium: .prior(.draft, .premium)).pays
    } ?? cap
  }

  /// The reference's table of N* for an attempt of $1: ceil(a·E/κ − a − b).
  @Test(arguments: [
    (1.0, 1.0, [0, 1, 3, 8, 18]), (3.0, 2.0, [1, 4, 10, 25, 55]), (1.0, 3.0, [0, 0, 1, 6, 16]),
    (2.0, 8.0, [0, 0, 0, 10, 30]),
  ]) func theNumberOfAttemptsIsThePublishedOne(a: Double, b: Double, expected: [Int]) {
    let made = [2.0, 3, 5, 10, 20].map { ratio in
      Self.attempts(Self.rule(cheap: 1, finishing: ratio), BetaBelief(successes: a, failures: b))
    }
    #expect(made == expected)
  }

  /// The reference's sensitivity table of p*, rows by extra review in dollars, columns by (D, f).
  @Test(arguments: [
    (0.0, [0.05, 0.20, 0.42, 0.60, 0.71]), (0.5, [0.07, 0.25, 0.49, 0.66, 0.74]),
    (1.0, [0.11, 0.32, 0.58, 0.73, 0.78]), (2.0, [0.73, 0.82, 0.88, 0.90, 0.86]),
  ]) func theThresholdIsThePublishedOne(extra: Double, expected: [Double]) {
    let columns = [(0.0, 0.02), (20, 0.02), (20, 0.08), (20, 0.20), (100, 0.08)]
    for ((wrong, f), threshold) in zip(columns, expected) {
      let rule = RetryRule(
        cheapAttempt: MicroDollars(150_000), premiumAttempt: MicroDollars(1_200_000),
        cheapReview: MicroDollars(nearestDollars: 3 + extra),
        premiumReview: MicroDollars(3_000_000),
        wrongPatch: MicroDollars(nearestDollars: wrong), takeover: MicroDollars(30_000_000),
        passesWhenRight: 0.97, passesWhenWrong: f, premiumAttemptsLeft: 2)
      let odds = rule.odds(
        cheap: BetaBelief(successes: 1, failures: 1), failures: 0,
        premium: BetaBelief(successes: 85, failures: 15))
      #expect(abs((odds.threshold ?? 9) - threshold) < 0.006, "extra \(extra) D \(wrong) f \(f)")
    }
  }

  /// Stopping now costs E; going on costs an attempt and what follows from its outcome.
  func optimal(
    _ rule: RetryRule, _ belief: BetaBelief, finishing: Double, failures k: Int, depth: Int
  ) -> (cost: Double, goesOn: Bool) {
    guard depth > 0 else { return (finishing, false) }
    let p = belief.chance(afterFailures: k)
    let right = p * rule.passesWhenRight
    let wrong = (1 - p) * rule.passesWhenWrong
    let later = optimal(rule, belief, finishing: finishing, failures: k + 1, depth: depth - 1)
    let goingOn =
      rule.cheapAttempt.dollars + right * rule.cheapReview.dollars
      + wrong * (rule.cheapReview.dollars + rule.wrongPatch.dollars)
      + (1 - right - wrong) * later.cost
    return goingOn < finishing - 1e-9 ? (goingOn, true) : (finishing, false)
  }

  @Test func theRuleIsWhatDynamicProgrammingFinds() {
    var random = Xorshift(state: 0x9e37_79b9_7f4a_7c15)
    var mismatches = 0
    for _ in 0..<20_000 {
      let belief = BetaBelief(
        successes: random.number(0.3, 6), failures: random.number(0.3, 6))
      let rule = Self.rule(
        cheap: random.number(0.01, 1), finishing: random.number(0.05, 40),
        review: random.number(0, 4), wrong: random.number(0, 60), s: random.number(0.6, 1),
        f: random.number(0, 0.3))
      let finishing = rule.finishingCost(premium: belief)
      let odds = rule.odds(cheap: belief, failures: 0, premium: belief)
      // Where E does not exceed a review, or a pass is rather bad than good, no attempt pays.
      guard odds.threshold != nil else { continue }
      let best = optimal(rule, belief, finishing: finishing, failures: 0, depth: 12)
      let margin = abs(odds.chance - (odds.threshold ?? 0))
      if best.goesOn != odds.pays, margin > 1e-6 { mismatches += 1 }
    }
    #expect(mismatches == 0)
  }

  @Test func theSentenceHasTheNumbers() {
    let odds = RetryOdds(
      chance: 0.22, threshold: 0.4, pays: false, attempt: MicroDollars(40_000),
      finishing: MicroDollars(310_000))
    #expect(
      odds.sentence == "would cost $0.04 at 22 % (40 % needed) against $0.31 to finish with premium"
    )
    let never = RetryOdds(
      chance: 0.2, threshold: nil, pays: false, attempt: .zero, finishing: .zero)
    #expect(never.sentence.contains("no chance is enough"))
  }

  @Test func aHistoryOutweighsThePrior() {
    let prior = BetaBelief.prior(.draft, .cheap)
    #expect(abs(prior.mean - 0.598) < 1e-9)
    let learned = prior.updated(StepHistory(successes: 2, failures: 58))
    #expect(learned.mean < 0.1)
    #expect(prior.chance(afterFailures: 1) < prior.mean)
    for kind in StepKind.allCases {
      for tier in Tier.allCases { #expect((0..<1).contains(BetaBelief.prior(kind, tier).mean)) }
    }
  }
}

/// A small generator of our own, so that a failing case can be found again.
struct Xorshift {
  var state: UInt64

  mutating func number(_ low: Double, _ high: Double) -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return low + (high - low) * Double(state >> 11) / Double(1 << 53)
  }
}
