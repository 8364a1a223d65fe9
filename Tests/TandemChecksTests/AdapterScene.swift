import FoundationEssentials
import Glibc
import Synchronization
import TandemChecks
import TandemCore
import TandemGit
import TandemSandbox
import TandemTestKit
import TandemWorkspace

/// A repository in any language, its tests run in the real sandbox with the machine's own tools.
///
/// Each command sees its number as `RUN`, so that a test can be red once and green later without
/// depending on time or chance.
struct AdapterScene {
  let detected: DetectedTests
  private let repository: TemporaryRepository
  private let workspace: Workspace
  private let runner: TestRunner
  private let tree: String

  /// Skips the test that runs where one of `needs` is missing; else commits `files`.
  init(
    _ files: [String: String], needs: [String], configured: ConfiguredTests = ConfiguredTests(),
    report: String = ""
  ) async throws {
    try ToolNeed.require(needs)
    repository = try TemporaryRepository(files)
    let host = HostEnvironment(
      path: ToolNeed.path, home: ProcessInfo.processInfo.environment["HOME"] ?? "/nonexistent",
      userName: "tester", uid: geteuid(), gid: getegid())
    let opened = try Repository.open(at: repository.path)
    tree = try opened.head().tree
    workspace = try await Workspace.prepare(
      repository: opened, tree: tree,
      options: WorkspaceOptions(state: repository.path + "/.git/tandem", host: host),
      runner: CountingRunner(inner: Bubblewrap(host: host, level: .full)))
    detected = TestDetection.detect(
      files: files.keys.sorted(), read: { files[$0] }, configured: configured, report: report)
    guard let adapter = detected.adapter else {
      throw CommandFailure(message: detected.reason)
    }
    runner = TestRunner(
      workspace: workspace, adapter: adapter, environment: detected.environment)
  }

  /// Who runs the tests.
  var adapter: any TestAdapter { runner.adapter }

  /// Runs a selection.
  func run(
    _ selection: TestSelection = .whole, changes: [FileChange] = [], seconds: Int = 120
  ) async throws -> TestRun {
    try await runner.run(selection, changes: changes, deadline: .seconds(seconds))
  }

  /// Builds single tests and then runs them, each by its own command in one shell.
  func runInSteps(_ names: [String]) async throws -> TestRun {
    let invocation = TestInvocation(
      selection: .tests(names.map { TestID($0) }), environment: detected.environment)
    guard let steps = adapter.steps(for: invocation) else {
      throw CommandFailure(message: "\(adapter.name) does not part building and running")
    }
    let result = try await workspace.run(Self.joined(steps.build, steps.run))
    return adapter.parse(result, of: invocation)
  }

  /// Builds single tests and tells whether what is quicker than running them says that they fail; nil where
  /// the adapter has nothing quicker.
  func refutes(_ names: [String]) async throws -> Bool? {
    let steps = adapter.steps(for: TestInvocation(selection: .tests(names.map { TestID($0) })))
    guard let steps, let refutation = steps.refutation else { return nil }
    return try await workspace.run(Self.joined(steps.build, refutation)).command.ending
      != .exited(0)
  }

  /// One command of two, the second where the first succeeds.
  private static func joined(_ first: WorkspaceCommand, _ second: WorkspaceCommand)
    -> WorkspaceCommand
  {
    func line(_ words: [String]) -> String {
      words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
    }
    var command = second
    command.arguments = [
      "/bin/sh", "-c", line(first.arguments) + " || exit 99; " + line(second.arguments),
    ]
    command.deadline = .seconds(120)
    return command
  }

  /// Runs everything, and what is red again: twice, and up to eight times while that took no longer than
  /// `patience`.
  func baseline(patience: Duration = .zero) async throws -> Baseline {
    try await BaselineRunner(
      runner: runner, tree: tree, reason: detected.reason, patience: patience
    ).wholeSuite()
  }
}

/// Numbers commands in their environment.
private final class CountingRunner: CommandRunner {
  private let inner: any CommandRunner
  private let count = Atomic(0)

  init(inner: any CommandRunner) { self.inner = inner }

  var level: SandboxLevel { inner.level }

  func run(_ command: Command) async throws(CommandFailure) -> CommandResult {
    var command = command
    command.environment["RUN"] = String(count.add(1, ordering: .relaxed).newValue)
    return try await inner.run(command)
  }
}
