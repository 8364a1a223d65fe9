import TandemCore
import TandemTestKit
import Testing

@testable import TandemModels

@Suite("Both wires")
struct WireTests {
  private static let search = ModelTool(
    name: "search", description: "Searches.",
    parameters: ["type": "object", "properties": ["text": ["type": "string"]]])

  @Test("a streamed reply becomes a value, with its usage by class", arguments: wires)
  func text(wire: RecordedRequest.Wire) async throws {
    let usage = TokenUsage(input: 90, cacheRead: 1000, cacheWrite: 30, output: 25)
    let asking = try Asking(wire, [.text("Grüße, 🐎 and all that is said in pieces", usage: usage)])
    let reply = try await asking.ask()
    #expect(
      reply
        == ModelReply(
          text: "Grüße, 🐎 and all that is said in pieces", stop: .endTurn, usage: usage,
          servedModel: "some-model", requestID: "req_1"))
    let early =
      wire == .anthropic ? TokenUsage(input: 90, cacheRead: 1000, cacheWrite: 30, output: 1) : nil
    #expect(
      asking.steps.all
        == [.sending, .accepted(requestID: "req_1")] + [early].compactMap(\.self).map { .usage($0) }
        + [.usage(usage)])
    #expect(asking.server.violations.isEmpty)
  }

  @Test("tool calls come whole, and the conversation goes on with them", arguments: wires)
  func tools(wire: RecordedRequest.Wire) async throws {
    let first: JSONValue = [
      "text": "a \"quoted\" thing\n", "deep": ["list": [1, -7, .null, true, .number(2.5)]],
    ]
    let asking = try Asking(
      wire, [.tools([("search", first), ("search", [:])], text: "let me see"), .text("done")])
    let question = ModelMessage(.user, [.text("find it")])
    let reply = try await asking.ask(Asking.request([question], tools: [Self.search]))
    #expect(reply.text == "let me see")
    #expect(reply.stop == .toolUse)
    #expect(reply.toolCalls.map(\.name) == ["search", "search"])
    #expect(reply.toolCalls.map(\.arguments) == [first, [:]])

    let results = reply.toolCalls.map {
      ModelMessage.Part.toolResult(id: $0.id, text: "nothing", isError: $0.arguments == [:])
    }
    let next = [question, reply.message, ModelMessage(.user, [.text("go on")] + results)]
    let end = try await asking.ask(Asking.request(next, tools: [Self.search]))
    #expect(end.text == "done")
    #expect(asking.server.violations.isEmpty)
    #expect(asking.server.requests.count == 2)
  }

  /// A reply is whole before its connection has come to rest, so a busy machine may open another one
  /// now and then; that all of ten do is no accident.
  @Test("connections are used again", arguments: wires)
  func reuse(wire: RecordedRequest.Wire) async throws {
    let asking = try Asking(wire, Array(repeating: .text("done"), count: 10))
    for _ in 0..<10 { _ = try await asking.ask() }
    let connections = asking.server.requests.map(\.connection)
    #expect(connections.count == 10 && Set(connections).count < 10)
  }

  @Test("a schema makes the text JSON, by the wire's own means", arguments: wires)
  func schema(wire: RecordedRequest.Wire) async throws {
    let asking = try Asking(wire, [.text(#"{"kind":"bug"}"#)])
    let reply = try await asking.ask(Asking.request(schema: Self.schema))
    #expect(reply.text == #"{"kind":"bug"}"#)
    let body = try #require(asking.server.requests.first).body
    let sent =
      wire == .anthropic
      ? body["output_config"]?["format"]?["schema"]
      : body["response_format"]?["json_schema"]?["schema"]
    #expect(
      sent == [
        "type": "object", "properties": ["kind": ["type": "string"]], "required": ["kind"],
        "additionalProperties": false,
      ])
  }

  @Test(
    "a server without schemas is asked once more in its own way, and remembered", arguments: wires)
  func schemaFallback(wire: RecordedRequest.Wire) async throws {
    let refusal = #"{"error":{"message":"unknown field: response_format / output_config"}}"#
    // The Anthropic fallback is a forced tool, whose arguments are JSON and nothing else.
    let prose = "Sure: ```json\n{\"kind\": \"bug\"}\n```"
    let json = #"{"kind": "bug"}"#
    let turns: [ScriptedTurn] = [
      .status(400, body: refusal), .text(wire == .anthropic ? json : prose), .text(json),
    ]
    let asking = try Asking(wire, turns)
    let reply = try await asking.ask(Asking.request(schema: Self.schema))
    #expect(JSONValue(parsing: Array(reply.text.utf8)) == ["kind": "bug"])
    #expect(reply.stop == .endTurn)
    #expect(reply.message == ModelMessage(.assistant, [.text(reply.text)]))
    _ = try await asking.ask(Asking.request(schema: Self.schema))
    #expect(asking.server.requests.count == 3)
    #expect(asking.server.violations.isEmpty)
    let announced = asking.steps.all.filter { $0 == .sending }
    #expect(announced.count == 3)
  }

  @Test("the key is in its header and nowhere else", arguments: wires)
  func key(wire: RecordedRequest.Wire) async throws {
    let echo =
      #"{"error":{"message":"bad key sk-canary-0123456789 (c2stY2FuYXJ5LTAxMjM0NTY3ODk=)"}}"#
    let asking = try Asking(
      wire, [.status(401, body: echo)], canaries: ["sk-canary-0123456789"])
    let failure = try #require(await asking.failure())
    #expect(failure.kind == .authentication)
    #expect(!failure.message.contains("canary"))
    #expect(!failure.message.contains("c2stY2FuYXJ5LTAxMjM0NTY3ODk"))
    let request = try #require(asking.server.requests.first)
    let header =
      wire == .anthropic ? request.headers["x-api-key"] : request.headers["authorization"]
    #expect(header == (wire == .anthropic ? "" : "Bearer ") + "sk-canary-0123456789")
    #expect(asking.server.violations.isEmpty)
  }

  @Test("cache marks stand on the stable prefix of a loop, and not on a single question")
  func cacheMarks() async throws {
    let asking = try Asking(.anthropic, [.text("a"), .text("b")])
    _ = try await asking.ask()
    let messages = ["one", "two", "three"].flatMap {
      [ModelMessage(.user, [.text($0)]), ModelMessage(.assistant, [.text("ok")])]
    }
    _ = try await asking.ask(Asking.request(messages.dropLast(), tools: [Self.search]))
    let requests = asking.server.requests
    #expect(!requests[0].text.contains("cache_control"))
    let body = requests[1].body
    let mark: JSONValue = ["type": "ephemeral"]
    #expect(body["system"]?[0]?["cache_control"] == mark)
    #expect(body["tools"]?[0]?["cache_control"] == mark)
    let marked = (body["messages"]?.array ?? []).map { $0["content"]?[0]?["cache_control"] == mark }
    #expect(marked == [false, false, true, false, true])
  }

  @Test("reasoning goes back unchanged and in its place")
  func thinking() async throws {
    let call = ToolCall(id: "", name: "search", arguments: ["text": "x"])
    let asking = try Asking(
      .anthropic,
      [.reply(ScriptedReply(text: "hm", toolCalls: [call], thinking: "deep")), .text("done")])
    let question = ModelMessage(.user, [.text("find it")])
    let reply = try await asking.ask(Asking.request([question], tools: [Self.search]))
    let result = ModelMessage.Part.toolResult(id: reply.toolCalls[0].id, text: "", isError: false)
    _ = try await asking.ask(
      Asking.request(
        [question, reply.message, ModelMessage(.user, [result])], tools: [Self.search]))
    let echoed = asking.server.requests[1].body["messages"]?[1]?["content"]
    #expect(echoed?[0] == ["type": "thinking", "thinking": "deep", "signature": "sig+/="])
    #expect(echoed?[1]?["text"] == "hm")
    #expect(echoed?[2]?["name"] == "search")
    #expect(asking.server.violations.isEmpty)
  }

  @Test("effort goes where the wire wants it", arguments: wires)
  func effort(wire: RecordedRequest.Wire) async throws {
    let asking = try Asking(wire, [.text("a")]) { $0.effort = "high" }
    _ = try await asking.ask()
    let body = try #require(asking.server.requests.first).body
    let sent = wire == .anthropic ? body["output_config"]?["effort"] : body["reasoning_effort"]
    #expect(sent == "high")
  }

  private static let schema: JSONValue = [
    "type": "object", "properties": ["kind": ["type": "string", "maxLength": 9]],
    "required": ["kind"],
  ]
}

/// Both wires, as arguments of tests.
let wires = RecordedRequest.Wire.allCases
