import CLinux
import Glibc
package import TandemCore

/// Runs commands with no isolation at all: only when asked for, on a machine that is isolated
/// already.
///
/// A supervisor process of its own adopts what a command leaves behind and ends it, also after
/// `setsid`. What may survive: processes of another user (setuid programs), and anything the
/// command asked a running service to start. It may read whatever its user may.
package struct Unsandboxed: CommandRunner {
  /// Always `none`.
  package let level = SandboxLevel.none
  private let limits: SandboxLimits

  /// Prepares a runner.
  package init(limits: SandboxLimits = SandboxLimits()) { self.limits = limits }

  /// Runs `command` where it stands; its mounts must be none or leave paths where they are.
  package func run(_ command: Command) async throws(CommandFailure) -> CommandResult {
    if let mount = command.mounts.first(where: { !$0.isInPlace }) {
      throw CommandFailure(
        message: "without a sandbox nothing can be laid at \(mount.target)")
    }
    return try await CommandThread.run { try runBlocking(command, $0) }
  }

  private func runBlocking(_ command: Command, _ cancelled: Descriptor) throws -> CommandResult {
    let start = ContinuousClock.now
    if command.arguments.contains(where: { $0.utf8.contains(0) }) {
      throw CommandFailure(message: "a command contains a null byte")
    }
    let output = try Descriptor.pipe()
    let input = try command.input.map { try Descriptor.memory($0) } ?? Descriptor.null()
    let launch = Launch(
      program: try locate(command), arguments: command.arguments,
      environment: command.environment, directory: command.directory,
      limits: [tandem_limit(resource: TANDEM_LIMIT_CORE_BYTES, value: 0)],
      isSupervised: true)
    let process: Launch.Started
    do throws(Launch.Refusal) {
      process = try launch.start(input: input, output: output.writing)
    } catch {
      throw error.cause.asCommandFailure
    }
    let ended = RunningCommand(
      process: process, output: output.reading, cancelled: cancelled, deadline: command.deadline,
      outputLimit: command.outputLimit, limits: limits
    ) { stage in
      // A second to end by itself, then everything, then the supervisor too.
      let signal = [SIGTERM, Int32(TANDEM_SIGNAL_END_ALL)]
      _ = tandem_signal(process.handle.number, stage < 5 ? signal[min(stage, 1)] : SIGKILL)
    }.wait()
    return try CommandResult(
      ended, isSandboxed: false, seconds: start.duration(to: .now).inSeconds, limits: limits)
  }

  private func locate(_ command: Command) throws(CommandFailure) -> String {
    guard let name = command.arguments.first, !name.isEmpty else {
      throw CommandFailure(message: "an empty command")
    }
    if name.utf8.contains(UInt8(ascii: "/")) {
      return name.hasPrefix("/") ? name : command.directory + "/" + name
    }
    let folders = (command.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(
      String.init)
    guard let found = folders.map({ $0 + "/" + name }).first(where: { access($0, X_OK) == 0 })
    else {
      throw CommandFailure(message: "\(name) is not on PATH", hint: "install it, or name its path")
    }
    return found
  }
}

extension Mount {
  /// Whether it changes nothing where there are no mounts.
  fileprivate var isInPlace: Bool {
    switch self {
    case .readOnly(let source, let target), .writable(let source, let target): source == target
    case .overlay, .temporary: false
    }
  }
}
