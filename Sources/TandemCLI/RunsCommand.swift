import FoundationEssentials
import TandemCore
import TandemReport
import TandemStore

/// `tandem runs`: the runs of this repository, newest first.
enum RunsCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let session = try await Session.open(arguments, host)
    let runs = try await session.store.runs()
    if arguments.json {
      for run in runs { host.print(try JSONLine.of(RunLine(run))) }
      return 0
    }
    guard !runs.isEmpty else {
      host.printError("no runs yet; `tandem fix issue.md` makes the first")
      return 0
    }
    for run in runs {
      let when = UTC.minute(run.created)
      let state = run.isRunning ? "running" : run.outcome.map(Wording.headline) ?? "stopped"
      host.print("\(run.id)  \(when)  \(state)  \(run.cost)  \(OneLine.of(run.title, 60))")
    }
    return 0
  }
}

/// One run as `tandem runs --json` prints it.
struct RunLine: Encodable {
  let schema = "tandem.runs/1"
  let id: String
  let created: Double
  let title: String
  let base: String
  let outcome: RunOutcome?
  let isRunning: Bool
  let cost: MicroDollars

  init(_ run: RunSummary) {
    id = run.id
    created = run.created
    title = run.title
    base = run.base
    outcome = run.outcome
    isRunning = run.isRunning
    cost = run.cost
  }
}

/// One value as one line of JSON, keys sorted.
enum JSONLine {
  static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Why JSON could not be read, in a few words.
  static func complaint(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "it has no `\(key.stringValue)`"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "`\(context.codingPath.map(\.stringValue).joined(separator: "."))` is of another kind"
    default: "it is not JSON of that form"
    }
  }

  /// The same over several lines, for files.
  static func pretty(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
