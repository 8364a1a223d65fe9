import TandemCore

/// Puts a chat completion together
/// (https://platform.openai.com/docs/api-reference/chat-streaming), from OpenAI and from the many
/// servers that speak nearly the same.
struct OpenAIAssembly: ReplyAssembly {
  private(set) var hasBegun = false
  private var id: String?
  private var model = ""
  private var text = ""
  private var refusal = ""
  private var reasoning: [String: JSONValue] = [:]
  private var calls = OpenAICalls()
  private var finishReason: String?
  private var report: JSONValue?
  private var isDone = false

  var isComplete: Bool { finishReason != nil }
  var isFinished: Bool { isDone }
  var usage: TokenUsage? { report.flatMap(TokenUsage.init(openAI:)) }

  mutating func take(_ event: JSONValue, named name: String) throws(WireFault) {
    if event == "[DONE]" {
      isDone = true
      return
    }
    if let error = event["error"], error != .null { throw .provider(ProviderError(event)) }
    if name == "error" { throw .provider(ProviderError(event)) }
    try identify(event)
    // Only one choice is asked for; a usage chunk has none.
    for choice in event["choices"]?.array ?? [] where choice["index"]?.integer ?? 0 == 0 {
      hasBegun = true
      try take(delta: choice["delta"] ?? .null)
      if let reason = choice["finish_reason"]?.string, !reason.isEmpty { finishReason = reason }
    }
    if let usage = event["usage"], usage.object != nil { report = usage }
  }

  mutating func take(document: JSONValue) throws(WireFault) {
    if let error = document["error"], error != .null { throw .provider(ProviderError(document)) }
    try identify(document)
    guard let choice = document["choices"]?[0] else { throw .broken("the reply has no choice") }
    hasBegun = true
    report = document["usage"]
    // Without an index each call of a document is one of its own.
    try take(delta: choice["message"] ?? .null)
    finishReason = choice["finish_reason"]?.string
    isDone = true
  }

  func content() throws(WireFault) -> ReplyContent {
    let stop = try stop()
    var parts: [ModelMessage.Part] = text.isEmpty ? [] : [.text(text)]
    if stop == .toolUse {
      if let kept = calls.opaque(with: reasoning) { parts.insert(.opaque(kept), at: 0) }
      parts += try calls.values().map(ModelMessage.Part.toolCall)
    } else if stop == .refused, text.isEmpty, !refusal.isEmpty {
      parts = [.text(refusal)]
    }
    return ReplyContent(parts: parts, stop: stop, servedModel: model, id: id)
  }

  private func stop() throws(WireFault) -> ModelReply.Stop {
    guard refusal.isEmpty else { return .refused }
    switch finishReason?.lowercased() {
    case "stop", "end_turn", "eos", "stop_sequence": return calls.isEmpty ? .endTurn : .toolUse
    case "tool_calls", "function_call", "tool_use":
      guard !calls.isEmpty else { throw .broken("the model stopped for a tool but called none") }
      return .toolUse
    case "length", "max_tokens", "model_length": return .truncated
    case "content_filter", "refusal", "safety": return .refused
    case let reason: throw .broken("the model stopped for an unknown reason '\(reason ?? "")'")
    }
  }

  private mutating func identify(_ document: JSONValue) throws(WireFault) {
    if id?.isEmpty ?? true { id = document["id"]?.string }
    guard let name = document["model"]?.string, !name.isEmpty, name != model else { return }
    guard model.isEmpty else { throw .broken("both \(model) and \(name) answered in one reply") }
    model = name
  }

  private mutating func take(delta: JSONValue) throws(WireFault) {
    text += Self.words(delta["content"])
    refusal += delta["refusal"]?.string ?? ""
    for field in ["reasoning_content", "reasoning"] {
      guard let piece = delta[field]?.string, !piece.isEmpty else { continue }
      reasoning[field] = .string((reasoning[field]?.string ?? "") + piece)
    }
    if let details = delta["reasoning_details"]?.array, !details.isEmpty {
      reasoning["reasoning_details"] = .array(
        (reasoning["reasoning_details"]?.array ?? []) + details)
    }
    for fragment in delta["tool_calls"]?.array ?? [] { calls.take(fragment) }
  }

  /// Content is a text, nothing, or a list of parts.
  private static func words(_ content: JSONValue?) -> String {
    content?.string ?? (content?.array ?? []).compactMap { $0["text"]?.string }.joined()
  }
}

extension TokenUsage {
  /// Reads a usage of the OpenAI wire, where what the cache gave is inside the prompt's count;
  /// nil where it cannot be true.
  init?(openAI usage: JSONValue) {
    func count(_ value: JSONValue?) -> Int? { value?.integer.map(Int.init) }
    guard let prompt = count(usage["prompt_tokens"]),
      let completion = count(usage["completion_tokens"])
    else { return nil }
    let details = usage["prompt_tokens_details"]
    let read =
      count(details?["cached_tokens"]) ?? count(usage["prompt_cache_hit_tokens"])
      ?? count(usage["cache_read_input_tokens"]) ?? 0
    let written =
      count(details?["cache_write_tokens"]) ?? count(usage["cache_creation_input_tokens"]) ?? 0
    // Some leave reasoning out of the completion and count it in the total only.
    let output = max(completion, (count(usage["total_tokens"]) ?? 0) - prompt)
    let whole = TokenUsage(
      input: prompt - read - written, cacheRead: read, cacheWrite: written, output: output)
    guard completion >= 0, let sane = whole.sane else { return nil }
    self = sane
  }
}
