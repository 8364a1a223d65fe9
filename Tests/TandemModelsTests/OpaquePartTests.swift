import TandemCore
import TandemTestKit
import Testing

@Suite("What a provider wants back")
struct OpaquePartTests {
  @Test("goes back with the calls it came with, on the OpenAI wire")
  func extras() async throws {
    let chunks = [
      #"{"index":0,"delta":{"reasoning_content":"dee"}}"#,
      #"{"index":0,"delta":{"reasoning_content":"p","tool_calls":[{"index":0,"id":"a","function":{"name":"search","arguments":"{}"},"extra_content":{"google":{"thought_signature":"s=="}}}]}}"#,
      #"{"index":0,"delta":{},"finish_reason":"tool_calls"}"#,
    ]
    let events = chunks.map {
      WireEvent(data: #"{"model":"some-model","choices":[\#($0)]}"#)
    }
    let asking = try Asking(.openai, [stream(events), .text("done")])
    let question = ModelMessage(.user, [.text("find it")])
    let reply = try await asking.ask(Asking.request([question]))
    #expect(reply.text.isEmpty)
    let result = ModelMessage(.user, [.toolResult(id: "a", text: "no", isError: true)])
    _ = try await asking.ask(Asking.request([question, reply.message, result]))
    #expect(
      asking.server.requests[1].body["messages"]?.array?.suffix(2) == [
        [
          "role": "assistant", "content": .null, "reasoning_content": "deep",
          "tool_calls": [
            [
              "id": "a", "type": "function", "function": ["name": "search", "arguments": "{}"],
              "extra_content": ["google": ["thought_signature": "s=="]],
            ]
          ],
        ],
        ["role": "tool", "tool_call_id": "a", "content": "error: no"],
      ])
    #expect(asking.server.violations.isEmpty)
  }
}
