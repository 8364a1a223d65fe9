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

  /// Runs `body` with an engine and returns the exit code of the run's ending.
  func drive(
    _ run: String, _ request: RunRequest, models: ModelWiring, prices: PriceBook,
    _ body: @escaping @Sendable (Engine) async throws -> RunOutcome
  ) async throws -> Int32 {
    let printer = ProgressPrinter(
      host: host, asJSON: arguments.json, isQuiet: arguments.quiet, cap: request.limits.cost)
    let wiring = RunWiring(session: session, host: host)
    await session.store.conceal(redaction)
    let outcome = try await Interrupts.cancelling(host: host) {
      let engine = try await wiring.engine(
        tree: request.tree, report: request.report.text, models: models, prices: prices,
        printer: printer)
      return try await body(engine)
    }
    let record = try await RunLoader.load(run, from: session.store, version: Version.number)
    try RunExport.write(record, to: session.exportFolder(run), redaction)
    if let output = arguments.output {
      try RunExport.write(record, to: host.absolute(output), redaction)
    }
    if !arguments.json {
      host.print(
        Summary.text(
          record, folder: shown(session.exportFolder(run)), isBare: session.repository.isBare))
    }
    return outcome.exitCode
  }

  /// A path as it is shortest from the current directory.
  private func shown(_ path: String) -> String {
    path.hasPrefix(host.directory + "/") ? String(path.dropFirst(host.directory.count + 1)) : path
  }
}
