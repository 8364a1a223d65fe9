import TandemCore
import TandemRouting
import Testing

@testable import TandemEconomics

/// What a simulation is asked with, and what it concludes.
@Suite struct SimulationReportTests {
  @Test func `premium-only is always played, first and once`() {
    var options = SimulationOptions()
    options.policies = [.rule, .premiumOnly, .cheap1]
    #expect(options.simulation.policies.map(\.name) == [.premiumOnly, .rule, .cheap1])
    options.policies = nil
    #expect(options.simulation.policies.map(\.name) == SimulationOptions.usual)
  }

  @Test func `what is given replaces the mix's figures`() {
    var options = SimulationOptions()
    options.premiumAttempt = MicroDollars(2_000_000)
    options.priceRatio = 0.1
    options.review = MicroDollars(6_000_000)
    options.passesWhenRight = 0.9
    options.passesWhenWrong = 0.3
    options.wrongPatch = MicroDollars(1)
    options.takeover = MicroDollars(2)
    let simulation = options.simulation
    #expect(simulation.mix.costs.cheapDraft == MicroDollars(200_000))
    #expect(simulation.mix.costs.reviewMinutes == 4)
    let rule = simulation.policies[0].cascade(
      simulation.mix, simulation.assumptions, types: .shipped
    ).rule
    #expect(rule.premiumReview == MicroDollars(6_000_000))
    #expect([rule.passesWhenRight, rule.passesWhenWrong] == [0.9, 0.3])
    #expect([rule.wrongPatch, rule.takeover] == [MicroDollars(1), MicroDollars(2)])
    options.cheapAttempt = MicroDollars(7)
    #expect(options.simulation.mix.costs.cheapDraft == MicroDollars(7))
    #expect(SimulationOptions().simulation.mix == TaskMix.preset(.sweBench))
  }

  /// The claim's formula with the measured share and waste is the measured ratio of both bills.
  @Test func `what moved accounts for the whole model bill`() async throws {
    var options = SimulationOptions()
    options.mix = .toy
    options.runs = 5000
    let report = await SimulationReport.make(options)
    let moved = try #require(report.moved)
    let own = try #require(report.outcomes.first { $0.policy == moved.policy })
    let premium = try #require(report.premiumOnly)
    #expect(abs(moved.claim.relativeCost - own.model.mean / premium.model.mean) < 1e-9)
    #expect(moved.claim.priceRatio == 0.125)
    #expect(report.claims.map(\.claim.share) == [0.7, 0.8])
    #expect(report.claims.allSatisfy { $0.claim.waste == moved.claim.waste })
    #expect(report == (await SimulationReport.make(options, width: 1)))
  }

  @Test func `a judge who knows nothing costs its price, a perfect one less than it saves`() async {
    func judged(_ accuracy: Double) async -> [SimulatedOutcome] {
      var options = SimulationOptions()
      options.runs = 20_000
      options.policies = [.types, .judge]
      options.judgeAccuracy = accuracy
      return await SimulationReport.make(options).outcomes
    }
    let blind = await judged(1.0 / 3)
    // Half a cent, and five seconds at $9 an hour; every move is the same without it.
    #expect(abs(blind[2].total.mean - blind[1].total.mean - 0.0175) < 1e-9)
    #expect(blind[2].wrong == blind[1].wrong)
    let perfect = await judged(1)
    let saved = perfect[2].difference
    #expect(saved.mean + 3 * saved.standardError < perfect[1].difference.mean)
  }
}
