@preconcurrency import Glibc
package import TandemCore
import TandemSQLite

/// One run in a list of runs.
package struct RunSummary: Sendable, Hashable {
  /// The run's id.
  package var id: String
  /// When it began, in wall seconds since 1970.
  package var created: Double
  /// The report's title.
  package var title: String
  /// The base commit.
  package var base: String
  /// How it ended; nil while it has not.
  package var outcome: RunOutcome?
  /// Whether a living process works on it.
  package var isRunning: Bool
  /// The process that works on it, or did last.
  package var process: Int
  /// What is booked for its model calls, upper bounds included.
  package var cost: MicroDollars
  /// Wall seconds that it worked until it ended last, without pauses; nil where it never did.
  package var seconds: Double?

  /// Whether it ended with a question or an unverified change that a person must answer.
  package var waitsForPerson: Bool { outcome?.exitCode == Self.waitingExitCode }

  static let waitingExitCode: Int32 = 3
}

extension Store {
  /// Records a new run, which this process works on from now until `finish`.
  ///
  /// - Throws: `StoreError`; `runTaken` where the id is in use.
  package func begin(
    run: String, title: String, base: String, header: some Encodable & Sendable
  ) throws(StoreError) {
    let header = try ledger.json(header)
    let began = now()
    var number: Int64?
    do throws(StoreError) {
      try ledger.transaction { db in
        if try db.value("SELECT 1 FROM run WHERE id = ?", run, as: Int.self) != nil {
          throw StoreError(kind: .runTaken, message: "there is a run “\(run)” already", hint: nil)
        }
        try db.run(
          "INSERT INTO run (id, created, title, base, header, process) VALUES (?, ?, ?, ?, ?, ?)",
          run, began, ledger.redaction.redact(title), base, header, Int(getpid()))
        // Inside the transaction: nobody sees the run before its lock is held.
        guard ledger.locks.acquire(db.lastInsertedRow) else {
          throw StoreError(
            kind: .notWritable, message: "files cannot be locked beside \(ledger.path)",
            hint: "choose a folder on a local disk with --state")
        }
        number = db.lastInsertedRow
      }
    } catch {
      if let number { ledger.locks.release(number) }
      throw error
    }
  }

  /// Records how a run ended and lets go of it.
  ///
  /// - Parameter seconds: wall seconds of the run without pauses; nil leaves what was recorded.
  /// - Throws: `StoreError`; `wrongState` where this process does not work on it.
  package func finish(
    run: String, outcome: RunOutcome, seconds: Double? = nil
  ) throws(StoreError) {
    let number = try ledger.heldNumber(of: run)
    let json = try ledger.json(outcome)
    try ledger.attempt { db in
      try db.run(
        """
        UPDATE run SET outcome = ?, exit_code = ?, ending = ?, seconds = coalesce(?, seconds)
        WHERE number = ?
        """, json, Int(outcome.exitCode), outcome.ending.rawValue, seconds, number)
    }
    ledger.locks.release(number)
  }

  /// Takes up a run again that was parked, interrupted or killed.
  ///
  /// Its calls are cleared up first: what was only intended is free, what was sent and never ended
  /// is indeterminate and stays booked at its worst case.
  ///
  /// - Throws: `StoreError`; `runTaken` where a living process works on it.
  package func reopen(run: String) throws(StoreError) {
    let number = try ledger.number(of: run)
    guard ledger.locks.acquire(number) else {
      let process = try ledger.attempt {
        try $0.value("SELECT process FROM run WHERE number = ?", number, as: Int.self)
      }
      throw StoreError(
        kind: .runTaken, message: "process \(process ?? 0) is working on run \(run)",
        hint: "wait for it, or interrupt it first")
    }
    do throws(StoreError) {
      try ledger.transaction { db in
        try clearUp(calls: number, in: db)
        try db.run(
          "UPDATE run SET outcome = NULL, exit_code = NULL, ending = NULL, process = ? WHERE number = ?",
          Int(getpid()), number)
      }
    } catch {
      ledger.locks.release(number)
      throw error
    }
  }

  /// Returns all runs, newest first.
  ///
  /// - Throws: `StoreError`.
  package func runs() throws(StoreError) -> [RunSummary] { try summaries(of: nil) }

  /// Returns one run; nil where there is none.
  ///
  /// - Throws: `StoreError`.
  package func run(_ id: String) throws(StoreError) -> RunSummary? {
    try summaries(of: id).first
  }

  /// The run called `id`, or all, newest first.
  private func summaries(of id: String?) throws(StoreError) -> [RunSummary] {
    let found = try ledger.attempt { db in
      try db.rows(
        """
        SELECT number, id, created, title, base, process, outcome,
          coalesce((SELECT sum(booked) FROM call WHERE call.run = run.number), 0),
          coalesce((SELECT sum(booked) FROM call
            WHERE call.run = run.number AND state = 'intended'), 0), seconds
        FROM run WHERE id = coalesce(?, id) ORDER BY number DESC
        """, id
      ) { row in
        let number: Int64 = row[0]
        let isRunning = ledger.locks.isHeld(number)
        let booked: Int64 = row[7]
        // What a dead process only intended to send has cost nothing.
        let intended: Int64 = isRunning ? 0 : row[8]
        return (
          RunSummary(
            id: row[1], created: row[2], title: row[3], base: row[4], outcome: nil,
            isRunning: isRunning, process: row[5], cost: MicroDollars(booked - intended),
            seconds: row[9]),
          outcome: row[6] as String?
        )
      }
    }
    var runs: [RunSummary] = []
    for (summary, outcome) in found {
      var summary = summary
      summary.outcome = try ledger.optional(
        RunOutcome.self, from: outcome, place: "the outcome of run \(summary.id)")
      runs.append(summary)
    }
    return runs
  }

  /// Returns what was recorded when the run began.
  ///
  /// - Throws: `StoreError`; `unknownRun`.
  package func header<T: Decodable & Sendable>(
    run: String, as type: T.Type
  ) throws(StoreError) -> T {
    let number = try ledger.number(of: run)
    let json: String? = try ledger.attempt {
      try $0.value("SELECT header FROM run WHERE number = ?", number)
    }
    return try ledger.value(type, from: json ?? "", place: "the header of \(run)")
  }
}
