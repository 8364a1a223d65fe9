package import TandemCore
import TandemSQLite

extension Store {
  /// Adds the row of one attempt to the ledger.
  ///
  /// - Throws: `StoreError`; `unknownRun`.
  package func append(row: LedgerRow) throws(StoreError) {
    _ = try ledger.number(of: row.run)
    try ledger.attempt { db in try insert(row, in: db) }
  }

  /// Adds a row within somebody else's transaction.
  func insert(_ row: LedgerRow, in db: Connection) throws {
    try db.run(
      """
      INSERT INTO attempt (run, step, kind, tier, requested, served, input, cache_read,
        cache_write, output, price, cost, is_upper_bound, seconds, outcome, decision, reason,
        ended)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      row.run, row.step, row.kind.rawValue, row.tier.rawValue, row.requestedModel,
      row.servedModel, row.usage.input, row.usage.cacheRead, row.usage.cacheWrite,
      row.usage.output, row.priceRow, row.cost.value, row.isUpperBound, row.seconds, row.outcome,
      row.decision, row.reason, now())
  }

  /// Adds the row of a call that a dead process left open: nobody knows more than its worst case.
  func insertLost(call: Int64, in db: Connection) throws {
    try db.run(
      """
      INSERT INTO attempt (run, step, kind, tier, requested, input, cache_read, cache_write, output,
        price, cost, is_upper_bound, seconds, outcome, ended)
      SELECT run.id, step, kind, tier, model, 0, 0, 0, 0, price, booked, 1, 0, 'lost', ?2
      FROM call JOIN run ON run.number = call.run WHERE call.id = ?1
      """, call, now())
  }

  /// Returns the rows of a run, or of all runs, in the order in which they were added.
  ///
  /// - Throws: `StoreError`.
  package func ledger(run: String? = nil) throws(StoreError) -> [LedgerRow] {
    try timedLedger(run: run).map(\.row)
  }

  /// Returns the same rows with the second since 1970 at which each was added; nil for rows of
  /// earlier versions.
  ///
  /// - Throws: `StoreError`.
  package func timedLedger(
    run: String? = nil
  ) throws(StoreError) -> [(row: LedgerRow, ended: Double?)] {
    try ledger.attempt { db in
      try db.rows(
        """
        SELECT run, step, kind, tier, requested, served, input, cache_read, cache_write, output,
          price, cost, is_upper_bound, seconds, outcome, decision, reason, ended
        FROM attempt WHERE ?1 IS NULL OR run = ?1 ORDER BY position
        """, run
      ) { row -> (row: LedgerRow, ended: Double?)? in
        guard let kind = StepKind(rawValue: row[2]), let tier = Tier(rawValue: row[3]) else {
          return nil
        }
        let found = LedgerRow(
          run: row[0], step: row[1], kind: kind, tier: tier, requestedModel: row[4],
          servedModel: row[5],
          usage: TokenUsage(
            input: row[6], cacheRead: row[7], cacheWrite: row[8], output: row[9]),
          priceRow: row[10], cost: MicroDollars(row[11]), isUpperBound: row[12], seconds: row[13],
          outcome: row[14], decision: row[15], reason: row[16])
        return (found, row[17])
      }
    }.map { row throws(StoreError) in
      guard let row else {
        throw StoreError(
          kind: .corrupt, message: "\(ledger.path): an attempt has an unknown step kind or tier",
          hint: "it was written by another version of tandem, or the file is damaged")
      }
      return row
    }
  }
}
