import FoundationEssentials
import Glibc
import TandemCore
import TandemGit
import TandemSandbox
import TandemTestKit
import TandemWorkspace

/// A temporary repository and a workspace over its `HEAD`.
struct Scene {
  let repository: TemporaryRepository
  let workspace: Workspace

  static let host = HostEnvironment(
    path: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    home: ProcessInfo.processInfo.environment["HOME"] ?? "/",
    userName: "tester", uid: geteuid(), gid: getegid())

  /// Opens `repository` at `HEAD`; the state lies in its git folder, as the real one does.
  init(
    _ repository: TemporaryRepository, level: SandboxLevel = .full,
    change: (inout WorkspaceOptions) -> Void = { _ in }
  ) async throws {
    self.repository = repository
    var options = WorkspaceOptions(state: Scene.state(of: repository), host: Scene.host)
    change(&options)
    let opened = try Repository.open(at: repository.path)
    let runner: any CommandRunner =
      level == .none ? Unsandboxed() : Bubblewrap(host: Scene.host, level: level)
    workspace = try await Workspace.prepare(
      repository: opened, tree: try opened.head().tree, options: options, runner: runner)
  }

  /// Opens a new repository of these files.
  init(_ files: [String: String], level: SandboxLevel = .full) async throws {
    try await self.init(TemporaryRepository(files), level: level)
  }

  static func state(of repository: TemporaryRepository) -> String {
    repository.path + "/.git/tandem"
  }

  /// Runs a shell script at the repository's top and returns what it said, or how it ended.
  func shell(_ script: String, changes: [FileChange] = []) async throws -> String {
    let result = try await workspace.run(
      WorkspaceCommand(arguments: ["/bin/sh", "-c", script], changes: changes))
    let output = result.command.output
    return result.command.ending == .exited(0) ? output : "\(result.command.ending): \(output)"
  }
}

extension TemporaryRepository {
  /// Makes a symbolic link in the work tree.
  func link(_ file: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + file, withDestinationPath: target)
  }
}

extension TemporaryDirectory {
  /// The names of its entries, sorted.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}
