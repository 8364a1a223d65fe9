import TandemCore

/// What every alarm reads.
struct AlarmInput {
  /// The ledger.
  var facts: [RunFacts]
  /// One tally a run.
  var tallies: Tallies
  /// What was fitted to them.
  var model: LedgerModel
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
