import Synchronization
import TandemCore
import TandemRouting
import TandemStore

/// A model client whose every send is leased before, booked on the way and settled after.
///
/// What the store cannot record stops the call; `problem` then says why.
final class BookedClient: ModelClient {
  private let client: any ModelClient
  private let journal: Journal
  private let entry: Entry
  private let failure = Mutex<(any Error)?>(nil)

  /// What all sends of one call share.
  struct Entry: Sendable {
    var kind: StepKind
    var tier: Tier
    /// The call's key within the run.
    var step: String
    var requestHash: String
    var choice: ModelChoice
    var price: ModelPrice
    /// The worst case of one send.
    var bound: MicroDollars
    /// The run's cap.
    var cap: MicroDollars
  }

  init(_ client: any ModelClient, journal: Journal, entry: Entry) {
    self.client = client
    self.journal = journal
    self.entry = entry
  }

  /// The first thing that could not be recorded.
  var problem: (any Error)? { failure.withLock { $0 } }

  func reply(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws(ModelFailure) -> ModelReply {
    let call = try await lease(request)
    let result: Result<ModelReply, ModelFailure>
    do throws(ModelFailure) {
      result = .success(
        try await client.reply(to: request) { step in
          // The send itself was booked with the lease.
          if step != .sending { book { try journal.store.progressed(call: call, step) } }
          progress(step)
        })
    } catch {
      result = .failure(error)
    }
    do {
      switch result {
      case .success(let reply): try await settle(call, reply)
      case .failure(let failure): try await close(call, failure)
      }
    } catch {
      throw unrecorded(error)
    }
    if problem != nil { throw unrecorded(nil) }
    return try result.get()
  }

  private func lease(_ request: ModelRequest) async throws(ModelFailure) -> Int64 {
    let booked: Result<Int64, CapExceeded>
    do {
      booked = try await journal.store.intend(
        ModelCall(
          run: journal.run, step: entry.step, kind: entry.kind, tier: entry.tier,
          requestHash: entry.requestHash, model: entry.choice.model,
          priceRow: entry.price.cost(of: TokenUsage()).row, bound: entry.bound, request: request),
        cap: entry.cap)
    } catch {
      throw unrecorded(error)
    }
    switch booked {
    case .failure(let exceeded):
      throw ModelFailure(kind: .budget, message: exceeded.description, charge: .none)
    case .success(let call):
      // On the disk before the first byte leaves: after a crash nobody believes it was not sent.
      do { try await journal.store.sent(call: call) } catch { throw unrecorded(error) }
      return call
    }
  }

  private func settle(_ call: Int64, _ reply: ModelReply) async throws {
    let (known, row) = entry.price.cost(of: reply.usage)
    let cost = reply.isUsageReported ? known : entry.bound
    let said = self.row(
      usage: reply.usage, row: row, cost: cost, isUpperBound: !reply.isUsageReported,
      served: reply.servedModel, seconds: reply.seconds, outcome: reply.stop.rawValue)
    if reply.isUsageReported {
      try await journal.store.settle(
        call: call, usage: reply.usage, cost: cost, servedModel: reply.servedModel, reply: reply,
        row: said)
    } else {
      try await journal.store.indeterminate(call: call, reply: reply, row: said)
    }
    journal.emit(
      .modelCall(
        step: entry.step, model: reply.servedModel, usage: reply.usage, cost: cost,
        seconds: reply.seconds))
  }

  private func close(_ call: Int64, _ failure: ModelFailure) async throws {
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

  private func row(
    _ failure: ModelFailure, _ usage: TokenUsage, _ cost: MicroDollars
  ) -> LedgerRow {
    row(
      usage: usage, row: entry.price.cost(of: usage).row, cost: cost,
      isUpperBound: failure.charge == .indeterminate, served: nil, seconds: 0,
      outcome: failure.kind.rawValue)
  }

  private func row(
    usage: TokenUsage, row: String, cost: MicroDollars, isUpperBound: Bool, served: String?,
    seconds: Double, outcome: String
  ) -> LedgerRow {
    LedgerRow(
      run: journal.run, step: entry.step, kind: entry.kind, tier: entry.tier,
      requestedModel: entry.choice.model, servedModel: served, usage: usage, priceRow: row,
      cost: cost, isUpperBound: isUpperBound, seconds: seconds, outcome: outcome)
  }

  private func book(_ body: () throws -> Void) {
    do { try body() } catch { failure.withLock { $0 = $0 ?? error } }
  }

  /// A call that cannot be recorded ends as cancelled; `problem` is what the desk throws.
  private func unrecorded(_ error: (any Error)?) -> ModelFailure {
    if let error { failure.withLock { $0 = $0 ?? error } }
    return ModelFailure(kind: .cancelled, message: "the call cannot be recorded", charge: .none)
  }
}
