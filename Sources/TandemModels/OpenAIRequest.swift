import TandemCore

/// A request in the words of chat completions.
struct OpenAIRequest {
  /// The document to send.
  let document: JSONValue

  /// Writes `request` in the endpoint's habits.
  init(_ request: ModelRequest, to endpoint: ModelEndpoint, without concessions: Set<Concession>) {
    var system = request.system
    let limit =
      concessions.contains(.olderLimit) ? "max_completion_tokens" : endpoint.provider.limitField
    var document: [String: JSONValue] = [
      "model": .string(request.model), "stream": true,
      limit: .integer(Int64(request.maxOutputTokens)),
    ]
    if !concessions.contains(.usageWish) { document["stream_options"] = ["include_usage": true] }
    document["reasoning_effort"] = endpoint.effort.map(JSONValue.string)
    if concessions.contains(.reasoning), !request.tools.isEmpty {
      document["reasoning_effort"] = "none"
    }
    if let schema = request.answerSchema {
      if concessions.contains(.schemaField) {
        system += """


          Answer with one JSON object and nothing else: no words around it, no code fence. It must \
          satisfy this JSON schema: \(schema.text)
          """
      } else {
        let constrained = AnswerSchema.constrained(schema)
        document["response_format"] = [
          "type": "json_schema",
          "json_schema": [
            "name": .string(ModelReply.answerTool), "schema": constrained,
            "strict": .bool(AnswerSchema.isStrict(constrained)),
          ],
        ]
      }
    }
    if !request.tools.isEmpty { document["tools"] = .array(request.tools.map(Self.tool)) }
    let first: [JSONValue] =
      system.isEmpty ? [] : [["role": "system", "content": .string(system)]]
    document["messages"] = .array(first + request.messages.flatMap(Self.messages))
    self.document = .object(document)
  }

  private static func tool(_ tool: ModelTool) -> JSONValue {
    [
      "type": "function",
      "function": [
        "name": .string(tool.name), "description": .string(tool.description),
        "parameters": tool.parameters,
      ],
    ]
  }

  /// A message; each tool result is one of its own here, and comes before the user's words.
  private static func messages(_ message: ModelMessage) -> [JSONValue] {
    var results: [JSONValue] = []
    var text = ""
    var calls: [ToolCall] = []
    var kept: JSONValue = [:]
    for part in message.parts {
      switch part {
      case .text(let piece): text += piece
      case .toolCall(let call): calls.append(call)
      case .opaque(let block): kept = block
      case .toolResult(let id, let text, let isError):
        results.append([
          "role": "tool", "tool_call_id": .string(id),
          "content": .string(isError ? "error: " + text : text),
        ])
      }
    }
    guard !text.isEmpty || !calls.isEmpty else { return results }
    var own: [String: JSONValue] = ["role": .string(message.role.rawValue)]
    own["content"] = text.isEmpty ? .null : .string(text)
    if !calls.isEmpty {
      own["tool_calls"] = .array(calls.map { Self.call($0, extra: kept["calls"]?[$0.id]) })
      own.merge(kept["fields"]?.object ?? [:]) { $1 }
    }
    return results + [.object(own)]
  }

  private static func call(_ call: ToolCall, extra: JSONValue?) -> JSONValue {
    var document: [String: JSONValue] = [
      "id": .string(call.id), "type": "function",
      "function": ["name": .string(call.name), "arguments": .string(call.arguments.text)],
    ]
    document["extra_content"] = extra
    return .object(document)
  }
}
