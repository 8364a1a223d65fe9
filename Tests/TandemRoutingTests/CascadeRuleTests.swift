import TandemCore
import Testing

@testable import TandemRouting

/// What follows an ordinary failure, and the closed form of "how often is cheap worth trying".
@Suite struct CascadeRuleTests {
  /// The toy world's prices: cheap $0.15, premium $1.20, review $3 (cheap $3.30), D $20, H $30.
  static let toy = RetryRule(
    cheapAttempt: MicroDollars(150_000), premiumAttempt: MicroDollars(1_200_000),
    cheapReview: MicroDollars(3_300_000), premiumReview: MicroDollars(3_000_000),
    wrongPatch: MicroDollars(20_000_000), takeover: MicroDollars(30_000_000),
    passesWhenRight: 0.97, passesWhenWrong: 0.08, premiumAttemptsLeft: 2)

  /// The moves of a step that always fails.
  static func moves(_ rule: CascadeRule) -> [CascadeRule.Move] {
    var moves: [CascadeRule.Move] = []
    var (cheap, premium) = (0, 0)
    while moves.last != .takeOver, moves.count < 20 {
      let move = rule.move(cheapFailures: cheap, premiumFailures: premium)
      moves.append(move)
      if move == .retryCheap { cheap += 1 } else { premium += 1 }
    }
    return moves
  }

  @Test func `a fixed cascade uses up its limits and ends at a person`() {
    let rule = CascadeRule(rule: Self.toy, strategy: .fixed)
    #expect(
      Self.moves(rule) == [.retryCheap, .retryCheap, .escalate, .retryPremium, .takeOver])
    #expect(
      rule.decide(cheapFailures: 2, premiumFailures: 0) == .init(.escalate, isCapped: true))
    #expect(
      rule.decide(cheapFailures: 2, premiumFailures: 2) == .init(.takeOver, isCapped: true))
  }

  @Test func `without premium drafts a person is next`() {
    let rule = CascadeRule(
      rule: Self.toy, limits: AttemptLimits(cheap: 1, premium: 0), strategy: .fixed)
    #expect(Self.moves(rule) == [.retryCheap, .takeOver])
    let premiumOnly = CascadeRule(
      rule: Self.toy, limits: AttemptLimits(cheap: 0, premium: 2), strategy: .fixed)
    #expect(Self.moves(premiumOnly) == [.escalate, .retryPremium, .takeOver])
  }

  @Test func `the odds decide below the cap and are not asked at it`() throws {
    // The toy world's belief: N* is 2 there.
    var rule = CascadeRule(
      rule: Self.toy, cheap: BetaBelief(successes: 1.2, failures: 1.2),
      premium: BetaBelief(successes: 76, failures: 24))
    rule.limits.cheap = 9
    #expect(
      Self.moves(rule) == [.retryCheap, .retryCheap, .escalate, .retryPremium, .takeOver])
    let asked = rule.decide(cheapFailures: 2, premiumFailures: 0)
    #expect(
      asked
        == .init(
          .escalate, odds: Self.toy.odds(cheap: rule.cheap, failures: 2, premium: rule.premium)))
    #expect(try #require(asked.odds).pays == false)
    rule.limits.cheap = 1
    #expect(
      rule.decide(cheapFailures: 1, premiumFailures: 0) == .init(.escalate, isCapped: true))
  }

  @Test func `a hard task goes to a person where the types say so`() {
    let hopeless = DifficultyType(weight: 1, cheap: 0.01, premium: 0.02)
    // At D = $20 a wrong patch that slips through is cheaper than the person: the retry machine.
    var prices = Self.toy
    prices.wrongPatch = MicroDollars(60_000_000)
    let rule = CascadeRule(
      rule: prices,
      strategy: .types(DifficultyBelief(easy: hopeless, medium: hopeless, hard: hopeless)))
    #expect(Self.moves(rule) == [.takeOver])
  }

  @Test func `premium is never followed by cheap`() {
    var random = Xorshift(state: 11)
    for _ in 0..<2000 {
      let rule = CascadeRule(
        rule: TypeProgrammeTests.randomRule(&random),
        strategy: .types(TypeProgrammeTests.randomBelief(&random)))
      let moves = Self.moves(rule)
      let afterPremium = moves.drop { $0 != .escalate }
      #expect(!afterPremium.contains(.retryCheap))
      #expect(moves.last == .takeOver)
    }
  }

  @Test(arguments: [
    (1.0, 1.0, [0, 1, 3, 8, 18]), (3.0, 2.0, [1, 4, 10, 25, 55]), (1.0, 3.0, [0, 0, 1, 6, 16]),
    (2.0, 8.0, [0, 0, 0, 10, 30]),
  ]) func `the closed form gives the published numbers of attempts`(
    a: Double, b: Double, expected: [Int]
  ) {
    let made = [2.0, 3, 5, 10, 20].map { ratio in
      RetryRuleTests.rule(cheap: 1, finishing: ratio).mostCheapAttempts(
        cheap: BetaBelief(successes: a, failures: b), premium: .prior(.draft, .premium), cap: 99)
    }
    #expect(made == expected)
  }

  @Test func `the closed form is the stepwise rule`() {
    var random = Xorshift(state: 0x1234_5678_9abc_def1)
    var mismatches = 0
    var seen = Set<Int>()
    for _ in 0..<20_000 {
      let belief = BetaBelief(successes: random.number(0.3, 6), failures: random.number(0.3, 6))
      let rule = RetryRuleTests.rule(
        cheap: random.number(0.01, 1), finishing: random.number(0.05, 40),
        review: random.number(0, 4), wrong: random.number(0, 60), s: random.number(0.6, 1),
        f: random.number(0, 0.3))
      let closed = rule.mostCheapAttempts(cheap: belief, premium: belief, cap: 40)
      let stepwise = RetryRuleTests.attempts(rule, belief, cap: 40)
      if closed != stepwise { mismatches += 1 }
      seen.insert(closed)
    }
    #expect(mismatches == 0)
    #expect(seen.isSuperset(of: [0, 1, 2, 5, 40]))
  }

  @Test func `the special cases stop at nothing and at the cap`() {
    let belief = BetaBelief(successes: 3, failures: 1)
    func most(_ rule: RetryRule) -> Int {
      rule.mostCheapAttempts(cheap: belief, premium: belief, cap: 3)
    }
    // p* ≥ 1, then a review dearer than finishing, then an attempt for nothing.
    #expect(most(RetryRuleTests.rule(cheap: 5, finishing: 4)) == 0)
    #expect(most(RetryRuleTests.rule(cheap: 1, finishing: 2, review: 3)) == 0)
    #expect(most(RetryRuleTests.rule(cheap: 0, finishing: 2)) == 3)
  }
}
