import TandemCore

extension ModelReply {
  /// The name of the tool by which an answer is given where a schema cannot be asked for.
  static let answerTool = "answer"

  /// The reply with its answer as the text, whether it came as a tool call or amid prose.
  func answering() -> ModelReply {
    var reply = self
    if let call = toolCalls.first(where: { $0.name == Self.answerTool }) {
      reply.text = call.arguments.text
      reply.toolCalls = []
      reply.stop = .endTurn
    } else if let json = Self.object(in: text) {
      reply.text = json
    } else {
      return self
    }
    reply.parts = parts.filter { if case .opaque = $0 { true } else { false } }
    reply.parts.append(.text(reply.text))
    return reply
  }

  /// The JSON object in a text: from the first `{` from which the last `}` makes one.
  private static func object(in text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let end = bytes.lastIndex(of: UInt8(ascii: "}")) else { return nil }
    let starts = bytes[..<end].indices.filter { bytes[$0] == UInt8(ascii: "{") }.prefix(20)
    for start in starts where JSONValue(parsing: Array(bytes[start...end])) != nil {
      return String(decoding: bytes[start...end], as: UTF8.self)
    }
    return nil
  }
}
