/// The seam to a language model: one request in, one whole reply out.
///
/// Conformers stream on the wire and return only what ended with the provider's terminal event.
package protocol ModelClient: Sendable {
  /// Sends `request` and returns the whole reply.
  ///
  /// - Parameter progress: called on whatever thread reads the wire, as the exchange advances.
  /// - Throws: `ModelFailure`, which says what it cost.
  func reply(
    to request: ModelRequest, progress: @Sendable (ModelProgress) -> Void
  ) async throws(ModelFailure) -> ModelReply
}

/// What is known while a reply is on its way; each is booked before the next.
package enum ModelProgress: Sendable, Hashable {
  /// The first byte of the request is about to leave.
  case sending
  /// A 2xx status arrived: from now on the call is being billed.
  case accepted(requestID: String?)
  /// The provider reported usage before the end.
  case usage(TokenUsage)
  /// The send that was announced last failed, with what that cost; the same request will be
  /// sent again, and announced again, after so many seconds.
  case retrying(after: ModelFailure, seconds: Double)
}

/// What is asked of a model.
package struct ModelRequest: Codable, Sendable, Hashable {
  /// The model's name as the provider knows it.
  package var model: String
  /// The instructions; stable over the turns of one step, so that they can be cached.
  package var system: String
  /// The conversation, oldest first.
  package var messages: [ModelMessage]
  /// The tools offered; empty for none.
  package var tools: [ModelTool]
  /// A JSON schema the answer must satisfy, where structured output is wanted.
  package var answerSchema: JSONValue?
  /// The most tokens the reply may have.
  package var maxOutputTokens: Int

  /// Makes a request from its parts.
  package init(
    model: String, system: String, messages: [ModelMessage], tools: [ModelTool] = [],
    answerSchema: JSONValue? = nil, maxOutputTokens: Int
  ) {
    self.model = model
    self.system = system
    self.messages = messages
    self.tools = tools
    self.answerSchema = answerSchema
    self.maxOutputTokens = maxOutputTokens
  }
}

/// One message of a conversation.
package struct ModelMessage: Codable, Sendable, Hashable {
  /// Who speaks.
  package var role: Role
  /// What is said, in order.
  package var parts: [Part]

  /// Makes a message from its parts.
  package init(_ role: Role, _ parts: [Part]) {
    self.role = role
    self.parts = parts
  }

  /// Who speaks.
  package enum Role: String, Codable, Sendable, Hashable {
    /// Tandem, with tool results and questions.
    case user
    /// The model.
    case assistant
  }

  /// One piece of a message.
  package enum Part: Codable, Sendable, Hashable {
    /// Plain text.
    case text(String)
    /// A tool the model wants called.
    case toolCall(ToolCall)
    /// What a call gave, by the call's id.
    case toolResult(id: String, text: String, isError: Bool)
    /// A block of the provider's own (reasoning and its signature), to be handed back unchanged
    /// and unread in the same conversation with the same model.
    case opaque(JSONValue)
  }
}

/// A tool a model may call.
package struct ModelTool: Codable, Sendable, Hashable {
  /// Its name: letters, digits, `_`.
  package var name: String
  /// What it does, for the model.
  package var description: String
  /// A JSON schema of its arguments.
  package var parameters: JSONValue

  /// Makes a tool from its parts.
  package init(name: String, description: String, parameters: JSONValue) {
    self.name = name
    self.description = description
    self.parameters = parameters
  }
}

/// A complete tool call; a truncated one never becomes a value.
package struct ToolCall: Codable, Sendable, Hashable {
  /// The provider's id, by which the result is matched.
  package var id: String
  /// The tool.
  package var name: String
  /// The arguments, parsed; an object.
  package var arguments: JSONValue

  /// Makes a call from its parts.
  package init(id: String, name: String, arguments: JSONValue) {
    self.id = id
    self.name = name
    self.arguments = arguments
  }
}

