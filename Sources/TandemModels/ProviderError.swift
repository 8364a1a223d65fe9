import TandemCore

/// A provider's own words for what went wrong, wherever they came: a status' body or a stream.
struct ProviderError: Error {
  /// What the words mean.
  var kind: ModelFailure.Kind
  /// The words, cut to a readable length, without control characters.
  var message: String

  /// Reads an error document.
  ///
  /// Known are `{"error": {…}}`, `{"error": "…"}`, `{"message": …}`, `{"detail": …}`, and a list
  /// with one of these. The status, where there is one, counts more than the document's type,
  /// which may lie.
  init(_ document: JSONValue, status: Int? = nil) {
    let outer = document[0] ?? document
    let error = outer["error"] ?? outer
    let words = error.string ?? error["message"]?.string ?? outer["message"]?.string
    let detail = words ?? outer["detail"]?.string ?? outer["detail"]?[0]?["msg"]?.string ?? ""
    let type = error["type"]?.string ?? ""
    let code = error["code"]?.string ?? ""
    message = Self.readable(detail)
    let number =
      status ?? error["code"]?.integer.map(Int.init) ?? error["status"]?.integer.map(Int.init)
    kind = Self.kind(status: number, type: type, code: code, words: message.lowercased())
  }

  private static func kind(
    status: Int?, type: String, code: String, words: String
  ) -> ModelFailure.Kind {
    if isOverflow(words) || code == "context_length_exceeded" { return .contextOverflow }
    if isBilling(type: type, code: code, words: words) { return .billing }
    return switch status {
    case 401, 403, 407: .authentication
    case 402: .billing
    case 404: .notFound
    case 413: .contextOverflow
    // A bare 400 is how some servers say that the prompt is too long.
    case 400: words.isEmpty ? .contextOverflow : .badRequest
    case 408: .timeout
    case 409: .overloaded
    case 429: .rateLimited
    case let status? where status >= 500: .overloaded
    case let status? where status >= 400: .badRequest
    default: kind(type: type)
    }
  }

  /// The kinds by Anthropic's and OpenAI's error types, for errors without a status.
  private static func kind(type: String) -> ModelFailure.Kind {
    switch type {
    case "authentication_error", "permission_error": .authentication
    case "billing_error", "insufficient_quota": .billing
    case "not_found_error": .notFound
    case "rate_limit_error", "rate_limit_exceeded", "tokens", "requests": .rateLimited
    case "request_too_large": .contextOverflow
    case "invalid_request_error": .badRequest
    default: .overloaded
    }
  }

  private static func isBilling(type: String, code: String, words: String) -> Bool {
    let codes = ["insufficient_quota", "credit_balance_exhausted", "billing_error"]
    let phrases = [
      "credit balance is too low", "exceeded your current quota", "insufficient credits",
      "insufficient balance", "billing hard limit",
    ]
    return codes.contains(type) || codes.contains(code) || phrases.contains { words.contains($0) }
  }

  private static func isOverflow(_ words: String) -> Bool {
    let phrases = [
      "prompt is too long", "exceeds the context window", "maximum context length is",
      "reduce the length of the messages", "maximum prompt length is", "context_length_exceeded",
      "exceeds the available context size", "input is too long", "context size has been exceeded",
      "larger than the maximum context", "exceeds the model's context", "too many total text bytes",
    ]
    return phrases.contains { words.contains($0) }
      || (words.contains("input token count") && words.contains("exceeds"))
      || (words.contains("input length") && words.contains("exceed") && words.contains("context"))
  }

  /// Cuts to 600 bytes and replaces control characters by spaces.
  static func readable(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(600).map { scalar in
      scalar.properties.generalCategory == .control ? " " : Character(scalar)
    }
    return String(scalars).split(separator: " ").joined(separator: " ")
  }
}
