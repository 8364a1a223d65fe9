import FoundationEssentials
import Glibc
import TandemChecks
import TandemCore
import TandemGit
import TandemSandbox
import TandemTestKit
import TandemWorkspace
import Testing

@testable import TandemRepair

/// A repository with its tests found and run once, ready for the builtin drafter.
struct RepairScene {
  let files: [String: String]
  let workspace: Workspace
  let adapter: any TestAdapter
  let baseline: Baseline
  private let repository: TemporaryRepository

  private static let host = HostEnvironment(
    path: ToolNeed.path,
    home: ProcessInfo.processInfo.environment["HOME"] ?? "/",
    userName: "tester", uid: geteuid(), gid: getegid())

  /// Makes a repository of `files` and runs all its tests in the sandbox.
  ///
  /// - Parameter oneByOne: Whether each test is run in a process of its own, for tests that never end.
  init(_ files: [String: String], oneByOne: Bool = false, limit: Int64 = 60) async throws {
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
    let everything = TestInvocation(
      selection: .whole, environment: found.environment, deadline: .seconds(limit))
    if let build = adapter.build(for: everything) { _ = try await workspace.build(build) {} }
    let runner = TestRunner(workspace: workspace, adapter: adapter)
    let run =
      oneByOne
      ? try await Self.oneByOne(workspace, adapter)
      : try await runner.run(.whole, deadline: .seconds(limit))
    baseline = Baseline(
      tree: tree, runner: adapter.name, reason: found.reason, run: run, isWholeSuite: true)
  }

  /// Collects pytest's tests and runs each in a process of its own.
  private static func oneByOne(
    _ workspace: Workspace, _ adapter: any TestAdapter
  ) async throws -> TestRun {
    let listed = try await workspace.run(
      WorkspaceCommand(arguments: ["python3", "-m", "pytest", "--collect-only", "-q"]))
    let ids = listed.command.output.split(separator: "\n").map(String.init)
      .filter { $0.contains("::") }
    guard let worker = Worker(workspace: workspace, adapter: adapter, environment: [:]) else {
      throw CommandFailure(message: "no worker")
    }
    var job = WorkerJob(
      mode: .trace, depth: 0, seconds: 120, loadSeconds: 20,
      limit: WorkerJob.Limit(processor: 8, wall: 60))
    job.tests = ids
    job.paths = []
    let trace = try await worker.trace(job)
    return TestRun(
      command: "pytest", runner: "pytest", ending: .completed,
      results: trace.tests.map {
        TestResult(
          id: $0.id, status: TestStatus(rawValue: $0.status.rawValue) ?? .failed,
          seconds: $0.why == Trace.noEnd ? nil : $0.seconds)
      }, seconds: 1)
  }

  /// Makes a repository of a fixture bug's `repo/`.
  init(fixture name: String) async throws {
    try await self.init(try Fixture(name).files)
  }

  /// The drafter over this repository.
  var drafter: BuiltinDrafter {
    let files = files
    return BuiltinDrafter(
      workspace: workspace, adapter: adapter, paths: files.keys.sorted(), read: { files[$0] })
  }

  /// An assignment whose contract names `paths`.
  func assignment(_ paths: [String], seconds: Double = 60) -> DraftAssignment {
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

  /// What a search with the runner's own command came to.
  struct Searched {
    var passing: [TestID]
    var trace: Trace
    var report: SearchReport
  }

  /// Traces one file and tries changes of it, each by what it takes and what it puts there.
  func search(_ path: String, _ changes: [(from: String, to: String)]) async throws -> Searched {
    let text = try #require(files[path])
    let model = try #require(CodeModel(path: path, text: text))
    let search = CommandSearch(workspace: workspace, adapter: adapter, environment: [:])
    let passing = (baseline.run?.results ?? []).filter { $0.status == .passed }.map(\.id)
    let trace = try await search.trace(
      baseline.failing, passing, [model], baseline, seconds: 60)
    let candidates = try changes.map { change in
      Candidate(
        model, lines: 1...1, rewrite: try SchemataTests.rewrite(change, in: text), suspicion: 1)
    }
    let report = try await search.search(
      candidates, baseline.failing, [model], trace: trace, baseline, seconds: 60)
    return Searched(passing: passing, trace: trace, report: report)
  }
}
