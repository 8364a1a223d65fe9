import CLinux
import FoundationEssentials
import Glibc
package import TandemCore

/// Finds out by running it how well commands can be isolated here.
package struct SandboxProbe: Sendable {
  private let host: HostEnvironment
  private let folder: String

  /// Will try overlays in `folder`, where the state is kept (it must exist).
  package init(host: HostEnvironment, folder: String) {
    self.host = host
    self.folder = folder
  }

  /// Runs `true` over an overlay; where that is refused, over one in memory, then without one.
  package func run() async -> SandboxReport {
    guard let program = Bubblewrap.locate(host: host) else {
      return SandboxReport(
        level: .none, scratch: folder, obstacle: SandboxRefusal.bubblewrapMissing.asCommandFailure)
    }
    guard canWrite else {
      let obstacle = CommandFailure(
        message: "\(folder) cannot be written", hint: "choose another folder with --state")
      return SandboxReport(level: .none, scratch: folder, obstacle: obstacle)
    }
    guard let obstacle = await obstacle(to: .full, in: folder, program) else {
      return SandboxReport(level: .full, scratch: folder, obstacle: nil)
    }
    // A container's root is an overlay itself and takes no upper; memory does, and is bounded.
    if let memory = memoryFolder, await self.obstacle(to: .full, in: memory, program) == nil {
      return SandboxReport(level: .full, scratch: memory, obstacle: nil)
    }
    // What stops bubblewrap itself weighs more than what stopped the overlay.
    if let worse = await self.obstacle(to: .copy, in: folder, program) {
      return SandboxReport(level: .none, scratch: folder, obstacle: worse)
    }
    return SandboxReport(level: .copy, scratch: folder, obstacle: obstacle)
  }

  private var canWrite: Bool {
    let trial = folder + "/probe-" + UUID().uuidString
    defer { rmdir(trial) }
    return mkdir(trial, 0o700) == 0
  }

  /// A folder of the user's own in shared memory; nil where it is not theirs alone.
  private var memoryFolder: String? {
    let path = "/dev/shm/tandem-\(host.uid)"
    var facts = stat()
    mkdir(path, 0o700)
    // Anybody may have made it first, also as a link.
    let isOwn =
      lstat(path, &facts) == 0 && facts.st_mode & (S_IFMT | 0o077) == S_IFDIR
      && facts.st_uid == host.uid
    return isOwn ? path : nil
  }

  private func obstacle(
    to level: SandboxLevel, in folder: String, _ program: String
  ) async -> CommandFailure? {
    let files = FileManager.default
    let trial = folder + "/probe-" + UUID().uuidString
    // An overlay leaves a folder there that its owner may not open.
    defer { tandem_remove_tree(AT_FDCWD, trial) }
    for name in ["lower", "upper", "work"] {
      try? files.createDirectory(atPath: trial + "/" + name, withIntermediateDirectories: true)
    }
    var command = Command(arguments: ["true"], directory: "/", environment: host.baseVariables)
    if level == .full {
      command.mounts = [
        .overlay(
          lowers: [trial + "/lower"], upper: trial + "/upper", work: trial + "/work",
          target: "/home/tandem/probe")
      ]
    }
    let runner = Bubblewrap(host: host, level: level, program: program)
    do throws(CommandFailure) {
      let result = try await runner.run(command)
      return result.ending == .exited(0)
        ? nil : CommandFailure(message: "`true` ended in the sandbox with \(result.ending)")
    } catch {
      return error
    }
  }
}

/// How well commands can be isolated on this machine, and why no better.
package struct SandboxReport: Sendable, Hashable {
  /// The best level; `none` where there can be no sandbox, which only a person may accept.
  package var level: SandboxLevel
  /// Where the layers that commands write to can lie; the state folder, or one in memory.
  package var scratch: String
  /// What stands in the way of `full`, with what to do about it.
  package var obstacle: CommandFailure?

  /// Makes a report from its parts.
  package init(level: SandboxLevel, scratch: String, obstacle: CommandFailure?) {
    self.level = level
    self.scratch = scratch
    self.obstacle = obstacle
  }
}
