import FoundationEssentials
import TandemCore

extension ScriptedReply {
  /// The reply as the events of a stream on the request's wire.
  func events(for request: RecordedRequest, piece: Int) -> [WireEvent] {
    let reply = completed(for: request)
    return switch request.wire {
    case .anthropic: reply.anthropicEvents(model: servedModel ?? request.model, piece: piece)
    case .openai: reply.openAIEvents(model: servedModel ?? request.model, piece: piece)
    }
  }

  /// The reply as one document on the request's wire.
  func document(for request: RecordedRequest) -> JSONValue {
    let reply = completed(for: request)
    let model = JSONValue.string(servedModel ?? request.model)
    switch request.wire {
    case .anthropic:
      var message = reply.anthropicMessage(model: model)
      message["content"] = .array(reply.anthropicBlocks)
      message["stop_reason"] = .string(reply.anthropicStop)
      message["usage"] = reply.usage.map { .object(Self.anthropicUsage($0)) } ?? .null
      return .object(message)
    case .openai:
      var message: [String: JSONValue] = ["role": "assistant", "content": .string(reply.text)]
      if !reply.toolCalls.isEmpty {
        message["tool_calls"] = .array(reply.toolCalls.map { Self.openAICall($0) })
      }
      return [
        "id": "chatcmpl-1", "object": "chat.completion", "model": model,
        "choices": [
          ["index": 0, "message": .object(message), "finish_reason": .string(reply.openAIStop)]
        ],
        "usage": reply.usage.map(Self.openAIUsage) ?? .null,
      ]
    }
  }

  /// Gives calls without an id one, and answers a forced tool by calling it.
  private func completed(for request: RecordedRequest) -> ScriptedReply {
    var reply = self
    if let forced = request.body["tool_choice"]?["name"]?.string, toolCalls.isEmpty {
      let arguments = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
      reply.toolCalls = [ToolCall(id: "", name: forced, arguments: arguments ?? [:])]
      reply.text = ""
    }
    let prefix = request.wire == .anthropic ? "toolu_" : "call_"
    for index in reply.toolCalls.indices where reply.toolCalls[index].id.isEmpty {
      reply.toolCalls[index].id = prefix + UUID().uuidString.lowercased()
    }
    return reply
  }

