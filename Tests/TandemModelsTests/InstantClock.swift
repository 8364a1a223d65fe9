import Synchronization

/// A clock whose sleepers wake at once; it says what it was asked to sleep.
final class InstantClock: Clock, Sendable {
  private let elapsed = Mutex(Duration.zero)
  private let asked = Mutex<[Duration]>([])

  /// A moment since the clock was made.
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  var now: Instant { Instant(offset: elapsed.withLock { $0 }) }
  var minimumResolution: Duration { .zero }

  /// What was slept, in order.
  var sleeps: [Duration] { asked.withLock { $0 } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    let wait = now.duration(to: deadline)
    asked.withLock { $0.append(wait) }
    elapsed.withLock { $0 += wait }
  }
}

/// Chance that always falls on the same side: zero.
struct FixedRandom: RandomNumberGenerator, Sendable {
  mutating func next() -> UInt64 { 0 }
}
