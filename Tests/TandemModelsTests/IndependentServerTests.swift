import FoundationEssentials
import TandemCore
import TandemHTTP
import TandemModels
import TandemTestKit
import Testing

/// Against a model server that somebody else wrote, where `TANDEM_MODEL_BRIDGE` names it: a Python
/// program that takes `--port` and `--script`, and answers in turn by model name.
@Suite(
  "An independent server",
  .enabled(if: ProcessInfo.processInfo.environment["TANDEM_MODEL_BRIDGE"] != nil))
struct IndependentServerTests {
  private static let script = """
    {"some-model": [
      {"text": "Grüße 🐎", "usage": {"in": 100, "out": 7}},
      {"text": "let me see", "tool_calls": [
        {"name": "search", "arguments": {"text": "a \\"b\\"", "deep": [1, null]}},
        {"name": "search", "arguments": {}}], "usage": {"in": 200, "out": 20}},
      {"text": "{\\"kind\\": \\"bug\\"}"}]}
    """

  @Test("is understood, streamed, with tool calls", arguments: wires)
  func turns(wire: RecordedRequest.Wire) async throws {
    let program = try #require(ProcessInfo.processInfo.environment["TANDEM_MODEL_BRIDGE"])
    let folder = try TemporaryDirectory()
    try folder.write("script.json", Self.script)
    let free = try ScriptedModelServer(script: [:])
    free.stop()
    let port = try #require(HTTPAddress(free.baseURL)?.port)
    let child = try ChildProcess(
      ["/usr/bin/python3", program, "--port", port, "--script", folder.file("script.json")],
      directory: folder.path, environment: [:])
    let deadline = ContinuousClock.now + .seconds(20)
    while child.result.output.isEmpty, try !child.hasEnded(deadline: deadline) {
      try await Task.sleep(for: .milliseconds(5))
    }
    let endpoint = ModelEndpoint(
      provider: try #require(Provider.named(wire.rawValue)), baseURL: free.baseURL,
      key: Secret("sk-canary-0123456789"))
    let http = HTTPClient()
    let client: any ModelClient =
      wire == .anthropic
      ? AnthropicClient(endpoint: endpoint, http: http)
      : OpenAIClient(endpoint: endpoint, http: http)

    let first = try await client.reply(to: Asking.request()) { _ in }
    #expect(first.text == "Grüße 🐎")
    #expect(first.stop == .endTurn)
    #expect(first.usage == TokenUsage(input: 100, output: 7))
    #expect(first.servedModel == "some-model")
    let second = try await client.reply(to: Asking.request()) { _ in }
    #expect(second.text == "let me see")
    #expect(second.stop == .toolUse)
    #expect(
      second.toolCalls.map(\.arguments) == [["text": "a \"b\"", "deep": [1, .null]], [:]])
    let results = second.toolCalls.map {
      ModelMessage.Part.toolResult(id: $0.id, text: "none", isError: false)
    }
    let messages = [
      ModelMessage(.user, [.text("hello")]), second.message, ModelMessage(.user, results),
    ]
    let third = try await client.reply(
      to: Asking.request(messages, schema: ["type": "object"])
    ) { _ in }
    #expect(third.text == #"{"kind": "bug"}"#)
  }
}
