import TandemCore
import TandemRouting
import TandemSQLite

/// The statements beneath the calls: how a call moves on, and what is booked where.
extension Store {
  /// The day in UTC, as the account writes it: `2026-11-24`.
  var today: String { Day(secondsSince1970: Int64(now())).description }

  /// Moves a call that has not ended to its next state.
  func advance(
    _ call: Int64, to state: BookedCall.State, from earlier: [BookedCall.State],
    requestID: String? = nil, usage: TokenUsage? = nil, in db: Connection
  ) throws {
    let from = earlier.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    let changed = try db.run(
      """
      UPDATE call SET state = ?, sends = sends + ?, request_id = coalesce(?, request_id),
        usage = coalesce(?, usage)
      WHERE id = ? AND state IN (\(from))
      """, state.rawValue, state == .sent ? 1 : 0, requestID, try usage.map(ledger.json), call)
    if changed == 0 { throw Self.wrongState(call, state) }
  }

  /// Keeps the worst case of a call's last send booked and books that of the next beside it.
  func bookAgain(_ call: Int64, in db: Connection) throws {
    let found = try db.rows("SELECT run, bound, cap FROM call WHERE id = ?", call) { row in
      (
        run: row[0] as Int64, bound: MicroDollars(row[1]),
        cap: (row[2] as Int64?).map(MicroDollars.init)
      )
    }
    for call in found {
      let full = try exceeded(call.bound, run: call.run, cap: call.cap, in: db)
      if let full { throw StoreError(kind: .overBudget, message: full.description, hint: nil) }
    }
    try db.run(
      "UPDATE call SET lost = lost + bound, booked = booked + bound WHERE id = ?", call)
    try copyToAccount(call, in: db)
  }

  /// Ends a call in ledger and account; a nil cost leaves the worst case booked.
  func end(
    _ call: Int64, as state: BookedCall.State, cost: MicroDollars?, in db: Connection
  ) throws {
    let changed = try db.run(
      """
      UPDATE call SET state = ?, booked = lost + coalesce(?, bound), ended = ?
      WHERE id = ? AND state IN ('intended', 'sent', 'accepted', 'usage')
      """, state.rawValue, cost?.value, now(), call)
    if changed == 0 { throw Self.wrongState(call, state) }
    try copyToAccount(call, in: db)
  }

  /// Keeps what is known of an ended call; a usage reported before its end is not lost.
  func keep(
    _ reply: ModelReply?, of call: Int64, usage: TokenUsage?, servedModel: String?,
    in db: Connection
  ) throws {
    let json = try reply.map(ledger.json)
    try db.run(
      "UPDATE call SET usage = coalesce(?, usage), served = ?, reply = ?, digest = ? WHERE id = ?",
      try usage.map(ledger.json), servedModel, json, json.map { Digest.of("\(call)", $0) }, call)
  }

  private func copyToAccount(_ call: Int64, in db: Connection) throws {
    guard ledger.account != nil else { return }
    try db.run(
      """
      UPDATE account.charge SET booked = call.booked FROM call
      WHERE call.id = ? AND charge.token = call.token
      """, call)
  }

  /// Ends the calls that a dead process left open.
  func clearUp(calls run: Int64, in db: Connection) throws {
    let open = try db.rows(
      """
      SELECT id, state = 'intended' FROM call
      WHERE run = ? AND state IN ('intended', 'sent', 'accepted', 'usage')
      """, run
    ) { row in (id: row[0] as Int64, hasLeft: !row[1]) }
    for call in open {
      try end(
        call.id, as: call.hasLeft ? .indeterminate : .free, cost: call.hasLeft ? nil : .zero,
        in: db)
      if call.hasLeft { try insertLost(call: call.id, in: db) }
    }
  }

  /// Returns the first cap, from the narrowest, that has no room for an amount more.
  func exceeded(
    _ wanted: MicroDollars, run: Int64, cap: MicroDollars?, in db: Connection
  ) throws -> CapExceeded? {
    let (account, day) = (ledger.account, today)
    let caps: [(CapExceeded.Cap, limit: MicroDollars?, booked: () throws -> MicroDollars)] = [
      (.run, cap, { try self.booked(run: run, in: db) }),
      (
        .repository, account?.repositoryCap,
        { try self.booked(day: day, repository: account?.repository, in: db) }
      ),
      (.day, account?.dayCap, { try self.booked(day: day, repository: nil, in: db) }),
    ]
    for (cap, limit, booked) in caps {
      guard let limit else { continue }
      let booked = try booked()
      if booked + wanted > limit {
        return CapExceeded(cap: cap, limit: limit, booked: booked, wanted: wanted)
      }
    }
    return nil
  }

  /// What is booked for a run's calls.
  func booked(run: Int64, in db: Connection) throws -> MicroDollars {
    MicroDollars(try db.value("SELECT sum(booked) FROM call WHERE run = ?", run) ?? 0)
  }

  /// What is booked in the account for a day, for one repository or for all.
  func booked(day: String, repository: String?, in db: Connection) throws -> MicroDollars {
    MicroDollars(
      try db.value(
        """
        SELECT sum(booked) FROM account.charge WHERE day = ?1 AND (?2 IS NULL OR repository = ?2)
        """, day, repository) ?? 0)
  }

  private static func wrongState(_ call: Int64, _ state: BookedCall.State) -> StoreError {
    StoreError(
      kind: .wrongState, message: "call \(call) cannot become “\(state.rawValue)” any more",
      hint: nil)
  }
}
