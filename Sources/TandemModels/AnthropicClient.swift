package import TandemCore
package import TandemHTTP

/// Asks models over Anthropic's Messages API (https://platform.claude.com/docs/en/api/messages).
package final class AnthropicClient: ModelClient {
  private let endpoint: ModelEndpoint
  private let http: HTTPClient
  private let concessions = Concessions()

  /// Makes a client of one endpoint.
  package init(endpoint: ModelEndpoint, http: HTTPClient) {
    self.endpoint = endpoint
    self.http = http
  }

  /// Sends `request` and returns the whole reply; with an `answerSchema` its text is the JSON.
  package func reply(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws(ModelFailure) -> ModelReply {
    try await concessions.reply(to: request, progress: progress) {
      (concessions) async throws(ModelFailure) -> ModelReply in
      let exchange = ModelExchange<AnthropicAssembly>(
        endpoint: endpoint, request: request,
        body: AnthropicRequest(request, to: endpoint, without: concessions).document,
        headers: [HTTPHeader("anthropic-version", "2023-06-01")]
          + [endpoint.key].compactMap { $0.map { HTTPHeader("x-api-key", $0.value) } })
      return try await exchange.run(over: http, into: AnthropicAssembly(), progress: progress)
    }
  }
}
