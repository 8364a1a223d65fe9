@preconcurrency import Glibc
import Synchronization

/// Threads for blocking libgit2 calls, off Swift's cooperative pool.
package enum Threads {
  /// Runs two pieces of work at once, the second on the caller's thread, and waits for both.
  package static func both<A: Sendable, B>(
    _ first: @escaping @Sendable () -> A, _ second: () -> B
  ) -> (A, B) {
    let done = Mutex<A?>(nil)
    let thread = start {
      let value = first()
      done.withLock { $0 = value }
    }
    let other = second()
    if let thread { pthread_join(thread, nil) }
    // Where no thread can be had, the caller's own does the work.
    return (done.withLock { $0 } ?? first(), other)
  }

  /// Runs `body` on `count` new threads and waits for all of them.
  static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let threads = (0..<count).compactMap { _ in start(body) }
    // Where no thread can be had, the caller's own does the work.
    if threads.isEmpty { body() }
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Runs `body` on a new thread without waiting for it.
  static func detach(_ body: @escaping @Sendable () -> Void) {
    if let thread = start(body) { pthread_detach(thread) } else { body() }
  }

  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let box = Unmanaged.passRetained(Box(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      box.release()
      return nil
    }
    return thread
  }

  private final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}

extension Repository {
  /// Runs blocking work with the repository on a thread of its own, for asynchronous callers.
  ///
  /// - Throws: what `body` throws.
  package func inBackground<T: Sendable>(
    _ body: @escaping @Sendable (Repository) throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      Threads.detach { continuation.resume(with: Result { try body(self) }) }
    }
  }
}
