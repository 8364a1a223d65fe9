import TandemCore

/// Puts an Anthropic reply together
/// (https://platform.claude.com/docs/en/build-with-claude/streaming).
struct AnthropicAssembly: ReplyAssembly {
  /// A block as it was opened, and what its deltas brought, by field.
  private struct Block {
    var opening: [String: JSONValue]
    var pieces: [String: String] = [:]

    var type: String { opening["type"]?.string ?? "" }

    /// A field's text: what it was opened with, and all that was added.
    func text(_ field: String) -> String {
      (opening[field]?.string ?? "") + (pieces[field] ?? "")
    }
  }

  private(set) var hasBegun = false
  private(set) var isFinished = false
  private var id: String?
  private var model = ""
  private var stopReason: String?
  private var blocks: [Int: Block] = [:]
  private var open: Set<Int> = []
  private var counts: [String: JSONValue] = [:]
  /// Only the last count of output is the whole one.
  private var hasFinalCount = false

  var isComplete: Bool { isFinished && stopReason != nil }

  var usage: TokenUsage? {
    guard let input = counts["input_tokens"]?.integer,
      let output = counts["output_tokens"]?.integer, hasFinalCount || !isFinished
    else { return nil }
    return TokenUsage(
      input: Int(input), cacheRead: Int(counts["cache_read_input_tokens"]?.integer ?? 0),
      cacheWrite: Int(counts["cache_creation_input_tokens"]?.integer ?? 0), output: Int(output)
    ).sane
  }

  mutating func take(_ event: JSONValue, named name: String) throws(WireFault) {
    switch event["type"]?.string ?? name {
    case "error": throw .provider(ProviderError(event))
    case "message_start": try begin(event["message"] ?? .null)
    case "content_block_start": try open(event)
    case "content_block_delta": try extend(event)
    case "content_block_stop":
      guard open.remove(try index(of: event)) != nil else {
        throw .broken("a block was closed that is not open")
      }
    case "message_delta":
      stopReason = event["delta"]?["stop_reason"]?.string ?? stopReason
      count(event["usage"])
      hasFinalCount = event["usage"]?["output_tokens"]?.integer != nil
    case "message_stop": isFinished = true
    default: break
    }
  }

  mutating func take(document: JSONValue) throws(WireFault) {
    if document["type"] == "error" || document["error"] != nil {
      throw .provider(ProviderError(document))
    }
    try begin(document)
    for (index, block) in (document["content"]?.array ?? []).enumerated() {
      blocks[index] = Block(opening: block.object ?? [:])
    }
    stopReason = document["stop_reason"]?.string
    hasFinalCount = true
    isFinished = true
  }

  func content() throws(WireFault) -> ReplyContent {
    var parts: [ModelMessage.Part] = []
    for (index, block) in blocks.sorted(by: { $0.key < $1.key }) {
      switch block.type {
      case "text":
        let text = block.text("text")
        if !text.isEmpty { parts.append(.text(text)) }
      case "tool_use":
        if cutReasons.contains(stopReason ?? "") { continue }
        parts.append(.toolCall(try call(block, isWhole: !open.contains(index))))
      default:
        let added = block.pieces.keys.map { ($0, JSONValue.string(block.text($0))) }
        parts.append(.opaque(.object(block.opening.merging(added) { $1 })))
      }
    }
    let calls = parts.contains { if case .toolCall = $0 { true } else { false } }
    return ReplyContent(
      parts: parts, stop: try stop(hasCalls: calls), servedModel: model, id: id)
  }

  /// A tool call; some servers give the arguments with the opening, most in deltas.
  private func call(_ block: Block, isWhole: Bool) throws(WireFault) -> ToolCall {
    let (id, name) = (block.text("id"), block.text("name"))
    guard isWhole, !id.isEmpty, !name.isEmpty else {
      throw .broken("the tool call '\(name)' is not whole")
    }
    let json = block.pieces["partial_json"] ?? ""
    if json.isEmpty, let opening = block.opening["input"], opening.object != nil {
      return ToolCall(id: id, name: name, arguments: opening)
    }
    return ToolCall(id: id, name: name, arguments: try .arguments(from: json, of: name))
  }

  private let cutReasons = ["max_tokens", "pause_turn", "model_context_window_exceeded", "refusal"]

  private func stop(hasCalls: Bool) throws(WireFault) -> ModelReply.Stop {
    switch stopReason {
    case "end_turn", "stop_sequence": return hasCalls ? .toolUse : .endTurn
    case "tool_use" where hasCalls: return .toolUse
    case "refusal": return .refused
    case let reason? where cutReasons.contains(reason): return .truncated
    case "tool_use": throw .broken("the model stopped for a tool but called none")
    default: throw .broken("the model stopped for an unknown reason '\(stopReason ?? "")'")
    }
  }

  private mutating func begin(_ message: JSONValue) throws(WireFault) {
    guard !hasBegun else { throw .broken("two messages came in one reply") }
    hasBegun = true
    id = message["id"]?.string
    model = message["model"]?.string ?? ""
    count(message["usage"])
  }

  /// Takes counts; they are cumulative, so a later one replaces an earlier one.
  private mutating func count(_ usage: JSONValue?) {
    counts.merge((usage?.object ?? [:]).filter { $0.value.integer != nil }) { $1 }
  }

  private func index(of event: JSONValue) throws(WireFault) -> Int {
    guard let index = event["index"]?.integer else { throw .broken("a block has no index") }
    return Int(index)
  }

  private mutating func open(_ event: JSONValue) throws(WireFault) {
    let index = try index(of: event)
    guard blocks[index] == nil else { throw .broken("a block was opened twice") }
    blocks[index] = Block(opening: event["content_block"]?.object ?? [:])
    open.insert(index)
  }

  private mutating func extend(_ event: JSONValue) throws(WireFault) {
    let index = try index(of: event)
    guard open.contains(index) else {
      throw .broken("a delta came for a block that is not open")
    }
    for field in ["text", "partial_json", "thinking", "signature"] {
      guard let piece = event["delta"]?[field]?.string else { continue }
      blocks[index]?.pieces[field, default: ""] += piece
    }
  }
}
