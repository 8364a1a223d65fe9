import TandemCore
import TandemRouting
import TandemStore

/// Money set aside for one send of a call, at its worst case.
///
/// It cannot be copied and ends when it is settled or closed, so that no send is paid for twice and
/// none is forgotten: the compiler refuses both.
struct Lease: ~Copyable, Sendable {
  /// The call's number in the ledger.
  let call: Int64
  private let journal: Journal
  private let entry: BookedClient.Entry

  /// Books the worst case, and that the call is about to be sent.
  ///
  /// - Throws: `CapExceeded` where a cap has no room for it; `StoreError` where it cannot be recorded.
  static func take(
    for request: ModelRequest, _ entry: BookedClient.Entry, journal: Journal
  ) async throws -> Lease {
    let booked = try await journal.store.intend(
      ModelCall(
        run: journal.run, step: entry.step, kind: entry.kind, tier: entry.tier,
        requestHash: entry.requestHash, model: entry.choice.model,
        priceRow: entry.price.cost(of: TokenUsage()).row, bound: entry.bound, request: request),
      cap: entry.cap)
    let call = try booked.get()
    // On the disk before the first byte leaves: after a crash nobody believes it was not sent.
    try await journal.store.sent(call: call)
    return Lease(call: call, journal: journal, entry: entry)
  }

  private init(call: Int64, journal: Journal, entry: BookedClient.Entry) {
    self.call = call
    self.journal = journal
    self.entry = entry
  }

  /// Ends it with a whole reply, at what that cost; at the worst case where nobody says.
  consuming func settle(_ reply: ModelReply) async throws {
    let (known, price) = entry.price.cost(of: reply.usage)
    let cost = reply.isUsageReported ? known : entry.bound
    let row = row(
      usage: reply.usage, price: price, cost: cost, isUpperBound: !reply.isUsageReported,
      served: reply.servedModel, seconds: reply.seconds, outcome: reply.stop.rawValue)
    if reply.isUsageReported {
      try await journal.store.settle(
        call: call, usage: reply.usage, cost: cost, servedModel: reply.servedModel, reply: reply,
        row: row)
    } else {
      try await journal.store.indeterminate(call: call, reply: reply, row: row)
    }
    journal.emit(
      .modelCall(
        step: entry.step, model: reply.servedModel, usage: reply.usage, cost: cost,
        seconds: reply.seconds))
  }

  /// Ends it without a reply, at what the failure cost.
  consuming func close(_ failure: ModelFailure) async throws {
    switch failure.charge {
    case .none:
      try await journal.store.failFree(call: call, row: row(failure, TokenUsage(), .zero))
    case .indeterminate:
      try await journal.store.indeterminate(
        call: call, row: row(failure, TokenUsage(), entry.bound))
    case .reported(let usage):
      let cost = entry.price.cost(of: usage).amount
      try await journal.store.settle(
        call: call, usage: usage, cost: cost, servedModel: nil, row: row(failure, usage, cost))
    }
  }

  private borrowing func row(
    _ failure: ModelFailure, _ usage: TokenUsage, _ cost: MicroDollars
  ) -> LedgerRow {
    row(
      usage: usage, price: entry.price.cost(of: usage).row, cost: cost,
      isUpperBound: failure.charge == .indeterminate, served: nil, seconds: 0,
      outcome: failure.kind.rawValue)
  }

  private borrowing func row(
    usage: TokenUsage, price: String, cost: MicroDollars, isUpperBound: Bool, served: String?,
    seconds: Double, outcome: String
  ) -> LedgerRow {
    LedgerRow(
      run: journal.run, step: entry.step, kind: entry.kind, tier: entry.tier,
      requestedModel: entry.choice.model, servedModel: served, usage: usage, priceRow: price,
      cost: cost, isUpperBound: isUpperBound, seconds: seconds, outcome: outcome)
  }
}
