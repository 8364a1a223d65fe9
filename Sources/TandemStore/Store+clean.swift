import TandemSQLite

extension Store {
  /// Deletes old runs and returns their ids; never one that runs or waits for a person.
  ///
  /// - Parameters:
  ///   - seconds: runs that began longer ago than this are deleted; nil for no limit of age.
  ///   - bytes: then the oldest are deleted until the rest needs no more than this; nil for no
  ///     limit of size.
  /// - Throws: `StoreError`.
  package func clean(olderThan seconds: Double?, beyond bytes: Int?) throws(StoreError) -> [String]
  {
    let oldest = seconds.map { now() - $0 } ?? -.infinity
    let deleted = try ledger.transaction { db in
      let candidates = try db.rows(
        """
        SELECT number, id, created, coalesce(exit_code = ?, 0),
          length(header) + coalesce((SELECT sum(length(value)) FROM step WHERE run = number), 0)
          + coalesce((SELECT sum(coalesce(length(request), 0) + coalesce(length(reply), 0))
              FROM call WHERE run = number), 0)
        FROM run ORDER BY number
        """, Int(RunSummary.waitingExitCode)
      ) { row in
        (
          number: row[0] as Int64, id: row[1] as String, created: row[2] as Double,
          waits: row[3] as Bool, size: row[4] as Int
        )
      }
      var size = candidates.reduce(0) { $0 + $1.size }
      var deleted: [String] = []
      for run in candidates where !run.waits {
        let isTooMuch = bytes.map { size > $0 } ?? false
        // Holding the lock while it goes keeps another process from taking the run up.
        guard run.created < oldest || isTooMuch, ledger.locks.acquire(run.number) else { continue }
        try db.run("DELETE FROM run WHERE number = ?", run.number)
        ledger.locks.release(run.number)
        size -= run.size
        deleted.append(run.id)
      }
      return deleted
    }
    // Gives the free pages back to the disk.
    if !deleted.isEmpty { try ledger.attempt { try $0.script("PRAGMA incremental_vacuum") } }
    return deleted
  }

  /// Deletes one run and all that was recorded of it.
  ///
  /// - Throws: `StoreError`; `unknownRun`, or `runTaken` where a process works on it.
  package func delete(run: String) throws(StoreError) {
    let number = try ledger.number(of: run)
    guard ledger.locks.acquire(number) else {
      throw StoreError(
        kind: .runTaken, message: "a process is working on run \(run)", hint: "interrupt it first")
    }
    defer { ledger.locks.release(number) }
    try ledger.attempt { try $0.run("DELETE FROM run WHERE number = ?", number) }
  }
}
