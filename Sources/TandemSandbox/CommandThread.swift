import CLinux
import Glibc
import TandemCore

/// One thread for one running command, so that waiting for it never blocks the cooperative pool.
///
/// The child dies when the thread that forked it ends: the whole of `body` runs on one thread.
enum CommandThread {
  /// Runs `body` on a thread of its own; `cancelled` becomes readable when the task is cancelled.
  static func run(
    _ body: @escaping @Sendable (_ cancelled: Descriptor) throws(CommandFailure) -> CommandResult
  ) async throws(CommandFailure) -> CommandResult {
    let cancelled: Descriptor
    do {
      cancelled = try Descriptor.event()
    } catch {
      throw error.asCommandFailure
    }
    let result: Result<CommandResult, CommandFailure> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        start {
          do throws(CommandFailure) {
            continuation.resume(returning: .success(try body(cancelled)))
          } catch {
            continuation.resume(returning: .failure(error))
          }
        } onRefusal: { code in
          continuation.resume(
            returning: .failure(SystemError("pthread_create", code).asCommandFailure))
        }
      }
    } onCancel: {
      var one: UInt64 = 1
      write(cancelled.number, &one, 8)
    }
    return try result.get()
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static func start(
    _ body: @escaping @Sendable () -> Void, onRefusal: (Int32) -> Void
  ) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    if code != 0 {
      work.release()
      onRefusal(code)
    }
  }
}
