import TandemCore
import TandemRouting

/// One possible world that agrees with a ledger: chances drawn from their beliefs.
struct ModelDraw: Sendable, Hashable {
  /// The chance that the first, second and third cheap draft passes.
  var cheap: [Double]
  /// The chance that one direct draft, without a scope, passes.
  var direct: Double
  /// The chance that premium passes where nobody drafted before.
  var premiumFirst: Double
  /// The chance that premium passes after cheap failed.
  var premiumAfter: Double
  /// The chance that a change that passed is wrong, by who drafted.
  var cheapWrong: Double
  /// The same for premium.
  var premiumWrong: Double

  /// What premium solves of the tasks that cheap solves, and of those it does not: 500 tasks of
  /// SWE-bench Verified, GPT-5-mini 59.8 %, Opus 4.5 74.4 %, either 77.2 %.
  static let premiumWhereCheapPassed = 0.953
  static let premiumWhereCheapFailed = 0.433
  /// What a prior weighs in observations.
  static let priorWeight = 6.0

  /// Draws worlds from the beliefs of `model`; the same seed gives the same worlds.
  static func draws(_ model: LedgerModel, count: Int, seed: UInt64) -> [ModelDraw] {
    var stream = RandomStream(seed)
    let f = model.assumedFalseAccepts
    let s = model.assumptions.passesWhenRight
    func passing(_ right: Double) -> Double { right * s + (1 - right) * f }
    func wrong(_ right: Double) -> Double { (1 - right) * f / passing(right) }
    let prior = BetaBelief.prior(.draft, .cheap)
    let cheapMeans = (0..<3).map { passing(prior.chance(afterFailures: $0)) }
    let premium = BetaBelief.prior(.draft, .premium).mean
    return (0..<count).map { _ in
      let cheap = zip(model.cheap, cheapMeans).map { posterior($0, $1, &stream) }
      let after = posterior(model.premiumAfter, Self.premiumWhereCheapFailed, &stream)
      // Without premium-first runs its chance follows from both kinds of task; with them they add
      // to the same belief.
      let expected = cheap[0] * Self.premiumWhereCheapPassed + (1 - cheap[0]) * after
      return ModelDraw(
        cheap: cheap, direct: posterior(model.direct, cheap[0], &stream),
        premiumFirst: posterior(model.premiumFirst, expected, &stream),
        premiumAfter: after,
        cheapWrong: 1
          - posterior(
            model.right[.cheap] ?? Share(0, of: 0), 1 - wrong(prior.mean), &stream),
        premiumWrong: 1
          - posterior(
            model.right[.premium] ?? Share(0, of: 0), 1 - wrong(premium), &stream))
    }
  }

  /// Makes the verifier pass `factor` times as many wrong drafts: more drafts pass then, and more of
  /// those that do are wrong.
  mutating func leak(times factor: Double) {
    func leaky(_ passes: Double, _ wrong: Double) -> Double {
      min(1, passes * (1 + (factor - 1) * wrong))
    }
    cheap = cheap.map { leaky($0, cheapWrong) }
    direct = leaky(direct, cheapWrong)
    premiumFirst = leaky(premiumFirst, premiumWrong)
    premiumAfter = leaky(premiumAfter, premiumWrong)
    cheapWrong *= factor / (1 + (factor - 1) * cheapWrong)
    premiumWrong *= factor / (1 + (factor - 1) * premiumWrong)
  }

  private static func posterior(
    _ seen: Share, _ prior: Double, _ stream: inout RandomStream
  ) -> Double {
    let mean = min(0.98, max(0.02, prior))
    return stream.beta(
      Double(seen.hits) + mean * priorWeight,
      Double(seen.total - seen.hits) + (1 - mean) * priorWeight)
  }

  /// The expected cost of one run under `policy`, dollars, in closed form: attempts in order, each
  /// reached by the failures before it, and a person at the end.
  func cost(_ policy: CandidatePolicy, _ model: LedgerModel, _ rule: RetryRule) -> PolicyCost {
    var sum = PolicyCost()
    let pays = policy.mode == .routed || policy.mode == .cheapOnly
    if policy.mode != .direct {
      sum.models = model.overhead.money - (pays ? 0 : model.routing)
      sum.other = model.assumptions.waiting(model.overhead.seconds).dollars
    }
    var reach = 1.0
    func attempt(_ tier: Tier, _ passes: Double) {
      let money = (tier == .cheap ? model.costs.cheapDraft : model.costs.premiumDraft).dollars
      let all = (tier == .cheap ? rule.cheapAttempt : rule.premiumAttempt).dollars
      let wrong = tier == .cheap ? cheapWrong : premiumWrong
      let review = model.assumptions.reviewing(model.reviewMinutes[tier] ?? 0).dollars
      sum.models += reach * money
      sum.other += reach * (all - money)
      sum.people += reach * passes * review
      sum.defects += reach * passes * wrong * rule.wrongPatch.dollars
      sum.wrong += reach * passes * wrong
      sum.solved += reach * passes * (1 - wrong)
      reach *= 1 - passes
    }
    for place in 0..<policy.cheapDrafts {
      attempt(.cheap, policy.mode == .direct ? direct : cheap[min(place, 2)])
    }
    for place in 0..<policy.premiumDrafts {
      // A second premium draft is of a task that the first failed.
      attempt(
        .premium, policy.cheapDrafts > 0 ? premiumAfter : place == 0 ? premiumFirst : premiumAfter)
    }
    sum.people += reach * rule.takeover.dollars
    return sum
  }
}

/// The expected cost of one run, dollars, by part.
struct PolicyCost: Sendable, Hashable {
  /// Model calls.
  var models = 0.0
  /// Waiting and tests.
  var other = 0.0
  /// Review, and a person's work where the run ends without a change.
  var people = 0.0
  /// Wrong changes that pass, at D each.
  var defects = 0.0
  /// The chance of a wrong change that passes.
  var wrong = 0.0
  /// The chance of a right change.
  var solved = 0.0

  /// Everything.
  var total: Double { models + other + people + defects }
}
