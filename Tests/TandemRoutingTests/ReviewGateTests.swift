import TandemCore
import Testing

@testable import TandemRouting

/// The gate after a review.
@Suite struct ReviewGateTests {
  static func facts(
    _ verdict: Review.Verdict, _ situation: Situation = GateTests.situation(),
    reviewer: Tier = .premium, findings: [Finding] = [], draftTier: Tier = .cheap,
    run: TestRun? = GateTests.green, rounds: Int = 0, infrastructure: String? = nil
  ) -> ReviewFacts {
    ReviewFacts(
      situation: situation,
      review: Review(verdict: verdict, summary: "so it is", findings: findings, tier: reviewer),
      draftTier: draftTier,
      verification: Comparison.compare(
        baseline: situation.baseline, run: run, contract: situation.contract),
      infrastructure: infrastructure, rounds: rounds)
  }

  func decide(_ facts: ReviewFacts) -> GateDecision.Action { Gate.afterReview(facts).action }

  @Test func aVerifiedAndReviewedChangeIsAccepted() {
    #expect(
      Gate.afterReview(Self.facts(.accept))
        == GateDecision(.accept, "t turned green, none broke, and the premium review accepts it"))
    #expect(
      Gate.afterReview(Self.facts(.accept, reviewer: .builtin)).reason.hasSuffix(
        "no model reviewed it"))
  }

  @Test func whatASearchItselfDoubtsIsNotAcceptedUnread() {
    var doubted = Self.facts(.accept, reviewer: .builtin, draftTier: .builtin)
    doubted.doubt = "confidence fair: one other change passed too"
    #expect(
      Gate.afterReview(doubted)
        == GateDecision(
          .acceptUnverified,
          "t turned green and none broke, but no model reviewed what the search found (confidence "
            + "fair: one other change passed too): a person must accept it"))
    doubted.review.tier = .premium
    #expect(decide(doubted) == .accept)
  }

  @Test func withoutTestsAPersonMustAcceptIt() {
    #expect(decide(Self.facts(.accept, run: nil)) == .acceptUnverified)
  }

  @Test func whereNoTestShowedTheBugAPersonMustAcceptIt() {
    var situation = GateTests.situation()
    situation.contract.mustTurnGreen = []
    situation.baseline = ComparisonTests.baseline(["u": "passed"])
    let decision = Gate.afterReview(
      Self.facts(.accept, situation, run: ComparisonTests.run(["u": "passed"])))
    #expect(decision.action == .acceptUnverified)
    #expect(
      decision.reason.hasPrefix("no known test broke (1 run), but none was red without the change"))
  }

  @Test func aReviewCannotTalkARedRunGreen() {
    #expect(decide(Self.facts(.accept, run: GateTests.red)) == .stop(.noChange))
    let hung = ComparisonTests.run([:], ending: .timedOut(seconds: 9))
    #expect(decide(Self.facts(.accept, run: hung)) == .acceptUnverified)
  }

  @Test func aRevisionGetsOneRoundThenAPerson() {
    #expect(decide(Self.facts(.revise)) == .oneMoreRound(.cheap))
    #expect(decide(Self.facts(.revise, draftTier: .builtin)) == .oneMoreRound(.cheap))
    #expect(
      decide(Self.facts(.revise, GateTests.situation(tiers: [.builtin]), draftTier: .builtin))
        == .stop(.noChange))
    guard case .askPerson = decide(Self.facts(.revise, rounds: 1)) else {
      Issue.record("after the round a person is asked")
      return
    }
  }

  @Test func aRejectionGetsOneRoundAtAStrongerTierOrStops() {
    #expect(decide(Self.facts(.reject)) == .oneMoreRound(.premium))
    #expect(decide(Self.facts(.reject, draftTier: .premium)) == .stop(.noChange))
    #expect(decide(Self.facts(.reject, rounds: 1)) == .stop(.noChange))
  }

  @Test func anErrorFindingOverrulesAnAcceptingReviewer() {
    let error = GateTests.finding(.error)
    #expect(decide(Self.facts(.accept, findings: [error], draftTier: .premium)) == .stop(.noChange))
  }

  @Test func risksAndReviewersWhoAskGoToAPersonUnlessItAnswered() {
    let risk = GateTests.finding(.risk)
    for facts in [Self.facts(.accept, findings: [risk]), Self.facts(.askPerson)] {
      guard case .askPerson = decide(facts) else {
        Issue.record("a person is asked")
        continue
      }
    }
    let answered = GateTests.situation(riskAccepted: true)
    #expect(decide(Self.facts(.accept, answered, findings: [risk])) == .accept)
    #expect(decide(Self.facts(.askPerson, answered)) == .accept)
  }

  @Test func aChangedExpectationNeedsAReviewerOrAPerson() {
    let named = GateTests.situation(named: ["u"])
    #expect(decide(Self.facts(.accept, named)) == .accept)
    guard case .askPerson = decide(Self.facts(.accept, named, reviewer: .builtin)) else {
      Issue.record("a person is asked")
      return
    }
  }

  @Test func moneyAndInfrastructureEndTheRun() {
    let poor = GateTests.situation(moneyLeft: MicroDollars(1000))
    #expect(decide(Self.facts(.revise, poor)) == .stop(.overBudget))
    #expect(decide(Self.facts(.revise, GateTests.situation(secondsLeft: 0))) == .stop(.overBudget))
    #expect(decide(Self.facts(.accept, GateTests.situation(secondsLeft: 0))) == .accept)
    #expect(decide(Self.facts(.accept, infrastructure: "no route")) == .stop(.infrastructure))
  }
}
