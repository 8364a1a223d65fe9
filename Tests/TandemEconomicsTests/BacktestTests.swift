import FoundationEssentials
import TandemCore
import TandemEconomics
import TandemRouting
import Testing

/// Backtests of ledgers whose world is known.
@Suite struct BacktestTests {
  static let assumptions = CostAssumptions()

  /// One kind of task, so that chances are the same at every attempt.
  static func plain(_ runs: Int) -> World {
    var world = World()
    world.runs = runs
    world.kinds = [.init(share: 1, cheap: 0.6, premium: 0.85, word: .medium)]
    return world
  }

  private func backtest(
    _ ledger: [RunFacts], _ policies: [CandidatePolicy] = CandidatePolicy.standard,
    seed: UInt64 = 1
  ) -> Backtest {
    Backtest.make(runs: ledger, assumptions: Self.assumptions, policies: policies, seed: seed)
  }

  @Test func `the logged policy replayed is the ledger, to the micro-dollar`() {
    var ledger = World().ledger(1)
    ledger[7].ending = .planned
    let calls = ledger.reduce(Int64(0)) { $0 + $1.calls.reduce(0) { $0 + $1.cost.value } }
    let backtest = backtest(ledger)
    #expect(backtest.exact[0].models == MicroDollars(calls))
    #expect(backtest.exact[0].loggedModels == MicroDollars(calls))
    #expect(backtest.exact[0].total == backtest.exact[0].loggedTotal)
    #expect(backtest.ledgerTotal == MicroDollars(calls))
    #expect(backtest.exact[0].covered == Share(400, of: 400))
    let double = Backtest.make(
      runs: ledger, assumptions: Self.assumptions, seed: 1,
      reprice: { MicroDollars($0.cost.value * 2) })
    #expect(double.repriced == MicroDollars(calls * 2))
  }

  @Test func `a cut takes away the cut draft's calls and time, and covers no guess`() throws {
    func run(_ tiers: [Tier], passed: Bool = true) -> RunFacts {
      var run = RunFacts(
        run: "r", created: 0, seconds: 3_600,
        route: Route(policy: "p", mode: .routed, firstTier: tiers[0], reason: ""),
        ending: passed ? .accepted : .noChange)
      for (place, tier) in tiers.enumerated() {
        run.drafts.append(
          DraftFact(
            number: place + 1, tier: tier, passed: passed && place == tiers.count - 1,
            seconds: 300, verifySeconds: 60, lines: 10))
        run.calls.append(
          CallFact(
            kind: .draft, tier: tier, draft: place + 1,
            cost: MicroDollars(Int64(place + 1) * 1_000)))
      }
      return run
    }
    let ledger = [
      run([.cheap]), run([.cheap, .cheap]), run([.cheap, .cheap, .premium]), run([.premium]),
    ]
    let replay = try #require(backtest(ledger).exact.first { $0.policy == .cheapFirst(1) })
    // The second needs a premium draft that nobody made, the fourth a cheap one.
    #expect(replay.covered == Share(2, of: 4))
    #expect(replay.cut == 1)
    #expect(replay.loggedModels == MicroDollars(1_000 + 6_000))
    #expect(replay.models == MicroDollars(1_000 + 4_000))
    let time =
      Self.assumptions.waiting(360) + Self.assumptions.testing(60) + MicroDollars(2_000)
    #expect(replay.loggedTotal - replay.total == time)
    let wider = try #require(backtest(ledger).exact.first { $0.policy == .cheapFirst(3) })
    // A third cheap draft might have spared the premium one.
    #expect(wider.covered == Share(2, of: 4))
  }

  @Test func `level 2 counts whom it leaves out and prints nothing below 30 effective runs`() throws
  {
    var world = Self.plain(300)
    world.premiumFirst = 0.05
    var ledger = world.ledger(1)
    for index in 0..<10 { ledger[index].route?.propensity = nil }
    for index in 10..<15 { ledger[index].route?.propensity = 1 }
    let row = try #require(backtest(ledger).offPolicy.first { $0.policy == .premiumFirst })
    #expect(row.overridden == 10)
    #expect(row.decided == 5)
    #expect(row.usable == 285)
    #expect(row.estimate == nil && row.intervals == nil && row.logged == nil)
    #expect(row.effective < 30)
    #expect(
      row.refusal == "too few runs drew it (\(Int(row.effective)) effective of 30)")
    let direct = try #require(backtest(ledger).offPolicy.first { $0.policy == .direct })
    #expect(direct.refusal == "no run was drawn to it by chance")
  }

  @Test func `level 2 finds what premium first really costs`() throws {
    // The truth from a great ledger of the same world in which premium always begins.
    var world = Self.plain(4_000)
    world.premiumFirst = 1
    world.premiumDrafts = 2
    let all = backtest(world.ledger(99), [])
    let truth = Double(all.exact[0].total.value) / 4e9
    world = Self.plain(300)
    world.premiumFirst = 0.3
    var held = 0
    for seed in 0..<40 {
      let row = try #require(
        backtest(world.ledger(UInt64(seed)), [.premiumFirst]).offPolicy.first)
      if try #require(row.intervals).dr.contains(truth) { held += 1 }
    }
    #expect(held >= 35, "\(held) of 40 intervals hold \(truth)")
  }

  @Test func `the same seed gives the same bytes and another one others`() throws {
    let ledger = Self.plain(300).ledger(4)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let first = try encoder.encode(backtest(ledger, seed: 7))
    #expect(try encoder.encode(backtest(ledger, seed: 7)) == first)
    #expect(try encoder.encode(backtest(ledger, seed: 8)) != first)
    #expect(String(decoding: first, as: UTF8.self).contains("\"schema\":\"tandem.backtest\\/1\""))
  }

  @Test func `the model knows what its world costs`() throws {
    var world = Self.plain(4_000)
    world.premiumFirst = 0
    world.judged = 1
    let backtest = backtest(world.ledger(3), [.cheapOnly])
    let logged = backtest.modelBased[0]
    let measured = Double(backtest.exact[0].total.value) / 4e9
    #expect(logged.interval.contains(measured), "\(logged.interval) \(measured)")
    // Fewer premium drafts leave more to people.
    let cheapOnly = try #require(backtest.modelBased.first { $0.policy == .cheapOnly })
    #expect(cheapOnly.cost > logged.cost)
    #expect(cheapOnly.models < logged.models)
    #expect(cheapOnly.solved < logged.solved)
  }

  @Test func `probes are runs of one report by both tiers`() {
    var ledger = Self.plain(100).ledger(6)
    for index in ledger.indices.dropLast(4) { ledger[index].report = "report \(index % 30)" }
    var tiers: [String: Set<Tier>] = [:]
    for run in ledger {
      if let report = run.report, let tier = run.drafts.first?.tier {
        tiers[report, default: []].insert(tier)
      }
    }
    let probes = backtest(ledger).probes
    #expect(probes.pairs == tiers.values.count { $0.count == 2 })
    #expect(probes.single == tiers.values.count { $0.count == 1 })
    #expect(probes.unknown == 4)
    #expect(
      probes.both + probes.onlyCheap + probes.onlyPremium + probes.neither == probes.pairs)
    #expect((probes.saving == nil) == (probes.pairs < 20))
  }
}
