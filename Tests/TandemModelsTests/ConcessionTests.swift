import TandemCore
import TandemModels
import TandemTestKit
import Testing

@Suite("Concessions")
struct ConcessionTests {
  private static let tool = ModelTool(
    name: "search", description: "", parameters: ["type": "object"])

  private static func refusal(_ words: String) -> ScriptedTurn {
    .status(400, body: #"{"error":{"message":"\#(words)","type":"invalid_request_error"}}"#)
  }

  /// A refusal in a provider's words, and the field that the next send has instead.
  static let cases: [(words: String, field: String, value: JSONValue?)] = [
    (
      "Function tools with reasoning_effort are not supported for gpt-6-sol in "
        + "/v1/chat/completions. To use function tools, use /v1/responses or set reasoning_effort "
        + "to 'none'.", "reasoning_effort", "none"
    ),
    (
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
        + "'max_completion_tokens' instead.", "max_completion_tokens", 4000
    ),
    ("Unrecognized request argument supplied: stream_options", "stream_options", nil),
  ]

  @Test("are made where a server asks for them, announced, and remembered", arguments: cases)
  func concession(words: String, field: String, value: JSONValue?) async throws {
    let asking = try Asking(.openai, [Self.refusal(words), .text("a"), .text("b")]) {
      $0.provider.limitField = "max_tokens"
    }
    let request = Asking.request(tools: [Self.tool])
    #expect(try await asking.ask(request).text == "a")
    #expect(try await asking.ask(request).text == "b")
    let sent = asking.server.requests.map { $0.body[field] }
    #expect(sent.count == 3)
    #expect(sent[0] != value)
    #expect(Array(sent[1...]) == [value, value])
    #expect(asking.steps.all.filter { $0 == .sending }.count == 3)
  }

  @Test("are made once each: a server that goes on refusing is believed")
  func stubborn() async throws {
    let words = Self.cases[0].words
    let asking = try Asking(.openai, [Self.refusal(words), Self.refusal(words)])
    let failure = await asking.failure(Asking.request(tools: [Self.tool]))
    #expect(failure?.kind == .badRequest)
    #expect(asking.server.requests.count == 2)
  }

  @Test("are not made for what was not asked")
  func unasked() async throws {
    let asking = try Asking(.openai, [Self.refusal(Self.cases[0].words)])
    #expect(await asking.failure()?.kind == .badRequest)
    #expect(asking.server.requests.count == 1)
  }
}
