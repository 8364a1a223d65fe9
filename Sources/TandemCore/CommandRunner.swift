/// The seam to a process: one command in, its result out.
///
/// Isolation is the conformer's duty.
package protocol CommandRunner: Sendable {
  /// How well a command is isolated; shown in every report.
  var level: SandboxLevel { get }

  /// Runs `command` to its end, its deadline or the task's cancellation.
  ///
  /// A non-zero exit is a result. It throws only where the command could not be started.
  func run(_ command: Command) async throws(CommandFailure) -> CommandResult
}

/// How well a command is isolated.
package enum SandboxLevel: String, Codable, Sendable, Hashable {
  /// bubblewrap and overlays.
  case full
  /// bubblewrap; ignored folders are copied or read-only, where overlay is refused.
  case copy
  /// No isolation, only when asked for.
  case none
}

/// One command with everything it may see.
package struct Command: Sendable, Hashable {
  /// Program and arguments; the program is looked up on the sandbox's `PATH`.
  package var arguments: [String]
  /// Absolute directory to start in, as the command sees it.
  package var directory: String
  /// The whole environment; nothing is inherited.
  package var environment: [String: String]
  /// What is laid over the sandbox's own root, in order.
  package var mounts: [Mount]
  /// Whether the network is reachable.
  package var network: Bool
  /// Wall time after which the whole process tree is ended.
  package var deadline: Duration
  /// The most bytes of output kept: half from the head, half from the tail.
  package var outputLimit: Int
  /// What is written to standard input; nil for an empty one.
  package var input: [UInt8]?

  /// Makes a command from its parts.
  package init(
    arguments: [String], directory: String, environment: [String: String] = [:],
    mounts: [Mount] = [], network: Bool = false, deadline: Duration = .seconds(60),
    outputLimit: Int = 1 << 20, input: [UInt8]? = nil
  ) {
    self.arguments = arguments
    self.directory = directory
    self.environment = environment
    self.mounts = mounts
    self.network = network
    self.deadline = deadline
    self.outputLimit = outputLimit
    self.input = input
  }
}

/// One thing laid into a command's view of the file system.
package enum Mount: Sendable, Hashable {
  /// A host path, read-only.
  case readOnly(source: String, target: String)
  /// A host path, writable.
  case writable(source: String, target: String)
  /// Lower folders (topmost first) under a fresh upper; writes land in `upper`, never below.
  case overlay(lowers: [String], upper: String, work: String, target: String)
  /// An empty folder in memory of at most so many bytes.
  case temporary(target: String, bytes: Int)
}

/// How a command ended and what it said.
package struct CommandResult: Sendable, Hashable, Codable {
  /// How it ended.
  package var ending: Ending
  /// Its output and error output together, head and tail, decoded leniently.
  package var output: String
  /// How many bytes of output were dropped from the middle.
  package var droppedBytes: Int
  /// Wall seconds.
  package var seconds: Double

  /// Makes a result from its parts.
  package init(ending: Ending, output: String, droppedBytes: Int = 0, seconds: Double) {
    self.ending = ending
    self.output = output
    self.droppedBytes = droppedBytes
    self.seconds = seconds
  }

  /// How a command ended.
  package enum Ending: Sendable, Hashable, Codable {
    /// It exited with this code.
    case exited(Int32)
    /// A signal ended it.
    case signalled(Int32)
    /// It was ended at its deadline.
    case timedOut
    /// It was ended because it used too much memory.
    case outOfMemory
  }
}

/// A command that could not be started: an infrastructure failure, with what to do.
package struct CommandFailure: Error, Sendable, Hashable, Codable, CustomStringConvertible {
  /// What happened.
  package var message: String
  /// What to do about it.
  package var hint: String?
  /// Whether the run was interrupted rather than broken.
  package var isCancellation: Bool

  /// Makes a failure from its parts.
  package init(message: String, hint: String? = nil, isCancellation: Bool = false) {
    self.message = message
    self.hint = hint
    self.isCancellation = isCancellation
  }

  /// Message and hint.
  package var description: String { hint.map { message + "\n" + $0 } ?? message }
}
