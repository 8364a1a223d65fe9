import Dispatch
@preconcurrency import Glibc

/// The first interrupt cancels the work, which saves itself; the second ends the process.
enum Interrupts {
  /// Runs `body` as a task that SIGINT and SIGTERM cancel.
  static func cancelling<Value: Sendable>(
    host: Host, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await body() }
    let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if task.isCancelled { _exit(130) }
        host.printError("stopping; again to stop at once")
        task.cancel()
      }
      source.activate()
      return source
    }
    defer { sources.forEach { $0.cancel() } }
    return try await task.value
  }
}
