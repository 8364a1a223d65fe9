import TandemCore
import TandemReport
import TandemStore

/// `tandem ledger`: every attempt and call with its cost and what was decided, for other tools.
enum LedgerCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let session = try await Session.open(arguments, host)
    let form = arguments.json ? "json" : arguments.format ?? "csv"
    guard ["csv", "json", "otlp"].contains(form) else {
      throw CommandError.usage("there is no format “\(form)”", "csv, json or otlp")
    }
    let only = arguments.positional.isEmpty ? nil : try await session.run(arguments).id
    let runs = try await session.store.facts().filter { only == nil || $0.run == only }
    let rows = try await session.store.timedLedger(run: only)
    if form == "otlp" {
      try await telemetry(runs, rows, session.store, arguments, host)
      return 0
    }
    let byID = Dictionary(runs.map { ($0.run, $0) }, uniquingKeysWith: { $1 })
    if form == "csv" { host.print(LedgerTable.columns.joined(separator: ",")) }
    for (row, ended) in rows {
      guard let run = byID[row.run] else { continue }
      let line = LedgerTable.line(row, ended: ended, of: run)
      guard form == "json" else {
        host.print(LedgerTable.csv(line))
        continue
      }
      var members = Dictionary(line.map { ($0.column, $0.value) }, uniquingKeysWith: { $1 })
      members["schema"] = "tandem.attempt/1"
      host.print(try JSONLine.of(JSONValue.object(members)))
    }
    return 0
  }

  private static func telemetry(
    _ runs: [RunFacts], _ rows: [(row: LedgerRow, ended: Double?)], _ store: Store,
    _ arguments: Arguments, _ host: Host
  ) async throws {
    var requests: [String: ModelRequest] = [:]
    if arguments.content {
      for run in runs {
        for call in try await store.calls(run: run.run) {
          requests[run.run + " " + call.call.step] = call.call.request
        }
      }
    }
    let created = Dictionary(runs.map { ($0.run, $0.created) }, uniquingKeysWith: { $1 })
    let entries = Dictionary(
      grouping: rows.map { row, ended in
        Telemetry.Entry(
          row: row, ended: ended ?? (created[row.run] ?? 0) + row.seconds,
          request: requests[row.run + " " + row.step])
      }
    ) { $0.row.run }
    host.print(try JSONLine.of(Telemetry.document(runs, entries, version: Version.number)))
  }
}
