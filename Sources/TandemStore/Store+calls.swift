package import TandemCore
import TandemSQLite

/// Paid calls. Every cap holds at every moment, because the worst case is booked in the same
/// transaction that checks the caps, and before anything leaves the machine.
extension Store {
  /// Books a call at its worst case and returns its number, or the cap that has no room for it.
  ///
  /// - Parameter cap: the most that the run may cost; nil for no limit.
  /// - Throws: `StoreError`; `wrongState` where this process does not work on the run.
  package func intend(
    _ call: ModelCall, cap: MicroDollars?
  ) throws(StoreError) -> Result<Int64, CapExceeded> {
    let number = try ledger.heldNumber(of: call.run)
    let request = try call.request.map(ledger.json)
    let (time, token) = (now(), Int64.random(in: Int64.min...Int64.max))
    return try ledger.transaction { db in
      let wanted = call.bound
      if let exceeded = try exceeded(wanted, run: number, cap: cap, in: db) {
        return .failure(exceeded)
      }
      if let account = ledger.account {
        try db.run(
          "INSERT INTO account.charge (token, day, repository, run, booked) VALUES (?, ?, ?, ?, ?)",
          token, today, account.repository, call.run, wanted.value)
      }
      try db.run(
        """
        INSERT INTO call (run, step, kind, tier, request_hash, model, price, bound, cap, booked,
          state, token, intended, request)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'intended', ?, ?, ?)
        """,
        number, call.step, call.kind.rawValue, call.tier.rawValue, call.requestHash, call.model,
        call.priceRow, wanted.value, cap?.value, wanted.value, token, time, request)
      return .success(db.lastInsertedRow)
    }
  }

  /// Records that the first byte of a call is about to leave.
  ///
  /// - Throws: `StoreError`; then nothing may be sent.
  package func sent(call: Int64) throws(StoreError) {
    try ledger.attempt { db in
      try advance(call, to: .sent, from: [.intended], in: db)
    }
  }

  /// Records that the provider accepted a call and bills it.
  ///
  /// - Throws: `StoreError`.
  package func accepted(call: Int64, requestID: String?) throws(StoreError) {
    try ledger.attempt { db in
      try advance(call, to: .accepted, from: [.sent], requestID: requestID, in: db)
    }
  }

  /// Records the usage that the provider reported before the end; the latest replaces the former.
  ///
  /// - Throws: `StoreError`.
  package func usage(call: Int64, _ usage: TokenUsage) throws(StoreError) {
    try ledger.attempt { db in
      try advance(call, to: .usage, from: [.sent, .accepted, .usage], usage: usage, in: db)
    }
  }

  /// Records that a send failed and the same request is about to be sent again.
  ///
  /// A send that cost nothing makes room for the next. Any other stays booked at its worst case,
  /// and the next send is booked beside it.
  ///
  /// - Throws: `StoreError`; `overBudget` where a cap has no room: then nothing may be sent.
  package func resend(
    call: Int64, after charge: ModelFailure.Charge
  ) throws(StoreError) {
    try ledger.transaction { db in
      if charge != .none { try bookAgain(call, in: db) }
      try advance(call, to: .intended, from: [.sent, .accepted, .usage], in: db)
    }
  }

  /// Records progress as it happens, and blocks the calling thread until it is on the disk.
  ///
  /// For the synchronous callback of whoever reads the wire. It waits for one commit (about 2 ms)
  /// on the store's own thread and for nothing of Swift's, so it cannot deadlock.
  ///
  /// - Throws: `StoreError`; then nothing more may be sent: the caller has to cancel the exchange.
  package nonisolated func progressed(
    call: Int64, _ progress: ModelProgress
  ) throws(StoreError) {
    try blocking { store throws(StoreError) in
      switch progress {
      case .sending: try store.sent(call: call)
      case .accepted(let requestID): try store.accepted(call: call, requestID: requestID)
      case .usage(let usage): try store.usage(call: call, usage)
      case .retrying(let failure, _): try store.resend(call: call, after: failure.charge)
      }
    }
  }

  /// Ends a call whose cost is known, with its reply where there is a whole one.
  ///
  /// The cost is booked as it is, also above the worst case: the truth is worth more than the cap.
  ///
  /// - Parameter row: the ledger's row, added in the same breath; so with the next two.
  /// - Throws: `StoreError`; `wrongState` where the call has ended before.
  package func settle(
    call: Int64, usage: TokenUsage, cost: MicroDollars, servedModel: String?,
    reply: ModelReply? = nil, row: LedgerRow? = nil
  ) throws(StoreError) {
    try ledger.transaction { db in
      try end(call, as: .settled, cost: cost, in: db)
      if let row { try insert(row, in: db) }
      try keep(reply, of: call, usage: usage, servedModel: servedModel, in: db)
    }
  }

