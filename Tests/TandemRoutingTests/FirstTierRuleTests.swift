import TandemCore
import Testing

@testable import TandemRouting

/// Who drafts first, fact by fact.
@Suite struct FirstTierRuleTests {
  /// A case: what is known, who is chosen, with which probability, and words of the reason.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var facts: FirstTierRule.Facts
    var draw = 0.99
    var tier: Tier
    var propensity: Double? = 1
    var says: String
    var testDescription: String { name }
  }

  static func facts(
    _ policy: RoutingPolicy = RoutingPolicy(), mode: Route.Mode = .routed,
    tiers: Set<Tier> = [.cheap, .premium], reach: ChangeContract.Reach = .local,
    isShown: Bool = true, label: Difficulty? = nil, experience: Experience = Experience(),
    deadline: Double? = nil
  ) -> FirstTierRule.Facts {
    FirstTierRule.Facts(
      policy: policy, mode: mode, tiers: tiers, reach: reach, isShown: isShown,
      label: label.map { JudgeLabel(difficulty: $0, reach: .local, tier: .cheap) },
      experience: experience, deadline: deadline)
  }

  static let failing = Experience(cheap: StepHistory(successes: 1, failures: 40), runs: 41)

  static let cases: [Case] = [
    Case(
      name: "a test can judge: cheap", facts: facts(), tier: .cheap,
      says: "(50 % needed) against $8.2323 to finish with premium: cheap first"),
    Case(
      name: "no test can judge: premium", facts: facts(isShown: false), tier: .premium,
      says: ": premium first"),
    Case(
      name: "cheap keeps failing here: premium", facts: facts(experience: failing), tier: .premium,
      says: "at 10 %"),
    Case(
      name: "the label is a prior", facts: facts(label: .hard), tier: .cheap,
      says: "at 36 %, in all $12.86 against $13.1797 to finish with premium at once"),
    Case(
      name: "broad context: premium", facts: facts(reach: .crossCutting), tier: .premium,
      says: "the change crosses modules"),
    Case(
      name: "too late for a cascade: premium", facts: facts(deadline: 300), tier: .premium,
      says: "cheap first would miss the deadline with 100 %: premium drafts at once"),
    Case(
      name: "time enough: cheap", facts: facts(deadline: 3_600), tier: .cheap, says: "cheap first"),
    Case(
      name: "the user's own tier is no evidence",
      facts: facts(RoutingPolicy(tiers: [.draft: .premium])), tier: .premium, propensity: nil,
      says: "routing.draft asks for the premium tier"),
    Case(
      name: "no cheap draft allowed", facts: facts(RoutingPolicy(cheapDrafts: 0)), tier: .premium,
      propensity: nil, says: "routing.cheap_drafts is 0"),
    Case(
      name: "one model", facts: facts(tiers: [.premium]), tier: .premium,
      says: "only the premium tier can draft here"),
    Case(
      name: "a mode that was asked for",
      facts: facts(RoutingPolicy(mode: .premiumOnly), mode: .premiumOnly, tiers: [.premium]),
      tier: .premium, propensity: nil, says: "premium-only: the premium tier drafts"),
    Case(
      name: "exploring", facts: facts(RoutingPolicy(explore: 0.2)), draw: 0.1, tier: .premium,
      propensity: 0.2, says: "against the rule: one of the 20 % of runs that explore"),
    Case(
      name: "not exploring this time", facts: facts(RoutingPolicy(explore: 0.2)), draw: 0.2,
      tier: .cheap, propensity: 0.8, says: "cheap first"),
  ]

  @Test(arguments: cases) func theFirstTierFollowsFromTheFacts(_ known: Case) {
    let route = FirstTierRule.choose(known.facts, draw: known.draw)
    #expect(route.firstTier == known.tier)
    #expect(route.propensity == known.propensity)
    #expect(route.reason.contains(known.says), "\(route.reason)")
  }

  @Test func aVoidLabelSaysNothing() {
    var facts = Self.facts(label: .hard)
    facts.label?.falseClaims = 1
    #expect(
      FirstTierRule.choose(facts, draw: 0).reason
        == FirstTierRule.choose(Self.facts(), draw: 0).reason)
  }

  @Test func aLabelIsWeighedByHowOftenTheJudgeIsRight() throws {
    let label = JudgeLabel(difficulty: .hard, reach: .local, tier: .cheap)
    var experience = Experience()
    let before = try #require(experience.belief(label)).cheapChance
    // A judge that calls everything hard says nothing by it.
    for truth in [Difficulty.easy, .medium, .hard] {
      for _ in 0..<400 { experience.judges[.cheap]?.count(.hard, truth: truth) }
    }
    let after = try #require(experience.belief(label)).cheapChance
    #expect(before < 0.4 && abs(after - 0.598) < 0.03)
  }
}

/// Which way a run takes.
@Suite struct ModeRuleTests {
  static func task(
    _ difficulty: Difficulty = .easy, files: Int = 1, tests: Int = 1, bytes: Int = 2_000
  ) -> ModeRule.Task {
    ModeRule.Task(
      difficulty: difficulty, namedFiles: files, failingTests: tests, bytes: bytes)
  }

  @Test(
    arguments: [
      (task(), .direct), (task(.medium), .routed), (task(files: 0), .routed),
      (task(files: 3), .routed), (task(tests: 0), .routed), (task(tests: 6), .routed),
      (task(bytes: 50_000), .routed),
    ] as [(ModeRule.Task, Route.Mode)])
  func onlyATinyTaskThatATestJudgesIsOneCall(task: ModeRule.Task, mode: Route.Mode) {
    let choice = ModeRule.choose(
      RoutingPolicy(), task, among: [.cheap, .premium], costs: StepCosts(), chance: 0.6)
    #expect(choice.mode == mode)
  }

  @Test func oneCallIsMadeOnlyWhileItIsCheaperThanWhatItSaves() {
    var costs = StepCosts()
    costs.scope = MicroDollars(2_000_000)
    let choice = ModeRule.choose(
      RoutingPolicy(), Self.task(), among: [.cheap, .premium], costs: costs, chance: 0.9)
    #expect(
      choice
        == ModeRule.Choice(
          .routed,
          "routing pays even here: one call at about $2.00 with a 60 % chance, against $2.325 to "
            + "scope, draft and review it"))
  }

  @Test func whatTheUserAsksForIsDone() {
    for mode in Route.Mode.allCases {
      let choice = ModeRule.choose(
        RoutingPolicy(mode: mode), Self.task(.hard), among: [.premium], costs: StepCosts(),
        chance: 0.6)
      #expect(choice.mode == mode)
    }
  }

  @Test func thePolicysNameSaysWhatDiffers() {
    #expect(RoutingPolicy().name == "2:auto")
    #expect(
      RoutingPolicy(
        mode: .routed, tiers: [.review: .builtin], judge: .off, cheapDrafts: 1, premiumDrafts: 3,
        sideBySide: 2, explore: 0.1
      ).name
        == "2:routed review=builtin judge=off cheap_drafts=1 premium_drafts=3 side_by_side=2 "
        + "explore=0.1")
  }
}
