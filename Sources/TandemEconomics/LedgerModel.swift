import TandemCore
import TandemRouting

/// What a ledger says of the quantities in the retry rule, with the priors where it says little.
struct LedgerModel: Sendable {
  /// What attempts cost and how long they take here.
  var costs = StepCosts()
  /// Money and seconds of a routed run before its first draft.
  var overhead = (money: 0.0, seconds: 0.0)
  /// Money of triage and the judge in it, which modes without routing do not pay.
  var routing = 0.0
  /// Minutes of review by tier.
  var reviewMinutes: [Tier: Double] = [:]
  /// Passes and refusals of the first, second and third cheap draft.
  var cheap: [Share]
  /// Passes of first drafts by premium.
  var premiumFirst = Share(0, of: 0)
  /// Passes of premium drafts after cheap ones: of harder tasks.
  var premiumAfter = Share(0, of: 0)
  /// Passes of the one draft of direct runs, which have no scope.
  var direct = Share(0, of: 0)
  /// Changes with nothing wrong, of those that people judged, by tier.
  var right: [Tier: Share] = [:]
  /// Runs whose drafts were judged by tests.
  var runs = 0
  /// Whether most runs had a test that showed the bug.
  var isShown = true
  /// Cheap drafts in use: the most that one run in fifty or more made.
  var cheapCap = 2
  /// The tier that most routed runs start at.
  var usualFirst: Tier = .cheap
  /// The constants.
  var assumptions: CostAssumptions

  init(_ facts: [RunFacts], _ tallies: Tallies) {
    assumptions = tallies.assumptions
    cheap = Array(repeating: Share(0, of: 0), count: 3)
    var (shown, starts) = (0, [Tier: Int]())
    var made = [0, 0, 0, 0]
    for (index, tally) in tallies.runs.enumerated()
    where tally.isCounted && !tally.isInterrupted {
      if let first = tally.firstTier, first == .cheap || first == .premium {
        runs += 1
        if tally.isShown { shown += 1 }
        if tally.mode != .premiumOnly, tally.mode != .cheapOnly { starts[first, default: 0] += 1 }
      }
      made[min(3, tally.cheapDrafts)] += 1
      if tally.mode == .direct {
        direct.count(tally.passed == true)
      } else {
        count(facts[index].drafts)
      }
      if tally.passed == true, tally.standing.isJudged, let tier = tally.lastTier {
        right[tier, default: Share(0, of: 0)].count(!tally.standing.isBad)
      }
    }
    isShown = shown * 2 >= runs
    usualFirst = starts[.premium, default: 0] > starts[.cheap, default: 0] ? .premium : .cheap
    cheapCap = (1...3).last { $0 == 1 || made[$0...].reduce(0, +) * 50 >= runs } ?? 1
    fitCosts(tallies)
  }

  /// Counts a run's drafts by place: the nth failure of a chain is no nth draw of the same chance.
  private mutating func count(_ drafts: [DraftFact]) {
    var cheapBefore = 0
    for place in drafts.indices {
      guard let passed = drafts[place].passed else { continue }
      // A draft that passed and was drafted again was refused by the review.
      let stood = passed && place == drafts.count - 1
      switch drafts[place].tier {
      case .cheap:
        cheap[min(cheapBefore, 2)].count(stood)
        cheapBefore += 1
      case .premium where cheapBefore > 0: premiumAfter.count(stood)
      case .premium: premiumFirst.count(stood)
      case .builtin, .human: break
      }
    }
  }

  private mutating func fitCosts(_ tallies: Tallies) {
    var (cheapDrafts, premiumDrafts, routed) = (0, 0, 0)
    var (cheapMoney, premiumMoney) = (MicroDollars.zero, MicroDollars.zero)
    var (before, judging) = (MicroDollars.zero, MicroDollars.zero)
    var (cheapSeconds, premiumSeconds, other) = (0.0, 0.0, 0.0)
    var (minutes, reviews) = (0.0, 0)
    for run in tallies.runs where run.isCounted {
      cheapDrafts += run.cheapDrafts
      premiumDrafts += run.premiumDrafts
      cheapMoney += run.cheapMoney
      premiumMoney += run.premiumMoney
      cheapSeconds += run.cheapSeconds
      premiumSeconds += run.premiumSeconds
      if run.firstTier != nil, run.mode != .direct {
        routed += 1
        before += run.overheadMoney
        judging += run.routingMoney
        other += max(0, run.seconds - run.cheapSeconds - run.premiumSeconds)
      }
      if run.isReviewed, run.estimatedMinutes > 0 {
        minutes += run.estimatedMinutes
        reviews += 1
      }
    }
    let enough = AcceptedCost.minimum
    // Draft seconds hold the verification already.
    costs.verifySeconds = 0
    if cheapDrafts >= enough {
      costs.cheapDraft = cheapMoney.divided(by: cheapDrafts)
      costs.cheapSeconds = cheapSeconds / Double(cheapDrafts)
    }
    if premiumDrafts >= enough {
      costs.premiumDraft = premiumMoney.divided(by: premiumDrafts)
      costs.premiumSeconds = premiumSeconds / Double(premiumDrafts)
    }
    if routed > 0 {
      overhead = (before.divided(by: routed).dollars, other / Double(routed))
      routing = judging.divided(by: routed).dollars
    }
    // Of equal size: tiers differ by their factors only, not by which tasks came to them.
    if reviews >= enough { costs.reviewMinutes = minutes / Double(reviews) }
    for tier in [Tier.cheap, .premium] {
      reviewMinutes[tier] = costs.reviewMinutes * tallies.factor(tier)
    }
  }

  /// f as assumed: with or without a test that shows the bug.
  var assumedFalseAccepts: Double {
    isShown ? assumptions.passesWhenWrongButShown : assumptions.passesWhenWrong
  }

  /// f as this ledger has it, the assumed one while too few changes were judged.
  var falseAccepts: Double {
    let judged = right.values.reduce(Share(0, of: 0)) { $0.adding($1) }
    guard judged.total >= VerifierAccuracy.minimum else { return assumedFalseAccepts }
    let passing = (cheap + [premiumFirst, premiumAfter]).reduce(Share(0, of: 0)) { $0.adding($1) }
    // Half a wrong change more, so that none seen is not none.
    let wrong = (Double(judged.total - judged.hits) + 0.5) / Double(judged.total + 1)
    return VerifierAccuracy.rate(
      wrong: wrong, passing: passing.value, assumptions.passesWhenRight)
  }

  /// The retry rule with this ledger's costs.
  var rule: RetryRule {
    var rule = RetryRule(
      costs: costs, assumptions: assumptions, isShown: isShown, premiumAttemptsLeft: 2)
    rule.passesWhenWrong = falseAccepts
    rule.cheapReview = assumptions.reviewing(reviewMinutes[.cheap] ?? 0)
    rule.premiumReview = assumptions.reviewing(reviewMinutes[.premium] ?? 0)
    return rule
  }

  /// The chain that this ledger's runs take, as a policy.
  var logged: CandidatePolicy {
    usualFirst == .premium
      ? CandidatePolicy(
        "as logged (premium)", firstTier: .premium, cheapDrafts: 0, change: "")
      : CandidatePolicy(
        "as logged (\(cheapCap) cheap, premium)", firstTier: .cheap, cheapDrafts: cheapCap,
        change: "")
  }
}
