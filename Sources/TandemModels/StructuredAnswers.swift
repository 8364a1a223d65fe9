import Synchronization
import TandemCore

/// Gets answers that satisfy a schema: by the provider's own means, or by asking where a server
/// or model lacks them; remembers which do.
final class StructuredAnswers: Sendable {
  /// How a schema is put to a model.
  enum Way: Sendable {
    /// The wire's own field for schemas.
    case native
    /// As a tool that must be called, or in words.
    case fallback
  }

  /// The tool that a fallback calls to answer.
  static let toolName = "answer"

  private let lacking = Mutex<Set<String>>([])

  /// Sends by `send`, a second time by the fallback where the first was refused for the schema.
  func reply(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void,
    send: (Way) async throws(ModelFailure) -> ModelReply
  ) async throws(ModelFailure) -> ModelReply {
    guard request.answerSchema != nil else { return try await send(.native) }
    if !lacking.withLock({ $0.contains(request.model) }) {
      do {
        return Self.answer(in: try await send(.native))
      } catch {
        guard Self.isAboutSchema(error) else { throw error }
        lacking.withLock { _ = $0.insert(request.model) }
        progress(.retrying(after: error, seconds: 0))
      }
    }
    return Self.answer(in: try await send(.fallback))
  }

  /// Whether a request was refused because of how its answer's form was asked for.
  private static func isAboutSchema(_ failure: ModelFailure) -> Bool {
    guard failure.kind == .badRequest else { return false }
    let words = failure.message.lowercased()
    return [
      "response_format", "json_schema", "output_config", "output_format", "structured", "schema",
    ]
    .contains { words.contains($0) }
  }

  /// The reply with the answer as its text, whether it came as a tool call or amid prose.
  private static func answer(in reply: ModelReply) -> ModelReply {
    var reply = reply
    if let call = reply.toolCalls.first(where: { $0.name == toolName }) {
      reply.text = call.arguments.text
      reply.toolCalls = []
      reply.stop = .endTurn
    } else if let json = json(in: reply.text) {
      reply.text = json
    } else {
      return reply
    }
    reply.parts = [.text(reply.text)]
    return reply
  }

  /// The JSON object in a text: all of it, or from the first `{` that reaches the last `}`.
  private static func json(in text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let end = bytes.lastIndex(of: UInt8(ascii: "}")) else { return nil }
    let starts = bytes.indices.filter { bytes[$0] == UInt8(ascii: "{") }.prefix(20)
    for start in starts where start < end {
      let candidate = Array(bytes[start...end])
      if JSONValue(parsing: candidate) != nil { return String(decoding: candidate, as: UTF8.self) }
    }
    return nil
  }
}