  /// Ends a call that cost nothing.
  ///
  /// - Throws: `StoreError`; `wrongState` where the call has ended before.
  package func failFree(call: Int64, row: LedgerRow? = nil) throws(StoreError) {
    try ledger.transaction { db in
      try end(call, as: .free, cost: .zero, in: db)
      if let row { try insert(row, in: db) }
    }
  }

  /// Ends a call of which nobody knows the cost: it stays booked at its worst case.
  ///
  /// - Parameter reply: the whole reply, where one came without its usage.
  /// - Throws: `StoreError`; `wrongState` where the call has ended before.
  package func indeterminate(
    call: Int64, reply: ModelReply? = nil, row: LedgerRow? = nil
  ) throws(StoreError) {
    try ledger.transaction { db in
      try end(call, as: .indeterminate, cost: nil, in: db)
      if let row { try insert(row, in: db) }
      try keep(reply, of: call, usage: nil, servedModel: reply?.servedModel, in: db)
    }
  }

  /// Returns the recorded answer to a request, which is then never asked again.
  ///
  /// - Throws: `StoreError`.
  package func reply(
    run: String, key: String, requestHash: String
  ) throws(StoreError) -> ModelReply? {
    let number = try ledger.number(of: run)
    let found = try ledger.attempt { db in
      try db.rows(
        """
        SELECT id, reply, digest FROM call
        WHERE run = ? AND step = ? AND request_hash = ? AND reply IS NOT NULL ORDER BY id LIMIT 1
        """, number, key, requestHash
      ) { row in
        (call: row[0] as Int64, json: row[1] as String, digest: row[2] as Int64)
      }.first
    }
    guard let found else { return nil }
    let place = "a reply in “\(key)” of run \(run)"
    try ledger.verify(found.json, found.digest, name: "\(found.call)", place: place)
    return try ledger.value(ModelReply.self, from: found.json, place: place)
  }

  /// Returns what is booked for a run's calls, upper bounds included.
  ///
  /// - Throws: `StoreError`; `unknownRun`.
  package func spent(run: String) throws(StoreError) -> MicroDollars {
    let number = try ledger.number(of: run)
    return try ledger.attempt { db in try booked(run: number, in: db) }
  }

  /// Returns what is booked today (UTC), for one repository or for all that share the account.
  ///
  /// Without an account it is nothing. What a run that was killed only intended to send counts
  /// until that run is taken up again.
  ///
  /// - Throws: `StoreError`.
  package func spentToday(repository: String? = nil) throws(StoreError) -> MicroDollars {
    guard ledger.account != nil else { return .zero }
    return try ledger.attempt { db in try booked(day: today, repository: repository, in: db) }
  }

  /// Returns every call of a run and what became of it, in the order of booking.
  ///
  /// - Throws: `StoreError`; `unknownRun`.
  package func calls(run: String) throws(StoreError) -> [BookedCall] {
    let number = try ledger.number(of: run)
    return try ledger.attempt { db in
      try db.rows(
        """
        SELECT id, step, request_hash, model, price, bound, request, state, booked, sends,
          request_id, served, usage, kind, tier
        FROM call WHERE run = ? ORDER BY id
        """, number
      ) { row in
        (
          call: BookedCall(
            id: row[0],
            call: ModelCall(
              run: run, step: row[1], kind: StepKind(rawValue: row[13]) ?? .draft,
              tier: Tier(rawValue: row[14]) ?? .premium, requestHash: row[2], model: row[3],
              priceRow: row[4], bound: MicroDollars(row[5])),
            state: BookedCall.State(rawValue: row[7]) ?? .indeterminate,
            booked: MicroDollars(row[8]), sends: row[9], requestID: row[10], servedModel: row[11]),
          request: row[6] as String?, usage: row[12] as String?
        )
      }
    }.map { found throws(StoreError) in
      var call = found.call
      let place = "call \(call.id) of run \(run)"
      call.call.request = try ledger.optional(ModelRequest.self, from: found.request, place: place)
      call.usage = try ledger.optional(TokenUsage.self, from: found.usage, place: place)
      return call
    }
  }
}
