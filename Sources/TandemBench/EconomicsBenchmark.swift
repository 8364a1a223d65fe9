import FoundationEssentials
import TandemCore
import TandemEconomics
import TandemRouting
import TandemSQLite
import TandemStore

/// `tandem-bench economics`: what a decision, a simulation and the statistics of a large ledger cost,
/// beside SQLite summing the same rows.
package enum EconomicsBenchmark {
  /// Measures and prints.
  package static func run(arguments: [String]) async throws -> Int32 {
    guard let state = arguments.first else {
      print("usage: tandem-bench economics STATE [RUNS]")
      return 2
    }
    decisions()
    await simulation()
    try await ledger(state, runs: arguments.count > 1 ? Int(arguments[1]) ?? 10_000 : 10_000)
    return 0
  }

  private static func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let began = ContinuousClock.now
    try await body()
    return (ContinuousClock.now - began).inSeconds
  }

  private static func decisions() {
    let facts = FirstTierRule.Facts(
      policy: RoutingPolicy(), mode: .routed, tiers: [.cheap, .premium],
      label: JudgeLabel(difficulty: .hard, reach: .local, tier: .cheap))
    let count = 20_000
    let began = ContinuousClock.now
    var premium = 0
    for number in 0..<count {
      var facts = facts
      facts.experience.cheap.failures = Double(number % 40)
      if FirstTierRule.choose(facts, draw: 0.5).firstTier == .premium { premium += 1 }
    }
    let each = (ContinuousClock.now - began).inSeconds / Double(count) * 1_000_000
    print(
      "a first-tier decision with its sentence: \(tenths(each)) µs (\(premium) of \(count) premium)"
    )
  }

  private static func simulation() async {
    var options = SimulationOptions()
    options.runs = 111_112
    let took = await seconds { _ = await SimulationReport.make(options) }
    let runs = options.runs * SimulationOptions.usual.count
    print("\(runs) simulated runs, swe-bench, nine policies: \(tenths(took)) s")
  }

  private static func ledger(_ state: String, runs: Int) async throws {
    let store = try await Store.open(folder: state)
    let connection = try Connection(path: state + "/ledger.sqlite")
    if try await store.facts(last: 1).isEmpty { try SyntheticLedger.fill(connection, runs: runs) }
    let calls: Int = try connection.value("SELECT count(*) FROM attempt") ?? 0
    var best = (facts: Double.infinity, statistics: Double.infinity, sum: Double.infinity)
    for _ in 0..<5 {
      var facts: [RunFacts] = []
      best.facts = min(best.facts, try await seconds { facts = try await store.facts() })
      let known = facts
      best.statistics = min(
        best.statistics,
        await seconds { _ = LedgerStatistics.make(runs: known, assumptions: CostAssumptions()) })
      best.sum = min(
        best.sum,
        try await seconds {
          _ = try connection.rows(
            """
            SELECT run, kind, tier, sum(input), sum(cache_read), sum(output), sum(cost)
            FROM attempt GROUP BY run, kind, tier
            """
          ) { row in row[6] as Int64 }
        })
    }
    let ours = best.facts + best.statistics
    print(
      """
      \(calls) ledger rows of \(runs) runs: read \(milli(best.facts)) ms, statistics \
      \(milli(best.statistics)) ms; SQLite grouping the same rows: \(milli(best.sum)) ms
      ratio to SQLite's grouping: \(tenths(ours / best.sum))
      """)
  }

  private static func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
  private static func milli(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
}
