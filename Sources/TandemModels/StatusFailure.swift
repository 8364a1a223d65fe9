import FoundationEssentials
import TandemCore
import TandemHTTP

extension ModelFailure {
  /// The failure that a reply with a status of 300 and above stands for; nothing was billed.
  init(head: HTTPHead, body: [UInt8], now: Date) {
    let document = JSONValue(parsing: body)
    let plain = ProviderError.readable(String(decoding: body.prefix(600), as: UTF8.self))
    let error = ProviderError(document ?? .string(plain), status: head.status)
    let words = error.message.isEmpty ? plain : error.message
    let retryAfter = RetryAfter.seconds(in: head, now: now)
    var kind = error.kind
    var advice = Self.advice(for: kind, retryAfter: retryAfter)
    if (300..<400).contains(head.status) {
      kind = .badReply
      advice = "redirects are not followed, since they would carry the key: correct the base URL."
    } else if head["x-should-retry"] == "false", [.rateLimited, .overloaded].contains(kind) {
      kind = kind == .rateLimited ? .billing : .badRequest
      advice = "the provider says that repeating does not help."
    }
    self.init(
      kind: kind,
      message: "status \(head.status)\(words.isEmpty ? "" : ": " + words); \(advice)",
      charge: .none, retryAfter: retryAfter, status: head.status)
  }

  /// What a person can do.
  private static func advice(for kind: Kind, retryAfter: Double?) -> String {
    switch kind {
    case .authentication: "check the key and what it may do."
    case .billing: "add credit or choose another provider; waiting does not help."
    case .notFound: "check the model's name and the base URL."
    case .rateLimited, .overloaded:
      retryAfter.map { "the provider asks to wait \(Int($0.rounded(.up))) s." }
        ?? "try again later."
    case .contextOverflow: "the request is too large for this model."
    case .network, .timeout, .badRequest, .badReply, .servedOther, .budget, .unpriced, .cancelled:
      "the request was refused as it is."
    }
  }
}

extension ModelFailure {
  /// The failure that a broken exchange stands for: free while nothing was sent.
  init(_ failure: HTTPFailure) {
    let (kind, advice): (Kind, String) =
      switch failure.kind {
      case .invalidRequest: (.badRequest, "correct the base URL or its headers.")
      case .dns, .connect, .tls: (.network, "check the base URL and the network.")
      case .cut: (.network, "the connection broke.")
      case .certificate: (.authentication, "name the authority in `ca`; it is never ignored.")
      case .proxy: (.authentication, "check the proxy and its credentials.")
      case .timeout: (.timeout, "try again, or raise the deadline.")
      case .malformed: (.badReply, "what answered is not a model's API: check the base URL.")
      case .tooLarge: (.badReply, "a model's reply is never so large: check the base URL.")
      case .cancelled: (.cancelled, "nothing to do.")
      }
    self.init(
      kind: kind, message: "\(failure.message) \(advice)",
      charge: failure.requestSent ? .indeterminate : .none)
  }
}
