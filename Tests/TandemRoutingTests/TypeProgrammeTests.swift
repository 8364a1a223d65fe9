import TandemCore
import Testing

@testable import TandemRouting

/// The backward induction against a search that shares none of its code.
@Suite struct TypeProgrammeTests {
  static func randomRule(_ random: inout Xorshift) -> RetryRule {
    func money(_ low: Double, _ high: Double) -> MicroDollars {
      MicroDollars(nearestDollars: random.number(low, high))
    }
    return RetryRule(
      cheapAttempt: money(0.01, 1), premiumAttempt: money(0.1, 4), cheapReview: money(0, 5),
      premiumReview: money(0, 4), wrongPatch: money(0, 60), takeover: money(1, 50),
      passesWhenRight: random.number(0.6, 1), passesWhenWrong: random.number(0, 0.4),
      premiumAttemptsLeft: 2)
  }

  static func randomBelief(_ random: inout Xorshift) -> DifficultyBelief {
    func type() -> DifficultyType {
      DifficultyType(
        weight: random.number(0.05, 1), cheap: random.number(0, 1), premium: random.number(0, 1))
    }
    return DifficultyBelief(easy: type(), medium: type(), hard: type())
  }

  /// What a plan costs from (k, j) on: so many cheap drafts, so many premium ones, then the person.
  ///
  /// Every plan is one of these, since a patch that passes ends the step. Follows each type of task
  /// on its own, with its weight after the failures so far.
  func cost(
    _ rule: RetryRule, _ belief: DifficultyBelief, failed: (Int, Int), plan: (Int, Int)
  ) -> Double {
    var total = 0.0
    var weights = 0.0
    for type in [belief.easy, belief.medium, belief.hard] {
      func refused(_ p: Double) -> Double {
        p * (1 - rule.passesWhenRight) + (1 - p) * (1 - rule.passesWhenWrong)
      }
      var alive = type.weight
      for _ in 0..<failed.0 { alive *= refused(type.cheap) }
      for _ in 0..<failed.1 { alive *= refused(type.premium) }
      weights += alive
      let attempts =
        Array(
          repeating: (type.cheap, rule.cheapAttempt.dollars, rule.cheapReview.dollars),
          count: plan.0)
        + Array(
          repeating: (type.premium, rule.premiumAttempt.dollars, rule.premiumReview.dollars),
          count: plan.1)
      for (p, attempt, review) in attempts {
        let (right, wrong) = (p * rule.passesWhenRight, (1 - p) * rule.passesWhenWrong)
        total += alive * (attempt + right * review + wrong * (review + rule.wrongPatch.dollars))
        alive *= refused(p)
      }
      total += alive * rule.takeover.dollars
    }
    return total / weights
  }

  /// The cheapest plan from (k, j), with the first thing it does.
  func bestPlan(
    _ rule: RetryRule, _ belief: DifficultyBelief, k: Int, j: Int
  ) -> [(move: CascadeRule.Move, cost: Double)] {
    let cheaps = j == 0 ? 0...(3 - k) : 0...0
    return cheaps.flatMap { more in
      (0...(2 - j)).map { most in
        let first: CascadeRule.Move =
          if more > 0 { .retryCheap } else if most == 0 { .takeOver } else if j == 0 {
            .escalate
          } else { .retryPremium }
        return (first, cost(rule, belief, failed: (k, j), plan: (more, most)))
      }
    }.sorted { $0.cost < $1.cost }
  }

  @Test func `the programme finds what trying every plan finds`() {
    var random = Xorshift(state: 0x2545_f491_4f6c_dd1d)
    var (wrongCosts, wrongMoves) = (0, 0)
    var moves = Set<CascadeRule.Move>()
    for _ in 0..<20_000 {
      let rule = Self.randomRule(&random)
      let belief = Self.randomBelief(&random)
      let programme = TypeProgramme(rule: rule, belief: belief)
      let (k, j) = (Int(random.number(0, 4)), Int(random.number(0, 3)))
      let state = programme.state(cheapFailures: k, premiumFailures: j)
      let plans = bestPlan(rule, belief, k: k, j: j)
      if abs(state.cost - plans[0].cost) > 1e-9 * plans[0].cost { wrongCosts += 1 }
      let draws = plans.filter { $0.cost - plans[0].cost < 1e-9 }.map(\.move)
      if !draws.contains(state.move) { wrongMoves += 1 }
      moves.insert(state.move)
    }
    #expect(wrongCosts == 0)
    #expect(wrongMoves == 0)
    #expect(moves == Set(CascadeRule.Move.allCases))
  }

