import FoundationEssentials
package import TandemCore

/// One request that the scripted server received, as it came.
package struct RecordedRequest: Sendable {
  /// The wire it speaks.
  package var wire: Wire
  /// The path asked for.
  package var path: String
  /// The header fields, names in lower case.
  package var headers: [String: String]
  /// The body's bytes.
  package var bytes: [UInt8]
  /// The body, read; null where it is no JSON.
  package var body: JSONValue
  /// Which connection of the server it came on, from 1.
  package var connection: Int

  /// The wires that the server speaks.
  package enum Wire: String, Sendable, CaseIterable {
    /// Anthropic's Messages.
    case anthropic
    /// OpenAI's chat completions.
    case openai
  }

  /// The model asked for.
  package var model: String { body["model"]?.string ?? "" }

  /// The body as text, to search what left the machine.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// What is wrong with the request by the rules of its wire; empty where it is sound.
  package var violations: [String] {
    guard body.object != nil else { return ["the body is no JSON object"] }
    var found: [String] = []
    if model.isEmpty { found.append("no model") }
    if body["stream"]?.bool != true { found.append("not streamed") }
    let limit = body["max_tokens"] ?? body["max_completion_tokens"]
    if (limit?.integer ?? 0) <= 0 { found.append("no output limit") }
    switch wire {
    case .anthropic: found += anthropicViolations
    case .openai: found += openAIViolations
    }
    return found
  }

  private var anthropicViolations: [String] {
    var found: [String] = []
    var open: Set<String> = []
    var expected = "user"
    for message in body["messages"]?.array ?? [] {
      if message["role"]?.string != expected { found.append("the roles do not alternate") }
      expected = message["role"]?.string == "user" ? "assistant" : "user"
      let blocks = message["content"]?.array ?? []
      if blocks.isEmpty { found.append("a message without content blocks") }
      let answered = blocks.compactMap { $0["tool_use_id"]?.string }
      if Set(answered) != open || answered.count != open.count {
        found.append("tool_use \(open.sorted()) is answered by tool_result \(answered)")
      }
      if blocks.contains(where: { $0["type"] == "text" && ($0["text"]?.string ?? "").isEmpty }) {
        found.append("an empty text block")
      }
      open = Set(blocks.filter { $0["type"] == "tool_use" }.compactMap { $0["id"]?.string })
    }
    if expected != "assistant" { found.append("the last message is not the user's") }
    if !open.isEmpty { found.append("tool_use \(open.sorted()) is not answered") }
    if headers["anthropic-version"] == nil { found.append("no anthropic-version") }
    return found
  }

  private var openAIViolations: [String] {
    var found: [String] = []
    var open: Set<String> = []
    for message in body["messages"]?.array ?? [] {
      let role = message["role"]?.string
      if role == "tool" {
        let id = message["tool_call_id"]?.string ?? ""
        if open.remove(id) == nil { found.append("a tool message answers no call: \(id)") }
      } else if !open.isEmpty {
        found.append("calls \(open.sorted()) are not answered")
        open = []
      }
      for call in message["tool_calls"]?.array ?? [] {
        open.insert(call["id"]?.string ?? "")
        if call["function"]?["arguments"]?.string == nil { found.append("arguments are no text") }
      }
    }
    if !open.isEmpty { found.append("calls \(open.sorted()) are not answered") }
    if body["stream_options"]?["include_usage"]?.bool != true {
      found.append("usage not asked for")
    }
    return found
  }
}
