import Synchronization
import TandemCore
import TandemHTTP
import TandemModels
import TandemTestKit
import Testing

/// One client on one wire, and the scripted server it asks.
struct Asking: Sendable {
  let server: ScriptedModelServer
  let client: any ModelClient
  let steps = Steps()

  /// Prepares a client whose model answers with `turns`.
  init(
    _ wire: RecordedRequest.Wire, _ turns: [ScriptedTurn], canaries: [String] = [],
    change: (inout ModelEndpoint) -> Void = { _ in }
  ) throws {
    server = try ScriptedModelServer(script: ["some-model": turns], canaries: canaries)
    let provider = try #require(Provider.named(wire.rawValue))
    var endpoint = ModelEndpoint(
      provider: provider, baseURL: wire == .anthropic ? server.baseURL : server.openAIBaseURL,
      key: Secret("sk-canary-0123456789"))
    change(&endpoint)
    let http = HTTPClient()
    client =
      wire == .anthropic
      ? AnthropicClient(endpoint: endpoint, http: http) as any ModelClient
      : OpenAIClient(endpoint: endpoint, http: http)
  }

  /// A request to the scripted model.
  static func request(
    _ messages: [ModelMessage] = [ModelMessage(.user, [.text("hello")])],
    tools: [ModelTool] = [], schema: JSONValue? = nil
  ) -> ModelRequest {
    ModelRequest(
      model: "some-model", system: "be brief", messages: messages, tools: tools,
      answerSchema: schema, maxOutputTokens: 4000)
  }

  /// Asks once; the time it took is not compared.
  func ask(_ request: ModelRequest = Asking.request()) async throws(ModelFailure) -> ModelReply {
    let steps = steps
    var reply = try await client.reply(to: request) { steps.add($0) }
    reply.seconds = 0
    return reply
  }

  /// Asks once and returns the failure, or nil where there is a reply.
  func failure(_ request: ModelRequest = Asking.request()) async -> ModelFailure? {
    do {
      _ = try await ask(request)
      return nil
    } catch {
      return error
    }
  }
}

/// The progress of an exchange, in order.
final class Steps: Sendable {
  private let list = Mutex<[ModelProgress]>([])

  func add(_ step: ModelProgress) { list.withLock { $0.append(step) } }

  var all: [ModelProgress] { list.withLock { $0 } }
}