  static func json(_ value: JSONValue) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(value)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  /// Cuts a text into pieces of so many characters.
  private static func pieces(of text: String, _ count: Int) -> [String] {
    var pieces: [String] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      pieces.append(String(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return pieces
  }
}

extension ScriptedReply {
  private var anthropicStop: String { stop ?? (toolCalls.isEmpty ? "end_turn" : "tool_use") }

  private func anthropicMessage(model: JSONValue) -> [String: JSONValue] {
    [
      "id": "msg_1", "type": "message", "role": "assistant", "model": model, "content": [],
      "stop_reason": .null, "stop_sequence": .null,
    ]
  }

  private var anthropicBlocks: [JSONValue] {
    let thought: [JSONValue] =
      thinking.map { [["type": "thinking", "thinking": .string($0), "signature": "sig+/="]] } ?? []
    let said: [JSONValue] = text.isEmpty ? [] : [["type": "text", "text": .string(text)]]
    return thought + said
      + toolCalls.map {
        [
          "type": "tool_use", "id": .string($0.id), "name": .string($0.name),
          "input": $0.arguments,
        ]
      }
  }

  private static func anthropicUsage(_ usage: TokenUsage) -> [String: JSONValue] {
    [
      "input_tokens": .integer(Int64(usage.input)),
      "cache_read_input_tokens": .integer(Int64(usage.cacheRead)),
      "cache_creation_input_tokens": .integer(Int64(usage.cacheWrite)),
      "output_tokens": .integer(Int64(usage.output)),
    ]
  }

  private func anthropicEvents(model: String, piece: Int) -> [WireEvent] {
    var events: [WireEvent] = []
    func add(_ type: String, _ fields: [String: JSONValue]) {
      let fields = fields.merging(["type": .string(type)]) { $1 }
      events.append(WireEvent(name: type, data: Self.json(.object(fields))))
    }
    var message = anthropicMessage(model: .string(model))
    if let usage {
      // The first count of output is only what has been said so far.
      message["usage"] = .object(
        Self.anthropicUsage(usage).merging(["output_tokens": 1]) { $1 })
    }
    add("message_start", ["message": .object(message)])
    for (index, block) in anthropicBlocks.enumerated() {
      let index = JSONValue.integer(Int64(index))
      func delta(_ type: String, _ field: String, _ value: String) {
        add(
          "content_block_delta",
          ["index": index, "delta": ["type": .string(type), .init(field): .string(value)]])
      }
      var opening = block.object ?? [:]
      if opening["text"] != nil { opening["text"] = "" }
      if opening["input"] != nil { opening["input"] = [:] }
      if opening["thinking"] != nil { opening.merge(["thinking": "", "signature": ""]) { $1 } }
      add("content_block_start", ["index": index, "content_block": .object(opening)])
      if index == 0 { add("ping", [:]) }
      for piece in Self.pieces(of: block["text"]?.string ?? "", piece) {
        delta("text_delta", "text", piece)
      }
      if let input = block["input"] {
        delta("input_json_delta", "partial_json", "")
        for piece in Self.pieces(of: Self.json(input), piece) {
          delta("input_json_delta", "partial_json", piece)
        }
      }
      if let thinking = block["thinking"]?.string {
        delta("thinking_delta", "thinking", thinking)
        delta("signature_delta", "signature", block["signature"]?.string ?? "")
      }
      add("content_block_stop", ["index": index])
    }
    var closing: [String: JSONValue] = [
      "delta": ["stop_reason": .string(anthropicStop), "stop_sequence": .null]
    ]
    if let usage { closing["usage"] = ["output_tokens": .integer(Int64(usage.output))] }
    add("message_delta", closing)
    add("message_stop", [:])
    return events
  }
}

extension ScriptedReply {
  private var openAIStop: String { stop ?? (toolCalls.isEmpty ? "stop" : "tool_calls") }

  private static func openAIUsage(_ usage: TokenUsage) -> JSONValue {
    let prompt = usage.input + usage.cacheRead + usage.cacheWrite
    return [
      "prompt_tokens": .integer(Int64(prompt)), "completion_tokens": .integer(Int64(usage.output)),
      "total_tokens": .integer(Int64(prompt + usage.output)),
      "prompt_tokens_details": [
        "cached_tokens": .integer(Int64(usage.cacheRead)),
        "cache_write_tokens": .integer(Int64(usage.cacheWrite)),
      ],
    ]
  }

  private static func openAICall(_ call: ToolCall) -> JSONValue {
    [
      "id": .string(call.id), "type": "function",
      "function": ["name": .string(call.name), "arguments": .string(json(call.arguments))],
    ]
  }

  private func openAIEvents(model: String, piece: Int) -> [WireEvent] {
    var events: [WireEvent] = []
    func add(choices: JSONValue, usage: JSONValue? = nil) {
      var chunk: [String: JSONValue] = [
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "model": .string(model),
        "choices": choices,
      ]
      chunk["usage"] = usage
      events.append(WireEvent(data: Self.json(.object(chunk))))
    }
    func delta(_ delta: JSONValue, finish: JSONValue = .null) {
      add(choices: [["index": 0, "delta": delta, "finish_reason": finish]])
    }
    delta(["role": "assistant", "content": ""])
    for piece in Self.pieces(of: text, piece) { delta(["content": .string(piece)]) }
    for (index, call) in toolCalls.enumerated() {
      let index = JSONValue.integer(Int64(index))
      delta([
        "tool_calls": [
          [
            "index": index, "id": .string(call.id), "type": "function",
            "function": ["name": .string(call.name), "arguments": ""],
          ]
        ]
      ])
      for piece in Self.pieces(of: Self.json(call.arguments), piece) {
        delta(["tool_calls": [["index": index, "function": ["arguments": .string(piece)]]]])
      }
    }
    delta([:], finish: .string(openAIStop))
    if let usage { add(choices: [], usage: Self.openAIUsage(usage)) }
    events.append(WireEvent(data: "[DONE]"))
    return events
  }
}
