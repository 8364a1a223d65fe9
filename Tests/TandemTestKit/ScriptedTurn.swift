package import TandemCore

/// What the scripted server does when it is asked once.
package enum ScriptedTurn: Sendable {
  /// A model's reply on the wire it was asked on.
  case reply(ScriptedReply, Delivery = Delivery())
  /// A status with a body and nothing else.
  case status(Int, headers: [String: String] = [:], body: String = "")
  /// Raw bytes, from the status line on, and what happens between them.
  case raw([WireStep])
  /// Whatever the request asks for.
  case computed(@Sendable (RecordedRequest) -> ScriptedTurn)

  /// A reply of this text.
  package static func text(
    _ text: String, usage: TokenUsage = TokenUsage(input: 100, output: 10)
  ) -> ScriptedTurn {
    .reply(ScriptedReply(text: text, usage: usage))
  }

  /// A reply of these tool calls, each a name and its arguments.
  package static func tools(
    _ calls: [(String, JSONValue)], text: String = "",
    usage: TokenUsage = TokenUsage(input: 100, output: 10)
  ) -> ScriptedTurn {
    let calls = calls.map { ToolCall(id: "", name: $0.0, arguments: $0.1) }
    return .reply(ScriptedReply(text: text, toolCalls: calls, usage: usage))
  }
}

/// A model's reply, as the server puts it on either wire.
package struct ScriptedReply: Sendable {
  /// The text; where the request forces a tool, this JSON becomes its arguments.
  package var text: String
  /// The tool calls; one with an empty id gets a fresh one.
  package var toolCalls: [ToolCall]
  /// Tokens by class, or nil for a wire that reports none.
  package var usage: TokenUsage?
  /// The wire's own stop word where it is not the usual one.
  package var stop: String?
  /// The model that says it answered; the one asked for where nil.
  package var servedModel: String?
  /// Reasoning with its signature, put before the text on the Anthropic wire.
  package var thinking: String?

  /// Makes a reply.
  package init(
    text: String = "", toolCalls: [ToolCall] = [],
    usage: TokenUsage? = TokenUsage(input: 100, output: 10), stop: String? = nil,
    servedModel: String? = nil, thinking: String? = nil
  ) {
    self.text = text
    self.toolCalls = toolCalls
    self.usage = usage
    self.stop = stop
    self.servedModel = servedModel
    self.thinking = thinking
  }
}

/// How a reply's events go over the wire: the place of every framing fault.
package struct Delivery: Sendable {
  /// How the body is delimited.
  package var framing: Framing
  /// What ends a line.
  package var lineEnd: String
  /// Whether a space follows the colon of a field.
  package var hasSpace: Bool
  /// Whether the stream begins with a byte order mark.
  package var hasMark: Bool
  /// The most bytes of one write; an event a write where nil.
  package var bytesPerWrite: Int?
  /// The characters of one delta of text or arguments.
  package var piece: Int
  /// Seconds before each write.
  package var pause: Double
  /// The content type.
  package var contentType: String
  /// Whether the reply is one JSON document although a stream was asked for.
  package var isWhole: Bool
  /// Changes the events before they are sent.
  package var edit: @Sendable (inout [WireEvent]) -> Void
  /// What happens after the last event.
  package var ending: Ending

  /// Makes a delivery; the default is what providers do.
  package init(
    framing: Framing = .chunked, lineEnd: String = "\n", hasSpace: Bool = true,
    hasMark: Bool = false, bytesPerWrite: Int? = nil, piece: Int = 24, pause: Double = 0,
    contentType: String = "text/event-stream", isWhole: Bool = false, ending: Ending = .proper,
    edit: @escaping @Sendable (inout [WireEvent]) -> Void = { _ in }
  ) {
    self.framing = framing
    self.lineEnd = lineEnd
    self.hasSpace = hasSpace
    self.hasMark = hasMark
    self.bytesPerWrite = bytesPerWrite
    self.piece = piece
    self.pause = pause
    self.contentType = contentType
    self.isWhole = isWhole
    self.ending = ending
    self.edit = edit
  }

  /// How a body is delimited.
  package enum Framing: Sendable {
    /// HTTP/1.1 chunks.
    case chunked
    /// A length.
    case length
    /// The end of the connection.
    case close
  }

  /// What happens after the last event.
  package enum Ending: Sendable {
    /// The body ends as its framing wants.
    case proper
    /// The connection ends before the body does.
    case cut
    /// The connection is reset.
    case reset
    /// Nothing more comes, the connection stays.
    case hang
    /// These bytes come again and again, with so many seconds between them.
    case repeating(String, every: Double)
  }
}

/// One event of a stream before it is framed.
package struct WireEvent: Sendable, Hashable {
  /// The event's name, or nil for none.
  package var name: String?
  /// The data, one line; nil where `raw` says all.
  package var data: String?
  /// Bytes to be sent as they are, instead of a framed event.
  package var raw: [UInt8]?

  /// An event with data.
  package init(name: String? = nil, data: String) {
    self.name = name
    self.data = data
  }

  /// Text to be sent as it is.
  package init(raw: String) { self.raw = Array(raw.utf8) }
}

/// A step of a raw answer.
package enum WireStep: Sendable {
  /// These bytes.
  case bytes([UInt8])
  /// Nothing for so many seconds.
  case pause(Double)
  /// The connection is reset.
  case reset
  /// Nothing more comes until the other side closes.
  case hang
  /// These bytes until the other side closes, with so many seconds between them.
  case repeating([UInt8], every: Double)

  /// This text's bytes.
  package static func text(_ text: String) -> WireStep { .bytes(Array(text.utf8)) }
}
