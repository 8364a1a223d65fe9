import Dispatch

/// The thread on which one store talks to SQLite, so that waiting for a disk or for another
/// process's lock never holds up Swift's cooperative threads.
///
/// A serial queue of its own; libdispatch gives it another thread whenever all others are blocked.
final class StoreExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "tandem.store")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  /// Lets `assumeIsolated` accept what `runBlocking` runs.
  func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }

  /// Runs `work` on the queue and suspends until it has ended.
  func run<T>(_ work: @Sendable @escaping () -> sending T) async -> sending T {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: work()) }
    }
  }

  /// Runs `work` on the queue and blocks the calling thread until it has ended.
  func runBlocking<T: Sendable>(_ work: () throws(StoreError) -> T) throws(StoreError) -> T {
    let result = queue.sync { () -> Result<T, StoreError> in
      do throws(StoreError) { return .success(try work()) } catch { return .failure(error) }
    }
    return try result.get()
  }
}
