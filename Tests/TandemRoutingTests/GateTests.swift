import TandemCore
import Testing

@testable import TandemRouting

/// The gate after a draft: each rule once, and their order.
@Suite struct GateTests {
  static let red = ComparisonTests.run(["t": "ValueError", "u": "passed"])
  static let green = ComparisonTests.run(["t": "passed", "u": "passed"])

  static func situation(
    tiers: Set<Tier> = [.builtin, .cheap, .premium], findings: [Finding] = [],
    riskAccepted: Bool = false, moneyLeft: MicroDollars? = nil, secondsLeft: Double = 600,
    reach: ChangeContract.Reach = .local, named: [String] = []
  ) -> Situation {
    var contract = ComparisonTests.contract(mustTurnGreen: ["t"])
    contract.reach = reach
    contract.expectationChanges = named.map {
      ExpectationChange(test: TestID($0), sentence: "It should be 3.")
    }
    return Situation(
      run: "r1", base: "b", diffHash: "d", contract: contract,
      baseline: ComparisonTests.baseline(["t": "ValueError", "u": "passed"]), findings: findings,
      riskAccepted: riskAccepted, tiers: tiers, moneyLeft: moneyLeft, secondsLeft: secondsLeft)
  }

  /// Facts of a draft whose tests ended like `after`; earlier attempts failed with `earlier`.
  static func facts(
    _ situation: Situation = situation(), after run: TestRun? = green, tier: Tier = .cheap,
    ending: Draft.Ending = .finished, isEmpty: Bool = false, widening: Widening = Widening(),
    infrastructure: String? = nil, earlier: [DraftFacts.Attempt] = [], reScopes: Int = 0,
    asked: [String] = []
  ) -> DraftFacts {
    let verification = Comparison.compare(
      baseline: situation.baseline, run: run, contract: situation.contract)
    return DraftFacts(
      situation: situation, ending: ending, tier: tier, isEmpty: isEmpty,
      verification: verification, widening: widening, infrastructure: infrastructure,
      attempts: earlier + [.init(tier: tier, signature: verification.signature)],
      reScopes: reScopes, expectationsAsked: asked.map { TestID($0) })
  }

  static func finding(_ severity: Finding.Severity, _ rule: String = "rule") -> Finding {
    Finding(
      rule: rule, severity: severity, path: "a.py", line: 3, quote: "x", message: "it is risky")
  }

  func decide(_ facts: DraftFacts) -> GateDecision.Action { Gate.afterDraft(facts).action }

  @Test func aGreenDraftIsReviewed() {
    let decision = Gate.afterDraft(Self.facts())
    #expect(decision == GateDecision(.review, "t turned green and none broke: reviewing"))
  }

  @Test func oneDirectCallThatFailedIsScopedAfterAllAndOnlyOnce() {
    var direct = Self.situation()
    direct.mode = .direct
    let red = Gate.afterDraft(Self.facts(direct, after: Self.red, tier: .premium))
    #expect(red.action == .reScope)
    #expect(red.reason.hasSuffix("t is red: one call was not enough, scoping"), "\(red.reason)")
    let again = decide(Self.facts(direct, after: Self.red, tier: .premium, reScopes: 1))
    #expect(again != .reScope)
    var alone = Self.situation(tiers: [.cheap])
    alone.mode = .direct
    #expect(decide(Self.facts(alone, after: Self.red)) != .reScope)
  }

  @Test func aDeadlineThatACheapRetryWouldMissEscalates() {
    var late = Self.situation()
    late.deadlineLeft = 300
    let decision = Gate.afterDraft(Self.facts(late, after: Self.red))
    #expect(decision.action == .escalateDraft(.premium))
    #expect(decision.reason.contains("cheap first would miss the deadline with 100 %"))
    late.deadlineLeft = 3_600
    #expect(decide(Self.facts(late, after: Self.red)) == .retry(.cheap))
  }

  @Test func aFailureLowersBothTiersWhereTheDifficultyIsWeighed() {
    var weighed = Self.situation()
    weighed.belief = Experience().belief(
      JudgeLabel(difficulty: .hard, reach: .local, tier: .cheap))
    let decision = Gate.afterDraft(Self.facts(weighed, after: Self.red))
    #expect(decision.odds?.inAll != nil && decision.odds?.threshold == nil)
    #expect(decision.reason.contains("in all $"), "\(decision.reason)")
    #expect((decision.odds?.chance ?? 1) < 0.36)
  }

