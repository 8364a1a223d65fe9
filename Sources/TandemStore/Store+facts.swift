package import TandemCore
import TandemSQLite

/// The ledger as the metrics read it.
extension Store {
  /// Returns the facts of every run, oldest first.
  ///
  /// One pass over each table: a ledger of 100,000 calls is read in a fraction of a second.
  /// - Parameter last: how many runs to look back on; nil for all.
  /// - Throws: `StoreError`.
  package func facts(last: Int? = nil) throws(StoreError) -> [RunFacts] {
    try ledger.attempt { db in
      let newest: Int64 = try db.value("SELECT max(number) FROM run") ?? 0
      let looksBack = last != nil
      let first = last.map { newest - Int64($0) + 1 } ?? 0
      var facts: [RunFacts] = []
      var place: [Int64: Int] = [:]
      var named: [String: Int] = [:]
      _ = try db.rows(
        """
        SELECT number, id, created, coalesce(seconds, 0), coalesce(ending, 'open'),
          (SELECT max(cap) FROM call WHERE call.run = run.number)
        FROM run WHERE number >= ? ORDER BY number
        """, first
      ) { row in
        place[row[0]] = facts.count
        named[row[1]] = facts.count
        facts.append(
          RunFacts(
            run: row[1], created: row[2], seconds: row[3], route: nil,
            ending: RunFacts.Ending(rawValue: row[4]) ?? .open,
            cap: (row[5] as Int64?).map(MicroDollars.init)))
      }
      for (run, route, report) in try Self.routes(since: first, in: db) {
        place[run].map {
          facts[$0].route = route
          facts[$0].report = report
        }
      }
      for (run, draft) in try Self.drafts(since: first, in: db) {
        place[run].map { facts[$0].drafts.append(draft) }
      }
      for (run, verdict) in try Self.verdicts(since: first, in: db) {
        place[run].map {
          facts[$0].verdict = verdict
          facts[$0].reviewMinutes = verdict.minutes ?? facts[$0].reviewMinutes
        }
      }
      var previous: (run: String, place: Int?) = ("", nil)
      try Self.calls(since: looksBack ? facts.first?.run : nil, in: db) { run, call in
        // The rows of a run mostly stand together.
        if run != previous.run { previous = (run, named[run]) }
        previous.place.map { facts[$0].calls.append(call) }
      }
      return facts
    }
  }

  private static func routes(
    since first: Int64, in db: Connection
  ) throws -> [(Int64, Route, report: String?)] {
    try db.rows(
      """
      SELECT run, policy, mode, first_tier, propensity, difficulty, reach, judge, claims,
        false_claims, chance, calibrated, reason, report FROM route WHERE run >= ?
      """, first
    ) { row in
      var label: JudgeLabel?
      if let difficulty = (row[5] as String?).flatMap(Difficulty.init) {
        label = JudgeLabel(
          difficulty: difficulty,
          reach: (row[6] as String?).flatMap(ChangeContract.Reach.init) ?? .local,
          tier: (row[7] as String?).flatMap(Tier.init) ?? .builtin, claims: row[8] ?? 0,
          falseClaims: row[9] ?? 0, chance: row[10], calibrated: row[11])
      }
      return (
        row[0],
        Route(
          policy: row[1], mode: Route.Mode(rawValue: row[2]) ?? .routed,
          firstTier: Tier(rawValue: row[3]) ?? .builtin, propensity: row[4], label: label,
          reason: row[12]), row[13]
      )
    }
  }

  private static func drafts(since first: Int64, in db: Connection) throws -> [(Int64, DraftFact)] {
    try db.rows(
      """
      SELECT run, number, tier, passed, is_shown, seconds, verify_seconds, signature,
        planned_files, touched_files, outside_files, lines, chance, threshold, finishing, decision,
        reason, model
      FROM draft WHERE run >= ? ORDER BY run, number
      """, first
    ) { row in
      (
        row[0],
        DraftFact(
          number: row[1], tier: Tier(rawValue: row[2]) ?? .builtin, passed: row[3],
          isShown: row[4], seconds: row[5], verifySeconds: row[6], signature: row[7],
          plannedFiles: row[8], touchedFiles: row[9], outsideFiles: row[10], lines: row[11],
          chance: row[12], threshold: row[13],
          finishing: (row[14] as Int64?).map(MicroDollars.init), decision: row[15],
          reason: row[16], model: row[17])
      )
    }
  }

  private static func verdicts(since first: Int64, in db: Connection) throws -> [(
    Int64, ChangeVerdict
  )] {
    try db.rows(
      """
      SELECT run, word, who, time, note, minutes FROM verdict WHERE run >= ? ORDER BY position
      """, first
    ) { row in
      (
        row[0],
        ChangeVerdict(
          ChangeVerdict.Word(rawValue: row[1]) ?? .rejected, by: row[2], time: row[3],
          note: row[4], minutes: row[5])
      )
    }
  }

  /// The calls of models, in the order of their recording.
  private static func calls(
    since run: String?, in db: Connection, _ found: (_ run: String, CallFact) -> Void
  ) throws {
    _ = try db.rows(
      """
      SELECT run, step, kind, tier, input, cache_read, cache_write, output, cost, is_upper_bound,
        price IS NOT NULL, outcome <> 'servedOther', seconds,
        outcome IN ('endTurn', 'toolUse', 'truncated', 'refused')
      FROM attempt WHERE requested IS NOT NULL AND position >=
        coalesce((SELECT min(position) FROM attempt WHERE run = ?), 0)
      ORDER BY position
      """, run
    ) { row in
      guard let kind = StepKind(rawValue: row[2]), let tier = Tier(rawValue: row[3]) else { return }
      let key = StepKey(row[1])
      found(
        row[0],
        CallFact(
          kind: kind, tier: tier, draft: kind == .draft ? key.number : nil,
          usage: TokenUsage(
            input: row[4], cacheRead: row[5], cacheWrite: row[6], output: row[7]),
          cost: MicroDollars(row[8]), isUpperBound: row[9], isPriced: row[10],
          isAsAsked: row[11], isRepeated: key.isRepeated, seconds: row[12], succeeded: row[13]))
    }
  }
}
