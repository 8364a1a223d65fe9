import Glibc
import TandemCore

/// One thread for one running command, told of the task's cancellation.
///
/// The child dies when the thread that forked it ends: the whole of `body` runs on one thread.
enum CommandThread {
  /// Runs `body` on a thread of its own; `cancelled` becomes readable when the task is cancelled.
  static func run(
    _ body: @escaping @Sendable (_ cancelled: Descriptor) throws -> CommandResult
  ) async throws(CommandFailure) -> CommandResult {
    do {
      let cancelled = try Descriptor.event()
      return try await withTaskCancellationHandler {
        try await OwnThread.run { try body(cancelled) }
      } onCancel: {
        var one: UInt64 = 1
        write(cancelled.number, &one, 8)
      }
    } catch let failure as CommandFailure {
      throw failure
    } catch let error as SystemError {
      throw error.asCommandFailure
    } catch {
      throw CommandFailure(message: "\(error)")
    }
  }
}
