import Synchronization
package import TandemCore

/// Sends again what failed for a passing reason, inside limits of attempts and time.
///
/// Waits from half a second to eight, or as long as the provider asks up to a cap. What may have
/// been paid for is sent again once, what was free twice; every send is announced.
package final class RetryingClient<C: Clock<Duration>>: ModelClient {
  private let base: any ModelClient
  private let clock: C
  private let random: Mutex<any RandomNumberGenerator & Sendable>
  private let limits: RetryLimits

  /// Wraps a client; time and chance come from `clock` and `random`.
  package init(
    _ base: any ModelClient, clock: C, random: sending any RandomNumberGenerator & Sendable,
    limits: RetryLimits = RetryLimits()
  ) {
    self.base = base
    self.clock = clock
    self.random = Mutex(random)
    self.limits = limits
  }

  /// Returns the first whole reply; the failure thrown tells the cost of the last send only, since
  /// earlier ones were told as `retrying`.
  package func reply(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws(ModelFailure) -> ModelReply {
    let start = clock.now
    var retries = 0
    while true {
      let failure: ModelFailure
      do {
        return try await base.reply(to: request, progress: progress)
      } catch {
        failure = error
      }
      let wait = try wait(after: failure, retries: retries)
      guard start.duration(to: clock.now) + wait <= limits.time else {
        throw failure.saying("no time is left for another attempt.")
      }
      progress(.retrying(after: failure, seconds: wait / .seconds(1)))
      retries += 1
      do {
        try await clock.sleep(for: wait)
      } catch {
        throw ModelFailure(kind: .cancelled, message: "stopped while waiting.", charge: .none)
      }
    }
  }

  /// How long to wait before the next send.
  ///
  /// - Throws: `failure`, where another send is not allowed or does not help.
  private func wait(
    after failure: ModelFailure, retries: Int
  ) throws(ModelFailure) -> Duration {
    let allowed = failure.charge == .none ? limits.retries : min(limits.retries, 1)
    guard failure.isRetryable, retries < allowed else { throw failure }
    let chance = random.withLock { Double.random(in: 0..<1, using: &$0) }
    if let asked = failure.retryAfter {
      guard asked <= limits.longestWait / .seconds(1) else {
        throw failure.saying("that is longer than this run waits.")
      }
      return .seconds(asked + chance * 0.1)
    }
    let step = min(0.5 * Double(1 << min(retries, 4)), 8)
    return .seconds(step * (1 - 0.25 * chance))
  }
}

/// How often and how long a failed call is tried again.
package struct RetryLimits: Sendable, Hashable {
  /// The most further sends.
  package var retries: Int
  /// The longest wait that a provider may ask for.
  package var longestWait: Duration
  /// The time after whose start no further send begins.
  package var time: Duration

  /// Makes limits.
  package init(
    retries: Int = 2, longestWait: Duration = .seconds(60), time: Duration = .seconds(1800)
  ) {
    self.retries = retries
    self.longestWait = longestWait
    self.time = time
  }
}

extension ModelFailure {
  /// The failure with a further sentence.
  fileprivate func saying(_ sentence: String) -> ModelFailure {
    var failure = self
    failure.message += " " + sentence
    return failure
  }
}
