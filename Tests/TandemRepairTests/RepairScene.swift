import FoundationEssentials
import Glibc
import TandemChecks
import TandemCore
import TandemGit
import TandemRepair
import TandemSandbox
import TandemTestKit
import TandemWorkspace

/// A repository with its tests found and run once, ready for the builtin drafter.
struct RepairScene {
  let files: [String: String]
  let workspace: Workspace
  let adapter: any TestAdapter
  let baseline: Baseline
  private let repository: TemporaryRepository

  private static let host = HostEnvironment(
    path: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    home: ProcessInfo.processInfo.environment["HOME"] ?? "/",
    userName: "tester", uid: geteuid(), gid: getegid())

  /// Makes a repository of `files` and runs all its tests in the sandbox.
  init(_ files: [String: String]) async throws {
    self.files = files
    repository = try TemporaryRepository(files)
    let opened = try Repository.open(at: repository.path)
    let tree = try opened.head().tree
    workspace = try await Workspace.prepare(
      repository: opened, tree: tree,
      options: WorkspaceOptions(state: repository.path + "/.git/tandem", host: Self.host),
      runner: Bubblewrap(host: Self.host, level: .full))
    let found = TestDetection.detect(
      files: files.keys.sorted(), read: { files[$0] }, configured: ConfiguredTests())
    guard let adapter = found.adapter else {
      throw CommandFailure(message: "no tests: " + found.reason)
    }
    self.adapter = adapter
    let runner = TestRunner(workspace: workspace, adapter: adapter)
    let run = try await runner.run(.whole, deadline: .seconds(60))
    baseline = Baseline(
      tree: tree, runner: adapter.name, reason: found.reason, run: run, isWholeSuite: true)
  }

  /// Makes a repository of a fixture bug's `repo/`.
  init(fixture name: String) async throws {
    try await self.init(try Fixture(name).files)
  }

  /// The drafter over this repository.
  var drafter: BuiltinDrafter {
    let files = files
    return BuiltinDrafter(workspace: workspace, adapter: adapter, read: { files[$0] })
  }

  /// An assignment whose contract names `paths`.
  func assignment(_ paths: [String], seconds: Double = 20) -> DraftAssignment {
    DraftAssignment(
      report: BugReport(title: "it is broken", body: "", source: "test"),
      contract: ChangeContract(
        cause: "", plan: "", files: paths, mustTurnGreen: baseline.failing, tier: .builtin),
      ranking: [], baseline: baseline, seconds: seconds)
  }

  /// All tests over the base with `changes`, from an empty upper.
  func verify(_ changes: [FileChange]) async throws -> TestRun {
    try await TestRunner(workspace: workspace, adapter: adapter)
      .run(.whole, changes: changes, deadline: .seconds(60))
  }
}
