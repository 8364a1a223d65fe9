import Glibc
import TandemChecks
import TandemCore
import TandemGit
import TandemSandbox
import TandemTestKit
import TandemWorkspace

/// A temporary repository, a workspace over its `HEAD` in the real sandbox, and its runner.
struct SandboxedScene {
  let repository: TemporaryRepository
  let workspace: Workspace
  let runner: TestRunner
  let baseline: BaselineRunner

  /// Commits `files` and detects how their tests are run.
  init(_ files: [String: String], configured: ConfiguredTests = ConfiguredTests()) async throws {
    repository = try TemporaryRepository(files)
    let host = HostEnvironment(
      path: "/usr/bin:/bin", home: "/nonexistent", userName: "tester", uid: geteuid(),
      gid: getegid())
    let opened = try Repository.open(at: repository.path)
    let tree = try opened.head().tree
    workspace = try await Workspace.prepare(
      repository: opened, tree: tree,
      options: WorkspaceOptions(state: repository.path + "/.git/tandem", host: host),
      runner: Bubblewrap(host: host, level: .full))
    let detected = TestDetection.detect(
      files: files.keys.sorted(), read: { files[$0] }, configured: configured)
    guard let adapter = detected.adapter else {
      throw CommandFailure(message: detected.reason)
    }
    runner = TestRunner(
      workspace: workspace, adapter: adapter, environment: detected.environment)
    baseline = BaselineRunner(runner: runner, tree: tree, reason: detected.reason)
  }
}
