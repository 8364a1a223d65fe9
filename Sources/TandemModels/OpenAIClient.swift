package import TandemCore
package import TandemHTTP

/// Asks models over OpenAI's chat completions, which most other servers speak too
/// (https://platform.openai.com/docs/api-reference/chat).
package final class OpenAIClient: ModelClient {
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
      let exchange = ModelExchange<OpenAIAssembly>(
        endpoint: endpoint, request: request,
        body: OpenAIRequest(request, to: endpoint, without: concessions)
          .document,
        headers: endpoint.key.map { [HTTPHeader("authorization", "Bearer " + $0.value)] } ?? [])
      return try await exchange.run(over: http, into: OpenAIAssembly(), progress: progress)
    }
  }
}
