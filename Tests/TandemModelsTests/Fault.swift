import TandemCore
import TandemHTTP
import TandemModels
import TandemTestKit
import Testing

/// One fault of a wire and what must come of it.
///
/// A row's number is its place in a catalogue of 67 faults, from a name without an address (1) to
/// control characters in a text (67).
struct Fault: Sendable, CustomTestStringConvertible {
  /// The number in the catalogue, and what happens.
  let name: String
  /// The wire it happens on.
  let wire: RecordedRequest.Wire
  /// What the server does.
  let turn: ScriptedTurn
  /// What the client makes of it.
  let verdict: Verdict
  /// The limit that this fault runs into, which is made short; all others stay long, so that a
  /// busy machine changes nothing.
  var short: Limit?

  /// The limits of an endpoint that a fault can run into alone.
  enum Limit: Sendable {
    case firstByte
    case idle
    case silence
  }

  var testDescription: String { "\(wire.rawValue): \(name)" }

  /// What a client makes of a turn.
  enum Verdict: Sendable, Equatable {
    /// A reply of this text, stopped for this reason.
    case says(String, ModelReply.Stop = .endTurn)
    /// A reply that wants these tools called: ids, names and arguments.
    case calls([ToolCall])
    /// A reply whose usage nobody reported.
    case unreported(String)
    /// No reply.
    case fails(ModelFailure.Kind, ModelFailure.Charge)
  }

  /// A fault of both wires.
  static func both(
    _ name: String, _ turn: ScriptedTurn, _ verdict: Verdict, short: Limit? = nil
  ) -> [Fault] {
    wires.map { Fault(name: name, wire: $0, turn: turn, verdict: verdict, short: short) }
  }

  /// A fault of the Anthropic wire.
  static func anthropic(
    _ name: String, _ turn: ScriptedTurn, _ verdict: Verdict, short: Limit? = nil
  ) -> [Fault] {
    [Fault(name: name, wire: .anthropic, turn: turn, verdict: verdict, short: short)]
  }

  /// A fault of the OpenAI wire.
  static func openai(
    _ name: String, _ turn: ScriptedTurn, _ verdict: Verdict, short: Limit? = nil
  ) -> [Fault] {
    [Fault(name: name, wire: .openai, turn: turn, verdict: verdict, short: short)]
  }

  /// A fault on both wires at the first event, in the middle and before the terminal event.
  static func everywhere(
    _ name: String, _ verdict: Verdict, short: Limit? = nil, _ turn: (Place) -> ScriptedTurn
  ) -> [Fault] {
    Place.allCases.flatMap { both("\(name), \($0.rawValue)", turn($0), verdict, short: short) }
  }

  /// Where in a stream something happens.
  enum Place: String, CaseIterable {
    case first = "at the first event"
    case middle = "in the middle"
    case last = "before the end"

    /// The number of whole events before it; what OpenAI sends last adds nothing to the content,
    /// so its end is the chunk with the reason.
    func count(in events: [WireEvent]) -> Int {
      switch self {
      case .first: 0
      case .middle: events.count / 2
      case .last: events.firstIndex { Self.isEnd($0) } ?? events.count
      }
    }

    private static func isEnd(_ event: WireEvent) -> Bool {
      event.name == "message_stop" || event.data?.contains(#""finish_reason":"st"#) == true
    }
  }

  /// Asks once, or as often as a retrying client does, and returns what came of it.
  func outcome(retrying: Bool = false) async throws -> (Verdict, requests: Int) {
    let asking = try Asking(wire, [turn, turn, turn]) {
      switch short {
      case .firstByte: $0.deadlines.firstByte = .milliseconds(300)
      case .idle: $0.deadlines.idle = .milliseconds(300)
      case .silence: $0.silence = .milliseconds(300)
      case nil: break
      }
    }
    let client: any ModelClient =
      retrying
      ? RetryingClient(asking.client, clock: InstantClock(), random: FixedRandom()) : asking.client
    let verdict: Verdict
    do {
      let reply = try await client.reply(to: Asking.request()) { _ in }
      verdict =
        !reply.isUsageReported
        ? .unreported(reply.text)
        : reply.toolCalls.isEmpty ? .says(reply.text, reply.stop) : .calls(reply.toolCalls)
    } catch {
      verdict = .fails(error.kind, error.charge)
      #expect(!error.message.contains("canary"))
    }
    return (verdict, asking.server.requests.count)
  }

  /// How often a retrying client may send this: what was free three times, what may have been
  /// paid for twice, what waiting does not mend once.
  var sends: Int {
    guard case .fails(let kind, let charge) = verdict else { return 1 }
    guard ModelFailure(kind: kind, message: "", charge: charge).isRetryable else { return 1 }
    return charge == .none ? 3 : 2
  }
}

/// The reply of most rows; it holds what framing easily breaks.
let usualText = "Grüße 🐎 to\u{2028}all"
let usualUsage = TokenUsage(input: 100, output: 10)

/// The usual reply, delivered in some way.
func usual(_ delivery: Delivery) -> ScriptedTurn {
  .reply(ScriptedReply(text: usualText), delivery)
}

/// The usual reply with its events changed.
func edited(_ edit: @escaping @Sendable (inout [WireEvent]) -> Void) -> ScriptedTurn {
  usual(Delivery(edit: edit))
}

/// A stream of exactly these events.
func stream(_ events: [WireEvent]) -> ScriptedTurn { edited { $0 = events } }
