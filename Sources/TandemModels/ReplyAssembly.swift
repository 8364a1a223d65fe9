import TandemCore

/// Puts a reply together from what a wire brings; one conformer a wire.
protocol ReplyAssembly {
  /// Whether the model has begun: from here on an error may have cost something.
  var hasBegun: Bool { get }
  /// Whether the wire has said why the model stopped, so that nothing of the content is missing.
  var isComplete: Bool { get }
  /// Whether nothing more is to come.
  var isFinished: Bool { get }
  /// The tokens reported so far; nil where none or absurd ones were.
  var usage: TokenUsage? { get }

  /// Takes one event of a stream; events that say nothing are passed over.
  mutating func take(_ event: JSONValue, named name: String) throws(WireFault)
  /// Takes a reply that came as one document.
  mutating func take(document: JSONValue) throws(WireFault)
  /// What was said, once it is complete.
  func content() throws(WireFault) -> ReplyContent
}

/// What a wire's reply says, before it is judged.
struct ReplyContent {
  /// Everything said, in order.
  var parts: [ModelMessage.Part]
  /// Why the model stopped.
  var stop: ModelReply.Stop
  /// The model as it names itself; empty where it does not.
  var servedModel: String
  /// The reply's own id.
  var id: String?
}

/// Why a wire's reply cannot be used.
enum WireFault: Error {
  /// It is not what the wire promises.
  case broken(String)
  /// It says itself what went wrong.
  case provider(ProviderError)
}

extension TokenUsage {
  /// The usage, or nil where a count cannot be true.
  var sane: TokenUsage? {
    let possible = 0...100_000_000
    return [input, cacheRead, cacheWrite, output].allSatisfy(possible.contains) ? self : nil
  }
}

extension JSONValue {
  /// A tool's arguments from their text: an object, or empty for nothing.
  ///
  /// Cut or repaired arguments are never used.
  static func arguments(from text: String, of tool: String) throws(WireFault) -> JSONValue {
    if text.allSatisfy(\.isWhitespace) { return [:] }
    guard let value = JSONValue(parsing: Array(text.utf8)), value.object != nil else {
      throw .broken("the arguments of the tool call '\(tool)' are no whole JSON object")
    }
    return value
  }
}