/// A whole reply: the stream ended with its terminal event.
package struct ModelReply: Codable, Sendable, Hashable {
  /// The text said.
  package var text: String
  /// The tools to call, in order.
  package var toolCalls: [ToolCall]
  /// Everything said, in the order it was said: what the conversation goes on with.
  package var parts: [ModelMessage.Part]
  /// Why the model stopped.
  package var stop: Stop
  /// Tokens by class; where the provider reported none, an upper bound.
  package var usage: TokenUsage
  /// Whether the provider reported the usage; if not, the call settles at its upper bound.
  package var isUsageReported: Bool
  /// The model that answered, as it names itself.
  package var servedModel: String
  /// The provider's request id, where it gave one.
  package var requestID: String?
  /// Wall seconds from the first byte sent to the terminal event.
  package var seconds: Double

  /// Makes a reply; `parts` is the text followed by the calls unless it is given.
  package init(
    text: String, toolCalls: [ToolCall] = [], parts: [ModelMessage.Part]? = nil, stop: Stop,
    usage: TokenUsage, isUsageReported: Bool = true, servedModel: String,
    requestID: String? = nil, seconds: Double = 0
  ) {
    self.text = text
    self.toolCalls = toolCalls
    self.parts =
      parts ?? (text.isEmpty ? [] : [.text(text)]) + toolCalls.map(ModelMessage.Part.toolCall)
    self.stop = stop
    self.usage = usage
    self.isUsageReported = isUsageReported
    self.servedModel = servedModel
    self.requestID = requestID
    self.seconds = seconds
  }

  /// The reply as the assistant's message, with which the conversation goes on.
  package var message: ModelMessage { ModelMessage(.assistant, parts) }

  /// Why a model stopped.
  package enum Stop: String, Codable, Sendable, Hashable {
    /// It said what it wanted to say.
    case endTurn
    /// It waits for tool results.
    case toolUse
    /// It hit the output limit or the context window: the reply is cut and must not be used.
    case truncated
    /// It refused, or a filter did.
    case refused
  }
}

/// Tokens of one exchange by price class; the classes do not overlap.
package struct TokenUsage: Codable, Sendable, Hashable {
  /// Input that was neither read from nor written to a cache.
  package var input: Int
  /// Input read from the provider's cache.
  package var cacheRead: Int
  /// Input written to the provider's cache.
  package var cacheWrite: Int
  /// Output, including reasoning.
  package var output: Int

  /// Makes a usage from its classes.
  package init(input: Int = 0, cacheRead: Int = 0, cacheWrite: Int = 0, output: Int = 0) {
    self.input = input
    self.cacheRead = cacheRead
    self.cacheWrite = cacheWrite
    self.output = output
  }

  /// Adds class by class.
  package static func + (a: TokenUsage, b: TokenUsage) -> TokenUsage {
    TokenUsage(
      input: a.input + b.input, cacheRead: a.cacheRead + b.cacheRead,
      cacheWrite: a.cacheWrite + b.cacheWrite, output: a.output + b.output)
  }
}

/// Why there is no reply, and what that cost.
///
/// An infrastructure failure is not a model failure.
package struct ModelFailure: Error, Codable, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong.
  package var kind: Kind
  /// The provider's words and what to do, for people.
  package var message: String
  /// What is known of the charge.
  package var charge: Charge
  /// Seconds the provider asks to wait, where it does.
  package var retryAfter: Double?
  /// The HTTP status, where there was one.
  package var status: Int?

  /// Makes a failure from its parts.
  package init(
    kind: Kind, message: String, charge: Charge, retryAfter: Double? = nil, status: Int? = nil
  ) {
    self.kind = kind
    self.message = message
    self.charge = charge
    self.retryAfter = retryAfter
    self.status = status
  }

  /// The message.
  package var description: String { message }

  /// What went wrong with a call.
  package enum Kind: String, Codable, Sendable, Hashable {
    /// Could not reach the provider, or the connection broke.
    case network
    /// Nothing came for too long.
    case timeout
    /// 401 or 403: the key is missing, wrong or lacks the right.
    case authentication
    /// No credit or quota: waiting does not help.
    case billing
    /// 404: no such model or path.
    case notFound
    /// 429: too many requests; waiting helps.
    case rateLimited
    /// 500 and above, 529: waiting helps.
    case overloaded
    /// The request is too large for the model; sending it again changes nothing.
    case contextOverflow
    /// Any other 4xx.
    case badRequest
    /// The reply is not what the wire promises: no terminal event, broken JSON, a login page.
    case badReply
    /// Another model than asked for answered.
    case servedOther
    /// The budget has no room for the call's worst case.
    case budget
    /// The model has no price and a money limit is set.
    case unpriced
    /// The run was interrupted.
    case cancelled
  }

  /// What is known of what a failed call cost.
  package enum Charge: Codable, Sendable, Hashable {
    /// Nothing was billed.
    case none
    /// Nobody can tell: booked at the call's upper bound.
    case indeterminate
    /// The provider said.
    case reported(TokenUsage)
  }

  /// Whether the same request may be sent again after a wait.
  package var isRetryable: Bool {
    switch kind {
    case .network, .timeout, .rateLimited, .overloaded: true
    case .authentication, .billing, .notFound, .contextOverflow, .badRequest, .badReply,
      .servedOther, .budget, .unpriced, .cancelled:
      false
    }
  }
}
