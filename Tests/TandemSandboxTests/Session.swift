import FoundationEssentials
import Glibc
import TandemCore
import TandemSandbox
import TandemTestKit

/// This test session as the sandbox is told of it.
enum Session {
  static let host = HostEnvironment(
    path: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    home: ProcessInfo.processInfo.environment["HOME"] ?? "/",
    userName: "tester", uid: geteuid(), gid: getegid())

  static let bubblewrap = Bubblewrap(host: host)

  /// Runs a shell script in the sandbox, in `/tmp` of its own.
  static func sandboxed(
    _ script: String, mounts: [Mount] = [], variables: [String: String] = [:],
    network: Bool = false, deadline: Duration = .seconds(20), outputLimit: Int = 1 << 20
  ) async throws -> CommandResult {
    try await bubblewrap.run(
      Command(
        arguments: ["/bin/sh", "-c", script], directory: "/tmp",
        environment: host.baseVariables.merging(variables) { $1 }, mounts: mounts,
        network: network, deadline: deadline, outputLimit: outputLimit))
  }

  /// Runs a shell script with no isolation: what an attack does without the wall.
  static func unsandboxed(
    _ script: String, deadline: Duration = .seconds(20), outputLimit: Int = 1 << 20,
    limits: SandboxLimits = SandboxLimits()
  ) async throws -> CommandResult {
    try await Unsandboxed(limits: limits).run(
      Command(
        arguments: ["/bin/sh", "-c", script], directory: "/tmp",
        environment: ["PATH": host.path.joined(separator: ":"), "HOME": host.home],
        deadline: deadline, outputLimit: outputLimit))
  }
}

extension CommandResult {
  /// The output without white space at its ends, where the command succeeded; else how it ended.
  var said: String {
    let text = output.split(separator: "\n", omittingEmptySubsequences: true).joined(
      separator: "\n")
    return ending == .exited(0) ? text : "\(ending): \(text)"
  }
}

extension TemporaryDirectory {
  /// Reads a text file.
  func text(_ relative: String) throws -> String {
    String(decoding: try read(relative), as: UTF8.self)
  }

  /// The names of its entries, sorted.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// Makes a symbolic link, with its folders.
  func link(_ relative: String, to target: String) throws {
    let url = URL(fileURLWithPath: file(relative))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: file(relative), withDestinationPath: target)
  }
}
