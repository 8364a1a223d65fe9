import FoundationEssentials
import TandemConfig
import TandemCore
import TandemPipeline
import TandemReport
import TandemRouting
import TandemStore

/// `tandem resume RUN`: goes on where a run stopped; nothing it holds is asked or done again.
enum ResumeCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let opened = try await Session.open(arguments, host)
    let run = try await opened.run(arguments)
    try requireOpen(run.outcome, run.id)
    let request = try await opened.store.header(run: run.id, as: RunRequest.self)
    let session = try opened.resuming(request, arguments, host)
    let prices = try PriceBook(shippedWith: session.config, host)
    let models = try await ModelWiring(
      session.config, host, builtinOnly: request.models.isEmpty, prices: prices,
      now: RunWiring.now())
    // A review keeps only its reviewer.
    let configured = models.choices.filter { request.review == nil || $0.key == .premium }
    guard configured == request.models else {
      throw CommandError.usage(
        "run \(run.id) uses \(named(request.models)); now \(named(configured)) is configured",
        "a pinned model is never swapped: configure the same, or `tandem retry \(run.id)`")
    }
    let contract = try arguments.contract.map { try edited($0, host) }
    let record = try await RunLoader.load(run.id, from: session.store, version: Version.number)
    guard contract == nil || record.attempts.isEmpty else {
      throw CommandError.refused(
        "run \(run.id) has been drafted under its contract already",
        "start again: `tandem retry \(run.id) --hint TEXT`")
    }
    var limits: RunRequest.Limits?
    if arguments.maxCost != nil || arguments.maxTime != nil {
      limits = request.limits
      if arguments.maxCost != nil { limits?.cost = session.config.runBudget }
      if arguments.maxTime != nil { limits?.seconds = session.config.runTime.inSeconds }
    }
    let newLimits = limits
    return try await RunDriver(
      session: session, host: host, arguments: arguments, secrets: models.secrets
    ).drive(
      run.id, request, models: models, prices: prices
    ) { engine in try await engine.resume(run.id, contract: contract, limits: newLimits) }.exitCode
  }

  /// The contract that the user edited.
  private static func edited(
    _ path: String, _ host: Host
  ) throws(CommandError) -> ChangeContract {
    let bytes = try InputFile.read(path, limit: 1 << 20, host: host)
    do {
      return try JSONDecoder().decode(ChangeContract.self, from: Data(bytes))
    } catch {
      throw .usage(
        "\(path) is no contract: \(JSONLine.complaint(error))",
        "edit the run's own contract.json and keep its fields")
    }
  }

  /// A run that has its answer is not resumed.
  private static func requireOpen(_ outcome: RunOutcome?, _ run: String) throws(CommandError) {
    switch outcome {
    case nil, .planned, .parked, .overBudget, .infrastructure, .interrupted: return
    case .accepted, .unverified, .noChange, .notABug, .reviewed:
      throw .refused(
        "run \(run) has ended: \(outcome.map(Wording.headline) ?? "")",
        "`tandem retry \(run) --hint TEXT` starts again with what you learned")
    }
  }

  private static func named(_ models: [Tier: ModelChoice]) -> String {
    models.isEmpty
      ? "no model"
      : models.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { "\($0.value.provider)/\($0.value.model)" }.joined(separator: " and ")
  }
}
