import FoundationEssentials
import TandemChecks
import TandemConfig
import TandemCore
import TandemGit
import TandemPipeline
import TandemPrompts
import TandemRouting
import TandemSandbox
import TandemStore
import TandemWorkspace

/// Everything a run needs, put together from the session and the request.
struct RunWiring: Sendable {
  let session: Session
  let host: Host

  /// Wall seconds since 1970.
  static let now: @Sendable () -> Double = { Date().timeIntervalSince1970 }

  /// The engine for a base tree and a report.
  ///
  /// - Parameter runsTests: whether a place for tests is made.
  /// - Throws: `CommandFailure` where tests cannot be isolated, `CommandError` for configuration.
  func engine(
    tree: String, report: String, models: ModelWiring, prices: PriceBook,
    printer: ProgressPrinter, runsTests: Bool = true
  ) async throws -> Engine {
    let config = session.config
    let base = try BaseTree(repository: session.repository, tree: tree)
    var tests = TestDetection.detect(
      files: base.paths, read: base.text,
      configured: ConfiguredTests(
        command: config.testCommand.map(ShellWords.split), directory: config.directory,
        environment: config.testEnvironment),
      virtualEnvironment: session.repository.workTree.flatMap {
        VirtualEnvironment.find(in: $0, directory: config.directory)
      }, report: report)
    if !runsTests {
      tests.candidates = []
      tests.reason = "it was not asked for (--run-tests)"
    }
    let detected = tests
    let hasTests = detected.adapter != nil
    return Engine(
      repository: session.repository, store: session.store,
      workspace: {
        guard hasTests else { return nil }
        let workspace = try await self.workspace(tree)
        workspace.notes.forEach { printer.print(.notice($0)) }
        try await setUp(workspace, printer)
        try await build(workspace, detected, printer)
        return workspace
      }, tests: detected, clients: models.clients, raised: models.raised, prices: prices,
      settings: try settings(models.secrets),
      emit: { printer.print($0) }, now: Self.now)
  }

  private func workspace(_ tree: String) async throws -> Workspace {
    let config = session.config
    let environment = HostEnvironment(host)
    let runner: any CommandRunner
    var scratch: String?
    if config.sandboxLevel == SandboxLevel.none {
      runner = Unsandboxed()
    } else {
      let report = await SandboxProbe(host: environment, folder: session.folder).run()
      guard report.level != .none else {
        throw report.obstacle
          ?? CommandFailure(message: "commands cannot be isolated here", hint: Self.noSandboxHint)
      }
      scratch = report.scratch
      let level = config.sandboxLevel == .copy ? .copy : report.level
      runner = Bubblewrap(
        host: environment, level: level, binds: config.sandboxBinds,
        program: Bubblewrap.locate(host: environment) ?? "bwrap")
    }
    var options = WorkspaceOptions(state: session.folder, scratch: scratch, host: environment)
    if config.testsMayReadSecretFiles {
      options.shownSecrets = [".env", ".env.local", ".env.test"]
    }
    return try await Workspace.prepare(
      repository: session.repository, tree: tree, options: options, runner: runner)
  }

  static let noSandboxHint =
    "`tandem doctor` says why; on a machine that is isolated already: --no-sandbox"

  /// `tests.setup`, once for each environment, with network only by the user's leave.
  private func setUp(_ workspace: Workspace, _ printer: ProgressPrinter) async throws {
    for line in session.config.testSetup {
      printer.print(.notice("tests.setup: \(line)"))
      let outcome = try await workspace.setUp(
        WorkspaceCommand(
          arguments: ["/bin/sh", "-c", line], directory: session.config.directory,
          environment: session.config.testEnvironment,
          network: session.config.setupMayUseNetwork, deadline: .seconds(1_800)))
      guard case .ran(let result) = outcome, result.ending != .exited(0) else { continue }
      throw CommandFailure(
        message: "tests.setup failed (\(result.ending)): \(line)\n"
          + FailureDigest.tail(result.output, 2_000),
        hint: session.config.setupMayUseNetwork
          ? nil : "if it needs the network: sandbox: {network_setup: true} in your own file")
    }
  }

  /// The tests' build, once for each base.
  ///
  /// One that fails or does not end is left to the first run of the tests to tell.
  private func build(
    _ workspace: Workspace, _ tests: DetectedTests, _ printer: ProgressPrinter
  ) async throws {
    let invocation = TestInvocation(
      selection: .whole, environment: tests.environment,
      deadline: .seconds(session.config.testTimeout.inSeconds))
    guard let command = tests.adapter?.build(for: invocation) else { return }
    _ = try await workspace.build(command) {
      printer.print(.notice("the tests are built, once for this commit"))
    }
  }

  private func settings(_ secrets: [Secret]) throws -> RunSettings {
    let config = session.config
    let identity =
      Identity(config) ?? session.repository.userIdentity
      ?? Identity(name: "Tandem", email: "tandem@localhost")
    return RunSettings(
      author: Signature(identity, time: Int64(Self.now())), assumptions: CostAssumptions(config),
      policy: RoutingPolicy(config),
      overrides: try PromptFolder.read(config.promptFolder, host),
      packetTokens: config.packetTokens, index: session.indexFolder,
      reordersFiles: config.reordersFiles, retrievalSeconds: config.retrievalTime.inSeconds,
      testSeconds: config.testTimeout.inSeconds, testEnvironment: config.testEnvironment,
      toolchain: host.environment["PATH"] ?? "",
      riskPaths: config.riskPaths, redaction: Redaction(secrets))
  }
}

extension Identity {
  /// The author that the configuration names.
  fileprivate init?(_ config: ResolvedConfig) {
    guard let name = config.authorName, let email = config.authorEmail else { return nil }
    self.init(name: name, email: email)
  }
}

extension HostEnvironment {
  /// The session that a sandbox is made for.
  init(_ host: Host) {
    self.init(
      path: host.environment["PATH"] ?? "/usr/bin:/bin", home: host.home,
      userName: host.environment["USER"] ?? (host.userID == 0 ? "root" : "user"),
      uid: host.userID, gid: host.groupID)
  }
}
