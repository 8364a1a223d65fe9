import TandemCore
import TandemEconomics
import TandemRouting
import Testing

/// The answer to "does routing pay?", in worlds where it is known.
@Suite struct VerdictTests {
  private func verdict(
    _ world: World, seed: UInt64 = 1, _ assumptions: CostAssumptions = CostAssumptions()
  ) -> RoutingVerdict {
    LedgerStatistics.make(runs: world.ledger(seed), assumptions: assumptions).verdict
  }

  @Test func `too few runs are said to be too few`() {
    var world = World()
    world.runs = 30
    let verdict = verdict(world)
    #expect(verdict.answer == .tooFew)
    #expect(verdict.sentences == ["too few runs to say whether routing pays (30 of 50)"])
    #expect(verdict.difference == nil && verdict.simpler == nil && verdict.evidence == .none)
  }

  @Test func `where cheap never does it premium drafts would have been cheaper`() throws {
    var world = World()
    (world.runs, world.premiumFirst, world.cheapSeconds) = (600, 0.3, 900)
    world.kinds = [.init(share: 1, cheap: 0.05, premium: 0.95, word: .medium)]
    let verdict = verdict(world)
    #expect(verdict.answer == .simplerIsCheaper)
    #expect(verdict.simpler == .premiumFirst)
    #expect(verdict.evidence == .randomised)
    #expect(try #require(verdict.interval).lower > 0)
    #expect(
      verdict.sentences[0] == "a simpler policy would have been cheaper: premium drafts, by "
        + "\(try #require(verdict.difference)) a run; measured on runs that were drawn")
  }

  /// Cheap is nearly as good, and money is the only cost.
  private var moneyOnly: CostAssumptions {
    var assumptions = CostAssumptions()
    assumptions.wrongPatch = MicroDollars(10_000)
    assumptions.takeover = MicroDollars(10_000)
    assumptions.reviewerHour = .zero
    assumptions.waitingHour = .zero
    return assumptions
  }

  @Test func `a saving is told with the wrong drafts that pass`() throws {
    var world = World()
    (world.runs, world.premiumFirst) = (600, 0.3)
    world.kinds = [.init(share: 1, cheap: 0.7, premium: 0.75, word: .medium)]
    world.passesWhenWrong = [0.6]
    let leaky = verdict(world, moneyOnly)
    #expect(leaky.answer == .pays)
    #expect(leaky.evidence == .randomised)
    #expect(
      leaky.sentences[1].hasSuffix(
        "above the 15 % line: this is a lower quality at a lower price, no saving"))
    world.passesWhenWrong = [0.02]
    let tight = verdict(world, moneyOnly)
    #expect(tight.answer == .pays)
    #expect(
      tight.sentences[1].hasSuffix("below the 15 % from which a lower price is a lower quality"))
    world.judged = 0
    #expect(
      verdict(world, moneyOnly).sentences[1]
        == "how many wrong drafts pass is not known (0 of 20 judged changes), so quality may have "
        + "fallen with the price")
  }

  @Test func `without drawn runs the answer is the model's and says so`() {
    var world = World()
    world.premiumFirst = 0
    let statistics = LedgerStatistics.make(runs: world.ledger(2), assumptions: moneyOnly)
    #expect(statistics.allPremium.basis == .model)
    #expect(
      statistics.allPremium.assumptions == [
        "not measured: a model with priors, fitted to 400 runs",
        "no run began with premium: it is assumed to solve 95 % of what cheap solves",
        "premium's recorded drafts are mostly of tasks that cheap failed: harder ones",
      ])
    #expect(statistics.verdict.answer == .pays)
    #expect(statistics.verdict.sentences[0].hasSuffix("; from the model, not measured"))
  }

  private func verdict(_ world: World, _ assumptions: CostAssumptions) -> RoutingVerdict {
    verdict(world, seed: 1, assumptions)
  }
}
