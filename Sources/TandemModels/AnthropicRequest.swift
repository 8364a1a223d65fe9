import TandemCore

/// A request in the words of the Messages API.
struct AnthropicRequest {
  /// The document to send.
  let document: JSONValue

  private static let cached: JSONValue = ["type": "ephemeral"]

  /// Writes `request`.
  ///
  /// Cache marks are set where a loop follows: a mark costs a quarter more and pays only when the
  /// prefix is sent again.
  init(_ request: ModelRequest, to endpoint: ModelEndpoint, without concessions: Set<Concession>) {
    let isLoop = !request.tools.isEmpty
    var document: [String: JSONValue] = [
      "model": .string(request.model), "stream": true,
      "max_tokens": .integer(Int64(request.maxOutputTokens)),
      "messages": .array(Self.messages(request.messages, isCached: isLoop)),
    ]
    if !request.system.isEmpty {
      var block: [String: JSONValue] = ["type": "text", "text": .string(request.system)]
      if isLoop { block["cache_control"] = Self.cached }
      document["system"] = [.object(block)]
    }
    var tools = request.tools.map(Self.tool)
    if isLoop, let last = tools.last?.object {
      tools[tools.count - 1] = .object(last.merging(["cache_control": Self.cached]) { $1 })
    }
    var output: [String: JSONValue] = [:]
    output["effort"] = endpoint.effort.map(JSONValue.string)
    if let schema = request.answerSchema {
      if concessions.contains(.schemaField) {
        let answer = ModelTool(
          name: ModelReply.answerTool, description: "Gives the answer.", parameters: schema)
        tools.append(Self.tool(answer))
        document["tool_choice"] = ["type": "tool", "name": .string(answer.name)]
      } else {
        output["format"] = ["type": "json_schema", "schema": AnswerSchema.constrained(schema)]
      }
    }
    if !output.isEmpty { document["output_config"] = .object(output) }
    if !tools.isEmpty { document["tools"] = .array(tools) }
    self.document = .object(document)
  }

  private static func tool(_ tool: ModelTool) -> JSONValue {
    [
      "name": .string(tool.name), "description": .string(tool.description),
      "input_schema": tool.parameters,
    ]
  }

  /// The messages; neighbours of one role become one, since the wire wants them to alternate.
  private static func messages(_ messages: [ModelMessage], isCached: Bool) -> [JSONValue] {
    var turns: [(role: ModelMessage.Role, blocks: [JSONValue])] = []
    for message in messages {
      let blocks = message.parts.compactMap(block)
      guard !blocks.isEmpty else { continue }
      if turns.last?.role == message.role {
        turns[turns.count - 1].blocks += blocks
      } else {
        turns.append((message.role, blocks))
      }
    }
    // The last two turns of the user's: what is new, and what was new before it.
    let marks = isCached ? turns.indices.filter { turns[$0].role == .user }.suffix(2) : []
    for turn in turns.indices {
      // Results come before words.
      let blocks = turns[turn].blocks
      turns[turn].blocks =
        blocks.filter { $0["type"] == "tool_result" }
        + blocks.filter { $0["type"] != "tool_result" }
      guard marks.contains(turn), let last = turns[turn].blocks.last?.object else { continue }
      turns[turn].blocks[blocks.count - 1] = .object(
        last.merging(["cache_control": cached]) { $1 })
    }
    return turns.map { ["role": .string($0.role.rawValue), "content": .array($0.blocks)] }
  }

  private static func block(_ part: ModelMessage.Part) -> JSONValue? {
    switch part {
    case .text(let text): text.isEmpty ? nil : ["type": "text", "text": .string(text)]
    case .toolCall(let call):
      [
        "type": "tool_use", "id": .string(call.id), "name": .string(call.name),
        "input": call.arguments,
      ]
    case .toolResult(let id, let text, let isError):
      [
        "type": "tool_result", "tool_use_id": .string(id), "is_error": .bool(isError),
        "content": .string(text),
      ]
    // Another wire's own blocks mean nothing here.
    case .opaque(let block): block["type"] == nil ? nil : block
    }
  }
}
