import FoundationEssentials
import TandemCore
import TandemGit
import TandemPipeline
import TandemReport
import TandemRouting
import TandemStore

/// Drives one run from the command line: interrupts, progress, files, the last word.
struct RunDriver {
  let session: Session
  let host: Host
  let arguments: Arguments
  private let redaction: Redaction

  init(session: Session, host: Host, arguments: Arguments, secrets: [Secret]) {
    self.session = session
    self.host = host.redacting(secrets)
    self.arguments = arguments
    redaction = Redaction(secrets)
  }

  /// Runs `body` with an engine, prints what a person reads last and returns the run as it ended.
  func drive(
    _ run: String, _ request: RunRequest, models: ModelWiring, prices: PriceBook,
    _ body: @escaping @Sendable (Engine) async throws -> RunOutcome
  ) async throws -> RunRecord {
    let record = try await record(
      run, request, models: models, prices: prices, asJSON: arguments.json,
      runsTests: request.review?.runsTests ?? true, body)
    if !arguments.json {
      let folder = shown(session.exportFolder(run))
      host.print(
        record.reviewed == nil
          ? Summary.text(record, folder: folder, isBare: session.repository.isBare)
          : ReviewText.render(record, folder: folder))
    }
    return record
  }

  /// Runs `body` with an engine, writes the run's files and returns what was recorded.
  ///
  /// - Parameters:
  ///   - asJSON: whether events go to standard output.
  ///   - runsTests: whether a place for tests is made.
  func record(
    _ run: String, _ request: RunRequest, models: ModelWiring, prices: PriceBook, asJSON: Bool,
    runsTests: Bool = true,
    _ body: @escaping @Sendable (Engine) async throws -> RunOutcome
  ) async throws -> RunRecord {
    let printer = ProgressPrinter(
      host: host, asJSON: asJSON, isQuiet: arguments.quiet, cap: request.limits.cost,
      isLog: arguments.isBuild)
    let wiring = RunWiring(session: session, host: host)
    await session.store.conceal(redaction)
    _ = try await Interrupts.cancelling(host: host) {
      let engine = try await wiring.engine(
        tree: request.tree, report: request.report.text, models: models, prices: prices,
        printer: printer, runsTests: runsTests)
      return try await body(engine)
    }
    let record = try await RunLoader.load(run, from: session.store, version: Version.number)
    try RunExport.write(record, to: session.exportFolder(run), redaction)
    if let output = arguments.output {
      try RunExport.write(record, to: host.absolute(output), redaction)
    }
    return record
  }

  /// Prints what a command answers; keys are left out.
  func print(_ text: String) { host.print(text) }

  /// A path as it is shortest from the current directory.
  func shown(_ path: String) -> String {
    path.hasPrefix(host.directory + "/") ? String(path.dropFirst(host.directory.count + 1)) : path
  }
}
