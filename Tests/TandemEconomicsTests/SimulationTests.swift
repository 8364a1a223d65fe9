import TandemCore
import TandemRouting
import Testing

@testable import TandemEconomics

/// The simulator against a published table, exact dynamic programming, and itself.
@Suite struct SimulationTests {
  static func toy(_ policies: [SimulatedPolicy], runs: Int, seed: UInt64 = 1) -> Simulation {
    Simulation(
      mix: ToyWorld.mix, assumptions: ToyWorld.assumptions, policies: policies, runs: runs,
      seed: seed)
  }

  /// Both tables are random: three standard errors of their difference, plus the table's rounding.
  @Test func `the toy world is the published one`() async {
    let outcomes = await Self.toy(
      ToyWorld.published.map { SimulatedPolicy($0.policy) }, runs: 200_000
    ).outcomes()
    #expect(outcomes.map(\.policy) == ToyWorld.published.map(\.policy))
    func close(_ own: Double, _ error: Double, _ published: Double, rounding: Double) -> Bool {
      abs(own - published) <= 3 * 2.squareRoot() * error + rounding
    }
    for (own, row) in zip(outcomes, ToyWorld.published) {
      let name = row.policy.rawValue
      #expect(close(own.total.mean, own.total.standardError, row.total, rounding: 0.005), "\(name)")
      #expect(close(own.model.mean, own.model.standardError, row.model, rounding: 0.005), "\(name)")
      #expect(
        close(own.attempts.mean, own.attempts.standardError, row.attempts, rounding: 0.005),
        "\(name)")
      #expect(
        close(100 * own.wrong.value, 100 * own.wrong.standardError, row.wrong, rounding: 0.05),
        "\(name)")
      #expect(
        close(
          100 * own.takenOver.value, 100 * own.takenOver.standardError, row.takenOver,
          rounding: 0.05), "\(name)")
    }
    // The table's two lessons, by paired differences: cheap drafts save, ten of them do not.
    let total = Dictionary(uniqueKeysWithValues: outcomes.map { ($0.policy, $0.total.mean) })
    #expect(outcomes[3].difference.mean + 3 * outcomes[3].difference.standardError < 0)
    #expect((total[.cheap10] ?? 0) > (total[.cheap3] ?? 0))
  }

  @Test func `the rule makes the reference's two cheap drafts in the toy world`() async {
    let outcomes = await Self.toy([SimulatedPolicy(.cheap2), SimulatedPolicy(.rule)], runs: 5000)
      .outcomes()
    var named = outcomes[1]
    named.policy = .cheap2
    #expect(named == outcomes[0])
    #expect(named.difference == Estimate(mean: 0, standardError: 0))
  }

  @Test func `a seed gives the same result on any number of cores, another seed another`() async {
    let policies = [SimulatedPolicy(.premiumOnly), SimulatedPolicy(.judge)]
    let one = await Self.toy(policies, runs: 30_000).outcomes(width: 1)
    let many = await Self.toy(policies, runs: 30_000).outcomes(width: 7)
    let other = await Self.toy(policies, runs: 30_000, seed: 2).outcomes()
    #expect(one == many)
    #expect(one != other)
    #expect(one[0].wrong.total == 30_000)
  }

  /// The programme's expected cost is what its policy comes to, for worlds of three types.
  @Test(arguments: 0..<6) func `dynamic programming and simulation agree`(world: Int) async {
    var random = RandomStream(UInt64(world) + 100)
    func number(_ low: Double, _ high: Double) -> Double { low + (high - low) * random.unit() }
    func type() -> DifficultyType {
      DifficultyType(weight: number(0.1, 1), cheap: number(0, 1), premium: number(0.2, 1))
    }
    let types = DifficultyBelief(easy: type(), medium: type(), hard: type())
    var costs = StepCosts()
    costs.scope = .zero
    costs.reviewMinutes = number(0, 4)
    let mix = TaskMix(
      name: "test", source: "", tasks: .types(types), costs: costs, spread: 0.5,
      isShown: world.isMultiple(of: 2))
    var assumptions = CostAssumptions()
    assumptions.wrongPatch = MicroDollars(nearestDollars: number(5, 80))
    let judge = ConfusionMatrix.accurate(0.7)
    let policies = [SimulatedPolicy(.types), SimulatedPolicy(.judge, judge: judge)]
    let outcomes = await Simulation(
      mix: mix, assumptions: assumptions, policies: policies, runs: 30_000
    ).outcomes()

    let rule = policies[0].cascade(mix, assumptions, types: types).rule
    func expected(_ belief: DifficultyBelief) -> Double {
      TypeProgramme(rule: rule, belief: belief).state(cheapFailures: 0, premiumFailures: 0).cost
    }
    let labels = [Difficulty.easy, .medium, .hard]
    let withJudge = labels.reduce(0.0) { sum, label in
      let share = labels.reduce(0.0) { $0 + types[$1].weight * judge.chance(of: label, given: $1) }
      return sum + share / types.weight * expected(types.labelled(label, by: judge))
    }
    let exact = [expected(types), withJudge]
    for (outcome, cost) in zip(outcomes, exact) {
      // A world in which a person does everything has no error at all.
      #expect(abs(outcome.total.mean - cost) <= 3 * outcome.total.standardError + 1e-9)
    }
    #expect(withJudge <= exact[0] + 1e-9, "what a judge says never costs in expectation")
  }

  @Test func `the thirds of a spread keep its mean and its order`() {
    for preset in TaskMix.Preset.allCases {
      let mix = TaskMix.preset(preset)
      let types = mix.types
      #expect(abs(types.cheapChance - mix.cheapBelief.mean) < 1e-6)
      #expect(abs(types.premiumChance - mix.premiumBelief.mean) < 1e-6)
      #expect(types.easy.cheap >= types.medium.cheap && types.medium.cheap >= types.hard.cheap)
      #expect(types.easy.premium <= 1 && types.hard.premium >= 0)
    }
  }

  /// What the published per-task results say of the pair, back out of the drawn tasks.
  @Test func `the measured mix has its four published figures`() {
    let mix = TaskMix.preset(.sweBench)
    var stream = RandomStream(4)
    let count = 200_000
    var (cheap, premium, either) = (0, 0, 0)
    for _ in 0..<count {
      let task = SimulatedTask(mix, bounds: (0, 1), from: &stream)
      let isCheapRight = stream.happens(task.cheapChance)
      let isPremiumRight = stream.happens(task.premiumChance)
      if isCheapRight { cheap += 1 }
      if isPremiumRight { premium += 1 }
      if isCheapRight || isPremiumRight { either += 1 }
    }
    #expect(abs(Double(cheap) / Double(count) - 0.598) < 0.004)
    #expect(abs(Double(premium) / Double(count) - 0.744) < 0.004)
    #expect(abs(Double(either) / Double(count) - 0.772) < 0.004)
  }

  /// The reference's ratios of a cascade's model bill to premium's, perfect verifier: 0.32 and 2.30.
  @Test(arguments: [(TaskMix.Preset.openWeights, 0.32), (.dearCheap, 2.30)])
  func `a cascade of published prices has its published ratio`(
    preset: TaskMix.Preset, ratio: Double
  ) async {
    var mix = TaskMix.preset(preset)
    mix.costs.scope = .zero
    mix.spread = 0
    var assumptions = CostAssumptions()
    assumptions.passesWhenRight = 1
    assumptions.passesWhenWrongButShown = 0
    let outcomes = await Simulation(
      mix: mix, assumptions: assumptions,
      policies: [
        SimulatedPolicy(.premiumOnly, cheap: 0, premium: 1),
        SimulatedPolicy(.cheap1, cheap: 1, premium: 1),
      ], runs: 60_000
    ).outcomes()
    #expect(abs(outcomes[1].model.mean / outcomes[0].model.mean - ratio) < 0.015)
  }

  @Test func `a scope that is not made is paid for once premium is asked`() async {
    var mix = ToyWorld.mix
    mix.costs.scope = MicroDollars(1_000_000)
    mix.scopeSeconds = 60
    let outcomes = await Simulation(
      mix: mix, assumptions: ToyWorld.assumptions,
      policies: [SimulatedPolicy(.cheap1), SimulatedPolicy(.direct)], runs: 20_000
    ).outcomes()
    // The same drafts and outcomes; the scope is saved where the first draft passes, about half.
    #expect(outcomes[0].attempts == outcomes[1].attempts)
    let saved = outcomes[0].model.mean - outcomes[1].model.mean
    #expect(abs(saved - 0.525) < 0.02)
    #expect(abs(outcomes[0].seconds.mean - outcomes[1].seconds.mean - 60 * saved) < 1e-6)
  }
}
