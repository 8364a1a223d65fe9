package import TandemCore
import TandemSQLite

/// What the metrics are made of, written as a run goes on and as people speak of it.
extension Store {
  /// Records how a run is routed, once; a resumed run records the same again.
  ///
  /// - Throws: `StoreError`; `unknownRun`.
  ///
  /// - Parameter report: a digest of the report, by which runs of the same one are recognised.
  package func record(
    route: Route, report: String? = nil, run: String
  ) throws(StoreError) {
    let number = try ledger.number(of: run)
    let label = route.label
    try ledger.attempt { db in
      try db.run(
        """
        INSERT OR REPLACE INTO route (run, policy, mode, first_tier, propensity, difficulty, reach,
          judge, claims, false_claims, chance, calibrated, reason, report)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, number, route.policy, route.mode.rawValue, route.firstTier.rawValue, route.propensity,
        label?.difficulty.rawValue, label?.reach.rawValue, label?.tier.rawValue, label?.claims,
        label?.falseClaims, label?.chance, label?.calibrated, route.reason, report)
    }
  }

  /// Records a draft and what was decided after it; a later decision replaces an earlier one, but
  /// not the rule's numbers, where it was not asked again.
  ///
  /// - Throws: `StoreError`; `unknownRun`.
  package func record(draft: DraftFact, run: String) throws(StoreError) {
    let number = try ledger.number(of: run)
    try ledger.attempt { db in
      try db.run(
        """
        INSERT INTO draft (run, number, tier, passed, is_shown, seconds, verify_seconds, signature,
          planned_files, touched_files, outside_files, lines, chance, threshold, finishing,
          decision, reason, model)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (run, number) DO UPDATE SET passed = excluded.passed,
          chance = coalesce(excluded.chance, chance),
          threshold = coalesce(excluded.threshold, threshold),
          finishing = coalesce(excluded.finishing, finishing),
          decision = excluded.decision, reason = excluded.reason
        """, number, draft.number, draft.tier.rawValue, draft.passed, draft.isShown, draft.seconds,
        draft.verifySeconds, draft.signature, draft.plannedFiles, draft.touchedFiles,
        draft.outsideFiles, draft.lines, draft.chance, draft.threshold, draft.finishing?.value,
        draft.decision, ledger.redaction.redact(draft.reason), draft.model)
    }
  }

  /// Records what became of a run's change; the last word counts.
  ///
  /// - Throws: `StoreError`; `unknownRun`.
  package func record(verdict: ChangeVerdict, run: String) throws(StoreError) {
    let number = try ledger.number(of: run)
    try ledger.attempt { db in
      try db.run(
        "INSERT INTO verdict (run, word, who, time, note, minutes) VALUES (?, ?, ?, ?, ?, ?)",
        number, verdict.word.rawValue, verdict.by, verdict.time,
        ledger.redaction.redact(verdict.note), verdict.minutes)
    }
  }

  /// Notes that a person begins to look at a run, which measures how long the decision takes.
  ///
  /// - Throws: `StoreError`; `unknownRun`.
  package func looked(at run: String) throws(StoreError) {
    let number = try ledger.number(of: run)
    try ledger.attempt { db in
      try db.run("INSERT OR REPLACE INTO look (run, time) VALUES (?, ?)", number, now())
    }
  }

  /// Returns the minutes since a person last began to look at a run; nil where nobody did within
  /// the last two hours: whoever comes back later did something else in between.
  ///
  /// - Throws: `StoreError`; `unknownRun`.
  package func minutesLooked(at run: String) throws(StoreError) -> Double? {
    let number = try ledger.number(of: run)
    let began: Double? = try ledger.attempt { db in
      try db.value("SELECT time FROM look WHERE run = ?", number)
    }
    guard let began else { return nil }
    let minutes = (now() - began) / 60
    return (0...120).contains(minutes) ? minutes : nil
  }
}
