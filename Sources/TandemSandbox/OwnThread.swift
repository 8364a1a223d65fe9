import Glibc

/// Work on a thread of its own, so that a blocking call never holds up the cooperative pool.
package enum OwnThread {
  /// Runs `body` on a new thread and waits for it without blocking the caller's.
  ///
  /// - Throws: `SystemError` where the machine gives no more threads, else what `body` throws.
  package static func run<T: Sendable>(
    _ body: @escaping @Sendable () throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      let work = Unmanaged.passRetained(Work { continuation.resume(with: Result(catching: body)) })
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      defer { pthread_attr_destroy(&attributes) }
      pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
      var thread = pthread_t()
      let code = pthread_create(
        &thread, &attributes,
        { argument in
          if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
          return nil
        }, work.toOpaque())
      if code != 0 {
        work.release()
        continuation.resume(throwing: SystemError("start a thread", code))
      }
    }
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
