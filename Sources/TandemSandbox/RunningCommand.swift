import CLinux
import Glibc
import TandemCore

/// One started process watched to its end: output, deadline, cancellation and memory.
///
/// Blocks its thread; made and used on the thread that forked.
struct RunningCommand {
  /// How the process ended, before a runner says what that means.
  struct Ended {
    /// Its exit code, 0 where a signal ended it.
    var code: Int32 = 0
    /// The signal that ended it, or 0.
    var signal: Int32 = 0
    /// Why it was ended from outside; nil where it ended by itself.
    var cause: Cause?
    /// What it said.
    var output: BoundedOutput
  }

  /// Why a process was ended from outside.
  enum Cause { case cancelled, deadline, memory, processes }

  /// What was started.
  let process: Launch.Started
  /// The reading end of its output.
  let output: Descriptor
  /// Readable when the task is cancelled.
  let cancelled: Descriptor
  /// When it is ended.
  let deadline: Duration
  /// The most bytes of output kept.
  let outputLimit: Int
  /// What the tree may use.
  let limits: SandboxLimits
  /// Ends the tree, called at once and then again at each later stage (1, 2 …) a second apart.
  let end: (_ stage: Int) -> Void

  /// Watches until the process has ended and is reaped.
  func wait() -> Ended {
    let start = ContinuousClock.now
    var ended = Ended(output: BoundedOutput(limit: outputLimit))
    var isOpen = true
    var nextWatch = start + .milliseconds(50)
    var stage = 0
    var nextStage = start

    while true {
      let now = ContinuousClock.now
      if ended.cause == nil {
        ended.cause = now >= start + deadline ? .deadline : nil
        if ended.cause == nil, now >= nextWatch {
          let usage = watch()
          ended.cause = usage.cause
          nextWatch = .now + usage.again
        }
      }
      if ended.cause != nil, now >= nextStage {
        end(stage)
        stage += 1
        nextStage = now + .seconds(1)
      }

      let wake = ended.cause == nil ? min(nextWatch, start + deadline) : nextStage
      var polled = [
        pollfd(fd: process.handle.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isOpen ? output.number : -1, events: Int16(POLLIN), revents: 0),
        pollfd(
          fd: ended.cause == nil ? cancelled.number : -1, events: Int16(POLLIN), revents: 0),
      ]
      poll(&polled, 3, Self.milliseconds(until: wake))
      if polled[1].revents != 0 {
        if let bytes = output.available(limit: 1 << 16) {
          ended.output.append(bytes)
        } else {
          isOpen = false
        }
      }
      if polled[2].revents != 0 { ended.cause = .cancelled }
      if polled[0].revents != 0 { break }
    }
    _ = tandem_reap(process.handle.number, &ended.code, &ended.signal)
    // What is still in the pipe, and no more: a survivor may hold it open and go on writing.
    var rest = 16
    while isOpen, rest > 0, let bytes = output.available(limit: 1 << 16), !bytes.isEmpty {
      ended.output.append(bytes)
      rest -= 1
    }
    return ended
  }

  /// Whether the tree uses too much, and when to look again: soon where it grows.
  private func watch() -> (cause: Cause?, again: Duration) {
    let tree = ProcessTree(root: process.process)
    if tree.processes.count > limits.processes { return (.processes, .zero) }
    let upperBound = tree.residentBytes
    if upperBound > limits.memoryBytes, tree.proportionalBytes > limits.memoryBytes {
      return (.memory, .zero)
    }
    let isGrowing =
      tree.processes.count > limits.processes / 4 || upperBound > limits.memoryBytes / 4
    return (nil, .milliseconds(isGrowing ? 25 : 200))
  }

  private static func milliseconds(until instant: ContinuousClock.Instant) -> Int32 {
    let left = ContinuousClock.now.duration(to: instant)
    let (seconds, attoseconds) = left.components
    if seconds < 0 || attoseconds < 0 { return 0 }
    // Rounded up: rounding down would spin through the last millisecond.
    return seconds > 3600
      ? 3_600_000 : Int32(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
  }
}

extension CommandResult {
  /// The result of a process that ended so; `isSandboxed` where a signal shows as 128 + its number.
  init(_ ended: RunningCommand.Ended, isSandboxed: Bool, seconds: Double, limits: SandboxLimits)
    throws(CommandFailure)
  {
    let ending: Ending
    var note = ""
    switch ended.cause {
    case .cancelled: throw CommandFailure(message: "interrupted", isCancellation: true)
    case .deadline: ending = .timedOut
    case .memory:
      ending = .outOfMemory
      note = "\n[ended: more than \(limits.memoryBytes >> 20) MiB of memory]\n"
    case .processes:
      ending = .outOfMemory
      note = "\n[ended: more than \(limits.processes) processes]\n"
    case nil:
      if ended.signal != 0 {
        ending = .signalled(ended.signal)
      } else if isSandboxed, ended.code > 128, ended.code < 128 + 65 {
        ending = .signalled(ended.code - 128)
      } else {
        ending = .exited(ended.code)
      }
    }
    self.init(
      ending: ending, output: ended.output.text + note, droppedBytes: ended.output.droppedBytes,
      seconds: seconds)
  }
}
