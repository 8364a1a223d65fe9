import FoundationEssentials
import TandemCore
import TandemHTTP

/// One send and its whole reply, the same for every wire: sends, reads, and says what it cost.
struct ModelExchange<Assembly: ReplyAssembly> {
  let endpoint: ModelEndpoint
  let request: ModelRequest
  /// The request's document in the wire's words.
  let body: JSONValue
  /// The wire's own header fields.
  let headers: [HTTPHeader]

  /// Sends the request and returns the whole reply.
  func run(
    over http: HTTPClient, into assembly: Assembly, progress: (ModelProgress) -> Void
  ) async throws(ModelFailure) -> ModelReply {
    let bytes = body.bytes
    let started = ContinuousClock.now
    progress(.sending)
    var reading = ReplyReading(assembly: assembly, silence: endpoint.silence)
    do {
      let exchange = http.start(endpoint.request(body: bytes, headers: headers))
      try await reading.read(exchange, progress: progress)
      exchange.finish()
      let upperBound = TokenUsage(input: bytes.count, output: request.maxOutputTokens)
      var reply = try reading.reply(upperBound: upperBound)
      reply.seconds = (ContinuousClock.now - started) / .seconds(1)
      return try checked(reply)
    } catch {
      throw named(error)
    }
  }

  /// Refuses another model's reply, and one that was cut at its limit without saying so.
  private func checked(_ reply: ModelReply) throws(ModelFailure) -> ModelReply {
    guard
      ServedModel.matches(
        requested: request.model, served: reply.servedModel, aliases: endpoint.servedAliases)
    else {
      let served = reply.servedModel.isEmpty ? "a model without a name" : reply.servedModel
      throw ModelFailure(
        kind: .servedOther,
        message: "\(request.model) was asked, \(served) answered; list it under `serves` if it "
          + "is the same.",
        charge: reply.isUsageReported ? .reported(reply.usage) : .indeterminate)
    }
    let isAtLimit = reply.isUsageReported && reply.usage.output == request.maxOutputTokens
    return reply.stop == .toolUse && isAtLimit ? reply.truncated : reply
  }

  /// Says where a failure happened, and keeps keys out of it.
  private func named(_ failure: ModelFailure) -> ModelFailure {
    let secrets = endpoint.extraHeaders.map { Secret($0.value) } + [endpoint.key].compactMap(\.self)
    var failure = failure
    failure.message = Redaction(secrets).redact("\(endpoint): \(failure.message)")
    return failure
  }
}

extension ModelReply {
  /// The reply as one that was cut: its tool calls are never run.
  var truncated: ModelReply {
    var reply = self
    reply.stop = .truncated
    reply.toolCalls = []
    reply.parts = reply.parts.filter { if case .toolCall = $0 { false } else { true } }
    return reply
  }
}
