import TandemConfig
import TandemCore
import TandemGit
import TandemPipeline
import TandemReport
import TandemRouting
import TandemStore

/// `tandem fix REPORT`, `tandem plan REPORT`, `tandem retry RUN`: a new run.
enum FixCommand {
  static func fix(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let report = try ReportInput.read(arguments, host)
    return try await start(report, arguments, host, planOnly: false).exitCode
  }

  static func plan(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let report = try ReportInput.read(arguments, host)
    return try await start(report, arguments, host, planOnly: true).exitCode
  }

  static func retry(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    guard
      arguments.hint != nil || arguments.base != nil || arguments.premium != nil
        || arguments.cheap != nil || arguments.maxCost != nil || arguments.testCommand != nil
    else {
      throw CommandError.usage(
        "what is different this time?", "add --hint TEXT, another model, --test-cmd or a larger cap"
      )
    }
    let session = try await Session.open(arguments, host)
    let earlier = try await session.run(arguments)
    let old = try await session.store.header(run: earlier.id, as: RunRequest.self)
    var arguments = arguments
    arguments.base = arguments.base ?? old.base
    arguments.keep(old.flags)
    arguments.files = arguments.files.isEmpty ? old.files : arguments.files
    arguments.hint = arguments.hint ?? old.hint
    return try await start(old.report, arguments, host, planOnly: false, retryOf: earlier.id)
      .exitCode
  }

  /// Starts a run and drives it to its end.
  static func start(
    _ report: BugReport, _ arguments: Arguments, _ host: Host, planOnly: Bool,
    retryOf: String? = nil
  ) async throws -> RunRecord {
    let session = try await Session.open(arguments, host, base: arguments.base)
    let prices = try PriceBook(shippedWith: session.config, host)
    let models = try await ModelWiring(
      session.config, host, builtinOnly: arguments.builtinOnly, prices: prices,
      now: RunWiring.now())
    var request = try RequestMaker(session: session, arguments: arguments).request(
      report, models: models, planOnly: planOnly)
    request.retryOf = retryOf
    let made = request
    let run = RunID.make(RunWiring.now())
    return try await RunDriver(
      session: session, host: host, arguments: arguments, secrets: models.secrets
    ).drive(
      run, request, models: models, prices: prices
    ) { engine in try await engine.start(made, as: run) }
  }
}

extension RunRecord {
  /// The documented exit code of the run's ending.
  var exitCode: Int32 { (outcome ?? .interrupted).exitCode }
}
