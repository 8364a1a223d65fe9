import Synchronization
import TandemCore

/// Something a request can do without where a server or model refuses it.
enum Concession: Sendable, CaseIterable {
  /// The wire's own field for a schema: the schema goes as a forced tool, or in words.
  case schemaField
  /// Reasoning beside tools, which OpenAI's newer models refuse in chat completions.
  case reasoning
  /// The limit's older name.
  case olderLimit
  /// The wish for a usage in a stream.
  case usageWish

  /// Whether `failure` says that `request` was refused for this.
  func isWanted(by failure: ModelFailure, of request: ModelRequest) -> Bool {
    guard failure.kind == .badRequest else { return false }
    let words = failure.message.lowercased()
    func names(_ fields: String...) -> Bool { fields.contains { words.contains($0) } }
    return switch self {
    case .schemaField:
      request.answerSchema != nil
        && names("response_format", "output_config", "output_format", "structured", "schema")
    case .reasoning: !request.tools.isEmpty && names("reasoning_effort")
    case .olderLimit: names("max_completion_tokens")
    case .usageWish: names("stream_options", "include_usage")
    }
  }
}

/// The concessions that models turned out to need; remembered for as long as their client lives.
final class Concessions: Sendable {
  private let made = Mutex<[String: Set<Concession>]>([:])

  /// Sends by `send`, again after each concession that a refusal asks for; every send is
  /// announced by `send` itself.
  func reply(
    to request: ModelRequest, progress: (ModelProgress) -> Void,
    send: (Set<Concession>) async throws(ModelFailure) -> ModelReply
  ) async throws(ModelFailure) -> ModelReply {
    while true {
      let concessions = made.withLock { $0[request.model] ?? [] }
      do {
        let reply = try await send(concessions)
        return request.answerSchema == nil ? reply : reply.answering()
      } catch {
        let wanted = Concession.allCases.first {
          !concessions.contains($0) && $0.isWanted(by: error, of: request)
        }
        guard let wanted else { throw error }
        made.withLock { _ = $0[request.model, default: []].insert(wanted) }
        progress(.retrying(after: error, seconds: 0))
      }
    }
  }
}