  /// With one chance for all tasks nothing is learned from a failure: the rule with a belief that no
  /// failure moves says the same wherever premium is worth its money at all.
  @Test func `with equal types it is the plain rule`() {
    var random = Xorshift(state: 77)
    var (compared, mismatches) = (0, 0)
    for _ in 0..<20_000 {
      let rule = Self.randomRule(&random)
      let type = DifficultyType(
        weight: 1, cheap: random.number(0, 1), premium: random.number(0, 1))
      let belief = DifficultyBelief(easy: type, medium: type, hard: type)
      let premium = BetaBelief(successes: type.premium * 1e12, failures: (1 - type.premium) * 1e12)
      let cheap = BetaBelief(successes: type.cheap * 1e12, failures: (1 - type.cheap) * 1e12)
      let finishing = rule.finishingCost(premium: premium)
      guard finishing < rule.takeover.dollars else { continue }
      let plain = CascadeRule(rule: rule, cheap: cheap, premium: premium)
      let typed = CascadeRule(rule: rule, strategy: .types(belief))
      compared += 1
      if CascadeRuleTests.moves(plain) != CascadeRuleTests.moves(typed) { mismatches += 1 }
      if plain.move(cheapFailures: 0, premiumFailures: 0) == .escalate {
        let state = TypeProgramme(rule: rule, belief: belief).state(
          cheapFailures: 0, premiumFailures: 0)
        if abs(state.cost - finishing) > 1e-6 { mismatches += 1 }
      }
    }
    #expect(mismatches == 0)
    #expect(compared > 10_000)
  }

  @Test func `a cheap failure lowers what is believed of premium too`() {
    let before = DifficultyBelief.shipped
    let after = before.afterFailures(cheap: 1, premium: 0, CascadeRuleTests.toy)
    #expect(abs(before.cheapChance - 0.598) < 0.001)
    #expect(abs(before.premiumChance - 0.744) < 0.001)
    #expect(after.premiumChance < before.premiumChance - 0.15)
    #expect(abs(after.weight - 1) < 1e-12)
  }

  @Test func `a label moves the belief as far as its judge is good`() {
    let blind = DifficultyBelief.shipped.labelled(.easy, by: .accurate(1 / 3))
    #expect(abs(blind.cheapChance - DifficultyBelief.shipped.cheapChance) < 1e-12)
    let perfect = DifficultyBelief.shipped.labelled(.hard, by: .accurate(1))
    #expect(perfect.easy.weight == 0 && perfect.medium.weight == 0 && perfect.hard.weight == 1)
    let shipped = DifficultyBelief.shipped.labelled(.easy, by: .shipped(.cheap))
    // (13 + 1), (4 + 1) and (1 + 1) of 23 each.
    #expect(abs(shipped.easy.weight - 14.0 / 21) < 1e-12)
    #expect(abs(shipped.hard.weight - 2.0 / 21) < 1e-12)
  }

  @Test func `a matrix without counts knows nothing and learns`() {
    var matrix = ConfusionMatrix()
    #expect(matrix.chance(of: .easy, given: .hard) == 1.0 / 3)
    matrix.count(.easy, truth: .hard)
    #expect(matrix == ConfusionMatrix(hard: .init(1, 0, 0)))
    #expect(matrix.chance(of: .easy, given: .hard) == 0.5)
    for tier in Tier.allCases {
      let shipped = ConfusionMatrix.shipped(tier)
      #expect([shipped.easy.sum, shipped.medium.sum, shipped.hard.sum] == [20, 20, 20])
    }
  }

  @Test func `the table names every state`() {
    let programme = TypeProgramme(
      rule: CascadeRuleTests.toy, belief: .shipped, cheapLimit: 1, premiumLimit: 1)
    #expect(
      programme.states.map { [$0.cheapFailures, $0.premiumFailures] } == [
        [0, 0], [0, 1], [1, 0], [1, 1],
      ])
    let lines = programme.table.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("cheap failed 0: retry cheap $"))
    #expect(lines[1].hasSuffix("| take over $30.00"))
  }
}
