import Synchronization

/// The way of one exchange's events from the thread that reads the wire to the task that waits.
///
/// Bytes that arrive while nobody waits are joined, so a slow reader costs no wake-ups.
final class EventChannel: Sendable {
  private struct State {
    var head: HTTPHead?
    var bytes: [UInt8] = []
    var ending: Ending?
    var waiter: CheckedContinuation<Void, Never>?

    var isReady: Bool { head != nil || !bytes.isEmpty || ending != nil }
  }

  private enum Ending {
    case whole
    case failed(HTTPFailure)
  }

  private let state = Mutex(State())

  /// Hands over the head.
  func send(_ head: HTTPHead) { change { $0.head = head } }

  /// Hands over some bytes of the body.
  func send(_ bytes: UnsafeRawBufferPointer) { change { $0.bytes.append(contentsOf: bytes) } }

  /// Ends the exchange; the first ending stays.
  func end(_ failure: HTTPFailure?) {
    change { if $0.ending == nil { $0.ending = failure.map(Ending.failed) ?? .whole } }
  }

  /// Returns what came next, or nil after the whole reply.
  ///
  /// - Parameter cancel: called at once where the task is cancelled; it must lead to an ending.
  func next(onCancel cancel: @escaping @Sendable () -> Void) async throws(HTTPFailure) -> HTTPEvent?
  {
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        let isReady = state.withLock { state in
          if !state.isReady { state.waiter = waiter }
          return state.isReady
        }
        if isReady { waiter.resume() }
      }
    } onCancel: {
      cancel()
    }
    return try state.withLock { (state) throws(HTTPFailure) -> HTTPEvent? in
      if let head = state.head.take() { return .head(head) }
      if !state.bytes.isEmpty {
        let bytes = state.bytes
        state.bytes = []
        return .bytes(bytes)
      }
      if case .failed(let failure) = state.ending { throw failure }
      return nil
    }
  }

  private func change(_ body: (inout State) -> Void) {
    let waiter = state.withLock { state in
      body(&state)
      return state.isReady ? state.waiter.take() : nil
    }
    waiter?.resume()
  }
}
