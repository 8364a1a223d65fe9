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
    let lease = try await lease(request)
    let call = lease.call
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
      case .success(let reply): try await lease.settle(reply)
      case .failure(let failure): try await lease.close(failure)
      }
    } catch {
      throw unrecorded(error)
    }
    if problem != nil { throw unrecorded(nil) }
    return try result.get()
  }

  private func lease(_ request: ModelRequest) async throws(ModelFailure) -> Lease {
    do {
      return try await Lease.take(for: request, entry, journal: journal)
    } catch let exceeded as CapExceeded {
      throw ModelFailure(kind: .budget, message: exceeded.description, charge: .none)
    } catch {
      throw unrecorded(error)
    }
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
