import FoundationEssentials
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

  /// Runs `true` over an overlay; where that is refused, without one.
  package func run() async -> SandboxReport {
    guard let program = Bubblewrap.locate(host: host) else {
      return SandboxReport(
        level: .none, obstacle: SandboxRefusal.bubblewrapMissing.asCommandFailure)
    }
    guard let obstacle = await obstacle(to: .full, program) else {
      return SandboxReport(level: .full, obstacle: nil)
    }
    // What stops bubblewrap itself weighs more than what stopped the overlay.
    if let worse = await self.obstacle(to: .copy, program) {
      return SandboxReport(level: .none, obstacle: worse)
    }
    return SandboxReport(level: .copy, obstacle: obstacle)
  }

  private func obstacle(to level: SandboxLevel, _ program: String) async -> CommandFailure? {
    let files = FileManager.default
    let trial = folder + "/probe-" + UUID().uuidString
    defer { try? files.removeItem(atPath: trial) }
    do {
      for name in ["lower", "upper", "work"] {
        try files.createDirectory(
          atPath: trial + "/" + name, withIntermediateDirectories: true)
      }
    } catch {
      return CommandFailure(
        message: "\(folder) cannot be written", hint: "choose another folder with --state")
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
  /// What stands in the way of `full`, with what to do about it.
  package var obstacle: CommandFailure?

  /// Makes a report from its parts.
  package init(level: SandboxLevel, obstacle: CommandFailure?) {
    self.level = level
    self.obstacle = obstacle
  }
}
