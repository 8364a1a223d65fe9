import FoundationEssentials
import TandemCore
import TandemEconomics
import TandemRouting
import Testing

/// The sums of a ledger small enough to be added by hand.
@Suite struct StatisticsTests {
  /// A cheap draft that fails, a premium one that passes: $0.05, $0.30 again, ten lines.
  static func run(
    _ number: Int, _ verdict: ChangeVerdict.Word?, minutes: Double? = nil
  ) -> RunFacts {
    RunFacts(
      run: "r\(number)", created: Double(number) * 604_800, seconds: 360,
      route: Route(policy: "standard/2", mode: .routed, firstTier: .cheap, reason: ""),
      drafts: [
        DraftFact(
          number: 1, tier: .cheap, passed: false, seconds: 100, verifySeconds: 36, signature: "a",
          lines: 8),
        DraftFact(
          number: 2, tier: .premium, passed: true, seconds: 100, verifySeconds: 36, lines: 10),
      ],
      calls: [
        CallFact(
          kind: .draft, tier: .cheap, draft: 1, usage: TokenUsage(input: 1_000, output: 200),
          cost: MicroDollars(50_000), seconds: 90),
        CallFact(
          kind: .draft, tier: .premium, draft: 2, usage: TokenUsage(input: 900, output: 300),
          cost: MicroDollars(300_000), isRepeated: true, seconds: 90),
      ],
      ending: .accepted,
      verdict: verdict.map { ChangeVerdict($0, by: "git", time: 0) }, reviewMinutes: minutes)
  }

  static func ledger(_ verdicts: [ChangeVerdict.Word?]) -> [RunFacts] {
    verdicts.enumerated().map { run($0.offset, $0.element, minutes: $0.offset == 0 ? 4 : nil) }
  }

  private func make(_ runs: [RunFacts]) -> LedgerStatistics {
    LedgerStatistics.make(runs: runs, assumptions: CostAssumptions())
  }

  @Test func `every part of the cost is the sum of its runs`() {
    let verdicts: [ChangeVerdict.Word?] =
      Array(repeating: .accepted, count: 15) + Array(repeating: nil, count: 6)
      + [.reworked, .reverted, .rejected]
    var planned = Self.run(99, nil)
    planned.ending = .planned
    let cost = make(Self.ledger(verdicts) + [planned]).accepted
    var parts = CostTally()
    parts.tokens = MicroDollars(24 * 50_000)
    parts.retries = MicroDollars(24 * 300_000)
    parts.tests = MicroDollars(24 * 2_000)
    parts.waiting = MicroDollars(24 * 900_000)
    // One measured, four minutes; the others 1 + 10 · 0.15 = 2.5.
    parts.review = MicroDollars(1_500_000 * 4 + 23 * 3_750_000)
    parts.defects = MicroDollars(2 * 20_000_000)
    #expect(cost.parts == parts)
    #expect(cost.runs == 24 && cost.leftOut == 1)
    #expect([cost.accepted, cost.unjudged, cost.reworked] == [15, 6, 1])
    #expect([cost.reverted, cost.rejected, cost.standing] == [1, 1, 21])
    #expect(cost.measured == Share(1, of: 24))
    #expect(cost.reviewMinutes == 4 + 23 * 2.5)
    #expect(cost.perChange == MicroDollars((parts.total.value * 2 / 21 + 1) / 2))
    #expect(cost.modelsPerChange == MicroDollars(400_000))
  }

  @Test func `nothing is told of nineteen changes`() {
    let cost = make(Self.ledger(Array(repeating: .accepted, count: 19))).accepted
    #expect(cost.perChange == nil && cost.modelsPerChange == nil)
    #expect(cost.parts.models == MicroDollars(19 * 350_000))
  }

