import CLinux
import Glibc
package import TandemCore

/// Runs commands in bubblewrap: own root, processes, network and home, no capability, nothing
/// inherited.
///
/// A command that is given the network shares the host's: also its servers on the loopback interface
/// and its sockets of abstract names, never those with a path.
///
/// Overlays are mounted between fork and exec in a mount namespace of the child's own, because
/// bubblewrap 0.8 has none; each lies over its own upper folder, and bubblewrap binds that.
package struct Bubblewrap: CommandRunner {
  /// `full`, or `copy` where the kernel refuses overlays.
  package let level: SandboxLevel
  private let program: String
  private let host: HostEnvironment
  private let root: SandboxRoot
  private let limits: SandboxLimits

  /// Prepares a sandbox; `binds` are extra host paths shown read-only.
  package init(
    host: HostEnvironment, level: SandboxLevel = .full, binds: [String] = [],
    limits: SandboxLimits = SandboxLimits(), program: String = "/usr/bin/bwrap"
  ) {
    self.level = level
    self.program = program
    self.host = host
    self.limits = limits
    root = SandboxRoot(host: host, binds: binds, limits: limits)
  }

  /// Where `bwrap` is: Debian's place first, since AppArmor's profile names only that one.
  package static func locate(host: HostEnvironment) -> String? {
    (["/usr/bin"] + host.path).map { $0 + "/bwrap" }.first { access($0, X_OK) == 0 }
  }

  /// Runs `command` alone in a new sandbox; every process in it is gone when this returns.
  package func run(_ command: Command) async throws(CommandFailure) -> CommandResult {
    try await CommandThread.run { try runBlocking(command, $0) }
  }

  private func runBlocking(_ command: Command, _ cancelled: Descriptor) throws -> CommandResult {
    let start = ContinuousClock.now
    let output = try Descriptor.pipe()
    let status = try Descriptor.pipe()
    let filter = try Descriptor.systemCallFilter()
    let view = try root.arguments(network: command.network, mounts: command.mounts)
    var options = [
      "--unshare-all", "--unshare-user", "--disable-userns", "--cap-drop", "ALL",
      "--die-with-parent", "--new-session", "--hostname", "tandem",
      "--seccomp", String(filter.number), "--json-status-fd", String(status.writing.number),
    ]
    if command.network { options.append("--share-net") }
    options += view.options + ["--chdir", command.directory]
    for (name, value) in command.environment.sorted(by: { $0.key < $1.key }) {
      options += ["--setenv", name, value]
    }
    // The list is split at null bytes: one inside a value would begin an option of its own.
    if (options + command.arguments).contains(where: { $0.utf8.contains(0) }) {
      throw CommandFailure(message: "a command, path or variable contains a null byte")
    }
    let list = try Descriptor.memory(options.flatMap { Array($0.utf8) + [0] })
    let input = try command.input.map { try Descriptor.memory($0) } ?? Descriptor.null()

    let launch = Launch(
      program: program,
      arguments: ["bwrap", "--args", String(list.number), "--"] + command.arguments,
      kept: [list, status.writing, filter] + view.files, limits: rlimits,
      mounts: try privateMounts(for: command))
    let process: Launch.Started
    do throws(Launch.Refusal) {
      process = try launch.start(input: input, output: output.writing)
    } catch {
      throw SandboxRefusal(error).asCommandFailure
    }
    let report = BubblewrapStatus(status.reading)
    let ended = RunningCommand(
      process: process, output: output.reading, cancelled: cancelled, deadline: command.deadline,
      outputLimit: command.outputLimit, limits: limits
    ) { stage in
      // Its inner first process takes the whole tree along, and bubblewrap ends after it. There is
      // no grace to give: a TERM to the group would end everything as well.
      if stage > 0 || !report.endSandbox() { _ = tandem_signal(process.handle.number, SIGKILL) }
    }.wait()
    if ended.cause == nil {
      if let refusal = report.refusal(ended, program: command.arguments.first ?? "") {
        throw refusal
      }
    }
    return try CommandResult(
      ended, isSandboxed: true, seconds: start.duration(to: .now).inSeconds, limits: limits)
  }

  /// Limits of each process.
  ///
  /// The bound on their number counts threads too, in the sandbox's own user namespace. It binds no
  /// root, for whom the watch on the tree stands in.
  private var rlimits: [tandem_limit] {
    var all = [
      tandem_limit(resource: TANDEM_LIMIT_CORE_BYTES, value: 0),
      tandem_limit(resource: TANDEM_LIMIT_FILE_BYTES, value: UInt64(limits.fileBytes)),
    ]
    if host.uid != 0, level == .full {
      all.append(
        tandem_limit(resource: TANDEM_LIMIT_PROCESSES, value: UInt64(4 * limits.processes)))
    }
    return all
  }

  private func privateMounts(for command: Command) throws(CommandFailure) -> Launch.PrivateMounts? {
    let overlays = command.mounts.compactMap(\.overlay)
    guard level == .full else {
      if overlays.isEmpty { return nil }
      throw CommandFailure(message: "overlays are refused here, and a command asked for one")
    }
    return Launch.PrivateMounts(
      user: host.uid == 0 ? nil : (host.uid, host.gid), overlays: overlays)
  }
}
