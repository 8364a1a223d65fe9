import TandemConfig
import TandemCore
import TandemGit
import TandemPipeline
import TandemReport
import TandemRouting
import TandemTriage

/// `tandem review [WHAT]`: looks at any diff; nothing of the user's is touched.
///
/// A review is a run like any other: recorded, resumed, its model calls booked in the ledger.
enum ReviewCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let format = try ReviewFormat.named(arguments)
    let report = try arguments.report.map { path in
      try ReportReader.read(
        InputFile.read(path, limit: ReportReader.limit, host: host), source: path)
    }
    let session = try await Session.open(arguments, host, base: arguments.base)
    let prices = try PriceBook(shippedWith: session.config, host)
    let models = try await ModelWiring(
      session.config, host, builtinOnly: arguments.builtinOnly, prices: prices,
      now: RunWiring.now())
    let found = try await ReviewTarget(session: session, arguments: arguments, host: host).found()
    let subject = ReviewSubject(
      name: found.name, diff: found.change.diff, changes: found.change.changes,
      isWhole: found.change.isWhole, report: report ?? found.report, scope: arguments.scope,
      contract: found.contract, runsTests: arguments.runTests)
    let request = request(subject, found, session, models, arguments)
    let run = RunID.make(RunWiring.now())
    let driver = RunDriver(
      session: session, host: host, arguments: arguments, secrets: models.secrets)
    let record = try await driver.record(
      run, request, models: models, prices: prices, asJSON: false, runsTests: arguments.runTests
    ) { engine in try await engine.review(request, as: run) }
    driver.print(
      try format.text(record, folder: driver.shown(session.exportFolder(run))))
    return exitCode(record, session.config.reviewFailLevel)
  }

  private static func request(
    _ subject: ReviewSubject, _ found: ReviewTarget.Found, _ session: Session,
    _ models: ModelWiring, _ arguments: Arguments
  ) -> RunRequest {
    let config = session.config
    // Only the reviewer is asked.
    let choices = models.choices.filter { $0.key == .premium }
    var notices = models.notices.filter { !$0.hasPrefix("cheap model") }
    if choices.isEmpty {
      notices.append("no premium model is configured: only the deterministic checks review, for $0")
    }
    if arguments.runTests, config.sandboxLevel == SandboxLevel.none {
      notices.append("tests run without isolation, as asked for")
    }
    return RunRequest(
      report: BugReport(
        title: "review of \(found.name)", body: subject.report?.text ?? "", source: "tandem review"
      ),
      repository: session.repository.commonDirectory, base: found.base, tree: found.change.base,
      directory: config.directory,
      limits: RunRequest.Limits(
        cost: config.runBudget, seconds: config.runTime.inSeconds,
        testSeconds: config.testBudget.inSeconds),
      models: choices, notices: notices, flags: arguments.settings, review: subject)
  }

  /// 1 where something is at least as bad as the level; a review that was not finished has its own.
  static func exitCode(_ record: RunRecord, _ level: Finding.Severity?) -> Int32 {
    let code = record.outcome?.exitCode ?? 5
    guard code == 0, let level, let worst = record.reviewed?.worst else { return code }
    return worst >= level ? 1 : 0
  }
}

/// The forms in which a review is printed.
enum ReviewFormat: String, CaseIterable {
  case text, markdown, json, sarif

  /// The form that was asked for; text where none was.
  ///
  /// - Throws: `CommandError` (usage) for one that there is not.
  static func named(_ arguments: Arguments) throws(CommandError) -> ReviewFormat {
    guard let name = arguments.format else { return arguments.json ? .json : .text }
    guard let format = ReviewFormat(rawValue: name) else {
      throw .usage(
        "there is no format `\(name)`", "one of \(allCases.map(\.rawValue).joined(separator: ", "))"
      )
    }
    return format
  }

  /// The review in this form.
  func text(_ record: RunRecord, folder: String) throws -> String {
    switch self {
    case .text: ReviewText.render(record, folder: folder)
    case .markdown: MarkdownReport.render(record)
    case .json: try JSONLine.of(ReviewJSON.object(record))
    case .sarif: try JSONLine.pretty(SARIF.log(record))
    }
  }
}
