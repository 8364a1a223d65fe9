import TandemConfig
import TandemCore
import TandemGit
import TandemReport
import TandemRetrieval
import TandemTriage

/// `tandem locate REPORT`: the files and definitions that a report points at, and why; no model, no
/// run; nothing is written but the index.
enum LocateCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let report = try ReportInput.read(arguments, host)
    guard let limit = Int(arguments.limit ?? "10"), (1...1_000).contains(limit) else {
      throw CommandError.usage("`\(arguments.limit ?? "")` is no limit", "give 1 to 1000 files")
    }
    async let triaged = TriageRules.triage(report)
    let repository = try Repository.open(arguments, host)
    let base = try repository.resolve(arguments.base ?? "HEAD")
    let scope = Retriever.Scope(
      files: arguments.files.map { Glob($0) }, directory: arguments.directory,
      hint: arguments.hint)
    let triage = await triaged
    let index = Session.indexFolder(below: Session.stateFolder(arguments, host, repository))
    let retriever = try bounded(Retriever(scope: scope, index: index), arguments, host)
    let ranking = try await repository.inBackground { repository throws(GitError) in
      try retriever.rank(
        report: report, triage: triage, repository: repository, tree: base.tree, base: base.id,
        limit: limit)
    }
    for (place, file) in ranking.enumerated() {
      host.print(
        arguments.json
          ? try JSONLine.of(LocatedFile(file)) : RankingText.lines(file, place: place + 1))
    }
    if arguments.coupled, !ranking.isEmpty {
      let first = ranking.prefix(coupledFiles).map(\.path)
      let coupled = try await repository.inBackground { repository throws(GitError) in
        try Retriever(scope: scope, index: index).coupling(
          of: first, repository: repository, tree: base.tree, base: base.id)
      }
      if !arguments.json, !coupled.isEmpty { host.print("coupled to the first of them:") }
      for file in coupled {
        host.print(arguments.json ? try JSONLine.of(LocatedCoupling(file)) : "  " + file.line)
      }
    }
    if ranking.isEmpty { host.printError("nothing in \(base.id.prefix(10)) answers the report") }
    return ranking.isEmpty ? 1 : 0
  }

  /// The retriever with the user's limit of time, which says when it was too short.
  private static func bounded(
    _ retriever: Retriever, _ arguments: Arguments, _ host: Host
  ) throws(CommandError) -> Retriever {
    guard let text = arguments.maxTime else { return retriever }
    guard
      let limit = try? ConfigLoader.load(flags: [
        ConfigFlag(key: "retrieval.time", name: "--max-time", text: text)
      ]).retrievalTime.inSeconds
    else { throw .usage("--max-time \(text) is no time", "write it like 5s or 2m") }
    var bounded = retriever
    bounded.seconds = limit
    bounded.tellsUnread = { unread in
      host.printError(
        "a partial result: \(unread) files were not read within \(text); `tandem index` reads them")
    }
    return bounded
  }

  /// The best files whose coupling `--coupled` shows.
  private static let coupledFiles = 3
}

/// One coupled file as `tandem locate --coupled --json` prints it.
private struct LocatedCoupling: Encodable {
  let schema = "tandem.coupled/1"
  let file: CoupledFile

  init(_ file: CoupledFile) { self.file = file }
}

/// One file as `tandem locate --json` prints it.
private struct LocatedFile: Encodable {
  let schema = "tandem.locate/1"
  let path: String
  let score: Double
  let reasons: [RankedFile.Reason]
  let regions: [RankedRegion]

  init(_ file: RankedFile) {
    path = file.path
    score = file.score
    reasons = file.reasons
    regions = file.regions
  }
}