  @Test func `shares by kind and tier add up to the bill`() {
    let shares = make(Self.ledger([nil, nil])).shares
    #expect(shares.total == MicroDollars(700_000))
    #expect(shares.rows.map(\.cost) == [MicroDollars(100_000), MicroDollars(600_000)])
    #expect(shares.rows.map(\.tier) == [.cheap, .premium])
    #expect(shares.tier(.premium).usage == TokenUsage(input: 1_800, output: 600))
    // 1,000 of input and 200 of output at five times the price are halves.
    #expect(shares.tier(.cheap).classes.input == MicroDollars(50_000))
    #expect(shares.tier(.cheap).classes.output == MicroDollars(50_000))
    #expect(shares.share(MicroDollars(350_000)) == 0.5)
  }

  @Test func `review is priced by what was measured once twenty were`() {
    let runs = (0..<20).map { Self.run($0, .accepted, minutes: 5) } + [Self.run(20, nil)]
    let statistics = make(runs)
    let premium = statistics.review.first { $0.tier == .premium }
    #expect(premium?.count == 20)
    #expect(premium?.factor == 2)
    #expect(premium?.isFitted == true)
    #expect(statistics.accepted.reviewMinutes == 105)
    let few = make(Array(runs.dropFirst()))
    #expect(few.review.first { $0.tier == .premium }?.factor == 1)
    #expect(few.accepted.reviewMinutes == 19 * 5 + 2.5)
  }

  @Test func `histories fade by the week and carry three tenths over to a new model`() {
    var runs = Self.ledger([.accepted, .reverted, .accepted])
    runs[0].drafts[1].model = "large-1"
    runs[1].drafts[1].model = "large-2"
    runs[2].drafts[1].model = "large-2"
    let histories = DraftHistories(runs)
    let premium = histories.premium
    #expect(premium.model == "large-2")
    #expect(premium.stood == 2 && premium.failed == 1)
    #expect(abs(premium.successes - (1 + 0.3 * 0.974 * 0.974)) < 1e-12)
    #expect(abs(premium.failures - 0.974) < 1e-12)
    #expect(histories.cheap.failed == 3 && histories.cheap.stood == 0)
    #expect(premium.passing == Share(3, of: 3))
  }

  @Test func `the same ledger gives the same bytes under its schema`() throws {
    let ledger = World().ledger(3)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = try encoder.encode(make(ledger))
    #expect(try encoder.encode(make(ledger)) == bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("\"schema\":\"tandem.stats/1\""))
    #expect(text.contains("\"state\":\"too few (needs 30)\""))
  }

  @Test func `an empty ledger is no error`() {
    let statistics = make([])
    #expect(statistics.accepted.parts == CostTally())
    #expect(statistics.verdict.answer == .tooFew)
    #expect(statistics.allPremium.basis == .none)
    #expect(statistics.shares.rows.isEmpty && statistics.latencies.isEmpty)
  }
}

/// No number is told below its minimum.
@Suite struct MinimumTests {
  @Test func `figures of few cases are left out of an alarm`() throws {
    // 24 later changes, of which only four at a third attempt.
    let runs = (0..<48).map { number in
      var run = StatisticsTests.run(number, number % 8 == 0 ? .reworked : .accepted)
      let place = number < 24 ? 1 : number < 44 ? 2 : 3
      run.drafts[1].number = place
      return run
    }
    let junk = try #require(Alarm.all(runs).first { $0.name == "retries that accept junk" })
    #expect(junk.count == 24)
    #expect(junk.figures.map(\.name) == ["bad at attempt 1", "bad at attempt 2"])
    #expect(junk.figures.map(\.count) == [24, 20])
  }

  @Test func `nothing is modelled on nineteen runs`() {
    let runs = StatisticsTests.ledger(Array(repeating: .accepted, count: 19))
    let backtest = Backtest.make(runs: runs, assumptions: CostAssumptions(), seed: 1)
    #expect(backtest.modelBased.isEmpty)
    #expect(backtest.runs == 19)
  }
}
