package import TandemCore
package import TandemRouting

/// What every alarm reads.
struct AlarmInput {
  /// The ledger.
  var facts: [RunFacts]
  /// One tally a run.
  var tallies: Tallies
  /// What was fitted to them.
  var model: LedgerModel
  /// How drafts fared.
  var histories: DraftHistories
  /// How long calls take.
  var latencies: [Latency]
  /// The thresholds.
  var thresholds: AlarmThresholds

  /// Counted runs' costs, added up.
  var parts: CostTally {
    tallies.runs.reduce(into: CostTally()) { sum, run in if run.isCounted { sum += run.parts } }
  }

  /// All alarms in the order in which a run goes: judge, tiers, drafts, review, bookkeeping.
  func alarms() -> [Alarm] {
    let parts = parts
    return [
      judgeHallucination(), judgeMiscalibration(), judgeAsymmetry(), overRouting(parts),
      underRouting(), retryMachine(parts), retryJunk(), scopeCreep(), latencySpikes(),
      tinyOverhead(), handOffTax(), reviewShift(), unpriced(), otherModel(), upperBounds(parts),
      overshoot(),
    ]
  }
}

extension Alarm {
  /// All alarms of a ledger.
  package static func all(
    _ runs: [RunFacts], assumptions: CostAssumptions = CostAssumptions(),
    thresholds: AlarmThresholds = AlarmThresholds()
  ) -> [Alarm] {
    let tallies = Tallies(runs, assumptions)
    return AlarmInput(
      facts: runs, tallies: tallies, model: LedgerModel(runs, tallies),
      histories: DraftHistories(runs), latencies: Latency.table(runs), thresholds: thresholds
    ).alarms()
  }
}
