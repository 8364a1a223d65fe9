import TandemCore
import TandemPipeline
import TandemReport
import TandemStore

/// `tandem show RUN`: the report, the patch, the record, or exactly what left this machine.
enum ShowCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let session = try await Session.open(arguments, host)
    let run = try await session.run(arguments)
    if arguments.sent {
      try await sent(run.id, session.store, host, asJSON: arguments.json)
      return 0
    }
    let record = try await RunLoader.load(run.id, from: session.store, version: Version.number)
    // From here a person reads: `tandem outcome`, `approve` and `reject` tell the minutes.
    if !arguments.json { try await session.store.looked(at: run.id) }
    if arguments.patch {
      host.print((record.result?.diff ?? record.attempts.last?.diff)?.text ?? "")
    } else if arguments.json {
      host.print(try JSONLine.of(record))
    } else {
      host.print(MarkdownReport.render(record))
    }
    return 0
  }

  private static func sent(
    _ run: String, _ store: Store, _ host: Host, asJSON: Bool
  ) async throws {
    let calls = try await store.calls(run: run).filter {
      $0.state != .intended && $0.state != .free
    }
    guard !calls.isEmpty else {
      host.printError("nothing left this machine in run \(run): it used no model")
      return
    }
    for call in calls {
      if asJSON {
        host.print(try JSONLine.of(SentCall(call)))
        continue
      }
      host.print(
        "== \(call.call.step) to \(call.call.model), \(call.state.rawValue), \(call.booked)")
      guard let request = call.call.request else { continue }
      host.print("-- system\n\(request.system)")
      for message in request.messages {
        host.print(
          "-- \(message.role.rawValue)\n\(message.parts.map(\.shown).joined(separator: "\n"))")
      }
      if !request.tools.isEmpty {
        host.print("-- tools: \(request.tools.map(\.name).joined(separator: ", "))")
      }
    }
  }
}

/// One call as `tandem show --sent --json` prints it.
private struct SentCall: Encodable {
  let schema = "tandem.sent/1"
  let step: String
  let model: String
  let state: String
  let booked: MicroDollars
  let request: ModelRequest?

  init(_ call: BookedCall) {
    step = call.call.step
    model = call.call.model
    state = call.state.rawValue
    booked = call.booked
    request = call.call.request
  }
}

extension ModelMessage.Part {
  /// The part as text for people.
  fileprivate var shown: String {
    switch self {
    case .text(let text): text
    case .toolCall(let call): "(calls \(call.name) \((try? JSONLine.of(call.arguments)) ?? ""))"
    case .toolResult(_, let text, _): text
    case .opaque: "(reasoning, handed back unread)"
    }
  }
}