  @Test func anInfrastructureFailureNeverClimbs() {
    let decision = Gate.afterDraft(Self.facts(after: Self.red, infrastructure: "the disk is full"))
    #expect(
      decision
        == GateDecision(
          .stop(.infrastructure), "the disk is full; this does not count as an attempt"))
  }

  @Test func aRiskGoesToAPersonAndToNoModel() {
    let risky = Self.situation(findings: [Self.finding(.risk)])
    for run in [Self.green, Self.red] {
      guard case .askPerson(let question) = decide(Self.facts(risky, after: run)) else {
        Issue.record("no question")
        continue
      }
      #expect(
        question
          == Checkpoint(
            question: "Is this acceptable? rule in a.py:3", reason: "it is risky",
            options: RiskRules.options("r1"), base: "b", diffHash: "d"))
    }
  }

  @Test func anAcceptedRiskIsNotAskedAgain() {
    let accepted = Self.situation(findings: [Self.finding(.risk)], riskAccepted: true)
    #expect(decide(Self.facts(accepted)) == .review)
  }

  @Test func aWideningIsReScopedOnceThenAskedOrStopped() {
    let wide = Widening(files: ["b.py"])
    #expect(decide(Self.facts(after: Self.red, widening: wide)) == .reScope)
    #expect(decide(Self.facts(after: Self.red, widening: wide, reScopes: 1)) == .stop(.noChange))
    guard case .askPerson = decide(Self.facts(widening: wide, reScopes: 1)) else {
      Issue.record("a green widening goes to a person")
      return
    }
  }

  @Test func askingForScopeIsAWideningAndNeverARetry() {
    let asking = Draft.Ending.needsScope(paths: ["b.py"], reason: "the bug is there")
    #expect(decide(Self.facts(after: nil, ending: asking, isEmpty: true)) == .reScope)
    #expect(
      decide(
        Self.facts(Self.situation(tiers: [.builtin]), after: nil, tier: .builtin, ending: asking))
        == .stop(.noChange))
  }

  @Test func anErrorFindingIsRefusedHoweverGreen() {
    let tampered = Self.situation(findings: [Self.finding(.error, "test-removed")])
    #expect(decide(Self.facts(tampered)) == .escalateDraft(.premium))
    let second = DraftFacts.Attempt(tier: .premium, signature: "")
    #expect(
      decide(Self.facts(tampered, tier: .premium, earlier: [second])) == .stop(.noChange))
  }

  @Test func aDraftThatGaveUpOrChangesNothingClimbs() {
    #expect(
      decide(Self.facts(after: nil, ending: .gaveUp(reason: "no idea"), isEmpty: true))
        == .escalateDraft(.premium))
    #expect(decide(Self.facts(after: nil, isEmpty: true)) == .escalateDraft(.premium))
  }

  @Test func withoutAModelABuiltinFailureStopsWithItsReason() {
    let decision = Gate.afterDraft(
      Self.facts(
        Self.situation(tiers: [.builtin]), after: nil, tier: .builtin,
        ending: .gaveUp(reason: "no template fits"), isEmpty: true))
    #expect(
      decision
        == GateDecision(
          .stop(.noChange),
          "the builtin tier gave up (no template fits); no model is configured, nothing was changed"
        ))
  }

  @Test func aBuiltinFailureClimbsToCheapOrAcrossModulesToPremium() {
    #expect(decide(Self.facts(after: Self.red, tier: .builtin)) == .escalateDraft(.cheap))
    #expect(
      decide(Self.facts(Self.situation(reach: .crossCutting), after: Self.red, tier: .builtin))
        == .escalateDraft(.premium))
    #expect(
      decide(
        Self.facts(Self.situation(tiers: [.builtin, .premium]), after: Self.red, tier: .builtin))
        == .escalateDraft(.premium))
  }

  @Test func aBrokenTestIsFirstAQuestionAboutItsExpectation() {
    let broken = ComparisonTests.run(["t": "passed", "u": "ValueError"])
    #expect(decide(Self.facts(after: broken)) == .nameExpectationChange([TestID("u")]))
    #expect(decide(Self.facts(after: broken, asked: ["u"])) == .escalateDraft(.premium))
    #expect(
      decide(Self.facts(Self.situation(tiers: [.builtin, .cheap]), after: broken)) == .retry(.cheap)
    )
  }

  @Test func aTestThatTheContractNamesMustBeBroughtInLine() {
    let broken = ComparisonTests.run(["t": "passed", "u": "ValueError"])
    let decision = Gate.afterDraft(Self.facts(Self.situation(named: ["u"]), after: broken))
    #expect(decision.action == .retry(.cheap))
    #expect(decision.reason.hasPrefix("u must be brought in line with the report"))
  }

  @Test func anyOtherSurpriseEscalates() {
    let surprises = [
      ComparisonTests.run(["t": "ValueError", "u": "ValueError"]),
      ComparisonTests.run(["t": "passed"]),
      ComparisonTests.run(["t": "passed", "u": "skipped"]),
      ComparisonTests.run(["t": "TypeError", "u": "passed"]),
    ]
    for run in surprises {
      let decision = Gate.afterDraft(Self.facts(after: run))
      #expect(decision.action == .escalateDraft(.premium))
      #expect(decision.reason.hasPrefix("a surprise: "))
    }
  }

  @Test func aRunThatNoLongerCompletesClimbsUnlessItNeverDid() {
    let hung = ComparisonTests.run([:], ending: .timedOut(seconds: 60))
    #expect(decide(Self.facts(after: hung)) == .escalateDraft(.premium))
    var situation = Self.situation()
    situation.baseline.run?.ending = .timedOut(seconds: 60)
    #expect(decide(Self.facts(situation, after: hung)) == .review)
  }

  @Test func anOrdinaryFailureIsRetriedCheaplyWhereThatPays() throws {
    let decision = Gate.afterDraft(Self.facts(after: Self.red))
    #expect(decision.action == .retry(.cheap))
    let odds = try #require(decision.odds)
    #expect(odds.pays && odds.chance > odds.threshold ?? 1)
    #expect(decision.reason == "t is red; cheap draft 2 \(odds.sentence): retrying")
  }

  @Test func theSameFailureTwiceEndsRetries() {
    let same = Self.facts(after: Self.red).attempts
    let decision = Gate.afterDraft(Self.facts(after: Self.red, earlier: same))
    #expect(decision.action == .escalateDraft(.premium))
    #expect(decision.reason.contains("the same failure twice"))
    let premium = Self.facts(after: Self.red, tier: .premium).attempts
    #expect(
      decide(Self.facts(after: Self.red, tier: .premium, earlier: premium)) == .stop(.noChange))
  }

  @Test func theCapHoldsEvenWhereTheRuleWouldGoOn() {
    let other = DraftFacts.Attempt(tier: .cheap, signature: "other")
    let decision = Gate.afterDraft(Self.facts(after: Self.red, earlier: [other]))
    #expect(decision.action == .escalateDraft(.premium))
    #expect(decision.reason.hasPrefix("t is red after 2 cheap drafts, the most that are made"))
    #expect(AttemptLimits(cheap: 9).cheap == 3)
  }

  @Test func aTierThatNeverSucceedsHereIsNotRetried() {
    var situation = Self.situation()
    situation.cheapHistory = StepHistory(successes: 0, failures: 60)
    let decision = Gate.afterDraft(Self.facts(situation, after: Self.red))
    #expect(decision.action == .escalateDraft(.premium))
    #expect(decision.odds?.pays == false)
  }

  @Test func theEscalationMoneyIsNeverSpentOnARetry() {
    let little = Self.situation(moneyLeft: MicroDollars(900_000))
    #expect(decide(Self.facts(little, after: Self.red)) == .escalateDraft(.premium))
  }

  @Test func withoutMoneyOrTimeTheRunEndsCleanly() {
    let poor = Self.situation(moneyLeft: MicroDollars(1000))
    #expect(decide(Self.facts(poor, after: Self.red)) == .stop(.overBudget))
    #expect(decide(Self.facts(poor)) == .stop(.overBudget))
    #expect(decide(Self.facts(poor, widening: Widening(linesOver: 3))) == .stop(.overBudget))
    #expect(decide(Self.facts(Self.situation(secondsLeft: 0))) == .stop(.overBudget))
    let free = Self.situation(tiers: [.builtin], moneyLeft: .zero)
    #expect(decide(Self.facts(free, tier: .builtin)) == .review)
  }

  @Test func aLoneCheapModelTriesAgainWithinItsCap() {
    let alone = Self.situation(tiers: [.builtin, .cheap])
    #expect(decide(Self.facts(alone, after: Self.red)) == .retry(.cheap))
    let other = DraftFacts.Attempt(tier: .cheap, signature: "other")
    #expect(
      decide(Self.facts(alone, after: Self.red, earlier: [other])) == .stop(.noChange))
  }

  @Test func whatNoTestCanJudgeIsReviewed() {
    var situation = Self.situation()
    situation.baseline.run = nil
    #expect(
      Gate.afterDraft(Self.facts(situation, after: nil))
        == GateDecision(.review, "no test can be run: reviewing what there is"))
  }

  @Test func aPatchOfAPersonIsJudgedAndNeverDraftedAgain() {
    #expect(decide(Self.facts(tier: .human)) == .review)
    let decision = Gate.afterDraft(Self.facts(after: Self.red, tier: .human))
    #expect(decision == GateDecision(.stop(.noChange), "t is red"))
  }
}
