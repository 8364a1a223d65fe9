import TandemCore
import TandemTestKit
import Testing

@Suite("Content")
struct ContentFaultTests {
  /// A stream of these chunks of the OpenAI wire, each the choice's own JSON, then a usage.
  private static func chunks(
    _ choices: [String], usage: String = #"{"prompt_tokens":100,"completion_tokens":10}"#
  ) -> ScriptedTurn {
    let bodies = choices.map { #"{"model":"some-model","choices":[\#($0)]}"# }
    let end = #"{"model":"some-model","choices":[],"usage":\#(usage)}"#
    return stream((bodies + [end, "[DONE]"]).map { WireEvent(data: $0) })
  }

  private static func call(_ fragment: String) -> String {
    #"{"index":0,"delta":{"tool_calls":[\#(fragment)]}}"#
  }

  private static func finish(_ reason: String) -> String {
    #"{"index":0,"delta":{},"finish_reason":"\#(reason)"}"#
  }

  private static let a = ToolCall(id: "a", name: "one", arguments: ["x": 1])
  private static let b = ToolCall(id: "b", name: "two", arguments: ["y": 2])
  private static let both = ScriptedReply(text: "hm", toolCalls: [a, b])

  private static func stopping(_ stop: String, output: Int = 10) -> ScriptedTurn {
    var reply = both
    reply.stop = stop
    reply.usage = TokenUsage(input: 100, output: output)
    return .reply(reply)
  }

  private static let reported = ModelFailure.Charge.reported(usualUsage)

  static let faults: [Fault] = [
    Fault.both("49 arguments in crumbs", .reply(both, Delivery(piece: 1)), .calls([a, b])),
    Fault.both("18 calls in a document", .reply(both, Delivery(isWhole: true)), .calls([a, b])),
    Fault.openai(
      "50 no arguments",
      chunks([
        call(#"{"index":0,"id":"a","function":{"name":"one","arguments":""}}"#),
        finish("tool_calls"),
      ]), .calls([ToolCall(id: "a", name: "one", arguments: [:])])),
    Fault.anthropic(
      "50 no arguments",
      .reply(
        ScriptedReply(toolCalls: [ToolCall(id: "a", name: "one", arguments: [:])]),
        Delivery { $0.removeAll { $0.data?.contains("partial_json") == true } }),
      .calls([ToolCall(id: "a", name: "one", arguments: [:])])),
    Fault.both(
      "51 cut arguments",
      .reply(
        both,
        Delivery(piece: 3) { events in
          let end = events.lastIndex { $0.data?.contains(#":"}""#) == true } ?? 0
          events.remove(at: end)
        }), .fails(.badReply, reported)),
    Fault.both(
      "51 arguments that are no object",
      .reply(ScriptedReply(toolCalls: [ToolCall(id: "a", name: "one", arguments: "x")])),
      .fails(.badReply, reported)),
    Fault.openai(
      "52 every call has index 0",
      chunks([
        call(#"{"index":0,"id":"a","function":{"name":"one","arguments":"{\"x\":1}"}}"#),
        call(#"{"index":0,"id":"b","function":{"name":"two","arguments":"{\"y\":"}}"#),
        call(#"{"index":0,"function":{"arguments":"2}"}}"#), finish("tool_calls"),
      ]), .calls([a, b])),
    Fault.openai(
      "52 no index and no id",
      chunks([
        call(#"{"function":{"name":"one","arguments":{"x":1}}}"#),
        call(#"{"function":{"name":"two","arguments":"{\"y\":2}"}}"#), finish("stop"),
      ]),
      .calls([
        ToolCall(id: "call_1", name: "one", arguments: ["x": 1]),
        ToolCall(id: "call_2", name: "two", arguments: ["y": 2]),
      ])),
    Fault.openai(
      "53 interleaved",
      chunks([
        call(#"{"index":0,"id":"a","function":{"name":"one","arguments":"{\"x\""}}"#),
        call(#"{"index":1,"id":"b","function":{"name":"two","arguments":"{\"y\""}}"#),
        call(
          #"{"index":0,"function":{"arguments":":1}"}},{"index":1,"function":{"arguments":":2}"}}"#),
        finish("tool_calls"),
      ]), .calls([a, b])),
    Fault.anthropic(
      "53 interleaved",
      .reply(
        both,
        Delivery { events in
          // The second call's opening goes before the first call's arguments.
          let index = events.firstIndex { $0.data?.contains(#""name":"two""#) == true } ?? 0
          let first = events.firstIndex { $0.data?.contains("partial_json") == true } ?? 0
          events.insert(events.remove(at: index), at: first)
        }), .calls([a, b])),
    Fault.openai(
      "54 one id for two calls",
      chunks([
        call(#"{"index":0,"id":"a","function":{"name":"one","arguments":"{\"x\":1}"}}"#),
        call(#"{"index":1,"id":"a","function":{"name":"two","arguments":"{\"y\":2}"}}"#),
        finish("tool_calls"),
      ]), .calls([a, ToolCall(id: "call_2", name: "two", arguments: ["y": 2])])),
    Fault.openai(
      "54 id and name come late",
      chunks([
        call(#"{"index":0,"function":{"arguments":"{\"x\":"}}"#),
        call(#"{"index":0,"id":"a","function":{"name":"one","arguments":"1}"}}"#),
        finish("tool_calls"),
      ]), .calls([a])),
    Fault.openai(
      "54 no name",
      chunks([call(#"{"index":0,"id":"a","function":{"arguments":"{}"}}"#), finish("tool_calls")]),
      .fails(.badReply, reported)),
    Fault.openai(
      "55 content as nothing, as a list, as reasoning",
      chunks([
        #"{"index":0,"delta":{"content":null,"reasoning_content":"so"}}"#,
        #"{"index":0,"delta":{"content":[{"type":"text","text":"Hel"}]}}"#,
        #"{"index":0,"delta":{"content":"lo"}}"#, finish("stop"),
      ]), .says("Hello")),
    Fault.both("56 cut at the limit", stopping("max_tokens"), .says("hm", .truncated)),
    Fault.openai("56 cut at the limit", stopping("length"), .says("hm", .truncated)),
    Fault.anthropic(
      "56 cut inside a call",
      .reply(
        ScriptedReply(text: "hm", toolCalls: [a], stop: "max_tokens"),
        Delivery(piece: 3) { $0.removeAll { $0.data?.contains(#":"}""#) == true } }),
      .says("hm", .truncated)),
    Fault.openai(
      "56 cut, but told as tool calls", stopping("tool_calls", output: 4000),
      .says("hm", .truncated)),
    Fault.anthropic("57 refused", stopping("refusal"), .says("hm", .refused)),
    Fault.openai("57 filtered", stopping("content_filter"), .says("hm", .refused)),
    Fault.openai(
      "57 refused in its own field",
      chunks([#"{"index":0,"delta":{"refusal":"I can't"}}"#, finish("stop")]),
      .says("I can't", .refused)),
    Fault.anthropic("58 paused", stopping("pause_turn"), .says("hm", .truncated)),
    Fault.anthropic(
      "58 out of context", stopping("model_context_window_exceeded"), .says("hm", .truncated)),
    Fault.both("58 an unknown reason", stopping("tired"), .fails(.badReply, reported)),
    Fault.both("59 nothing said", .reply(ScriptedReply()), .says("")),
    Fault.openai("59 no choice", chunks([]), .fails(.badReply, .indeterminate)),
    Fault.anthropic(
      "59 a tool is wanted, none is called",
      .reply(ScriptedReply(text: "hm", stop: "tool_use")), .fails(.badReply, reported)),
    Fault.openai(
      "59 a tool is wanted, none is called",
      .reply(ScriptedReply(text: "hm", stop: "tool_calls")), .fails(.badReply, reported)),
    Fault.both(
      "61 no usage", .reply(ScriptedReply(text: usualText, usage: nil)), .unreported(usualText)),
    Fault.anthropic(
      "61 no final usage",
      edited { events in
        events = events.map { event in
          var event = event
          event.data = event.data?.replacing(#","usage":{"output_tokens":10}"#, with: "")
          return event
        }
      }, .unreported(usualText)),
    Fault.both(
      "62 negative usage",
      .reply(ScriptedReply(text: usualText, usage: TokenUsage(input: 5, output: -3))),
      .unreported(usualText)),
    Fault.both(
      "62 absurd usage",
      .reply(ScriptedReply(text: usualText, usage: TokenUsage(input: 1 << 50, output: 1))),
      .unreported(usualText)),
    Fault.openai(
      "62 more cached than sent",
      chunks(
        [#"{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}"#],
        usage:
          #"{"prompt_tokens":5,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":9}}"#),
      .unreported("x")),
    Fault.both(
      "65 another model", .reply(ScriptedReply(text: "x", servedModel: "other-model")),
      .fails(.servedOther, reported)),
    Fault.both(
      "65 a dated form", .reply(ScriptedReply(text: "x", servedModel: "some-model-20260101")),
      .says("x")),
    Fault.both(
      "65 no name", .reply(ScriptedReply(text: "x", servedModel: "")),
      .fails(.servedOther, reported)),
    Fault.openai(
      "65 two models in one reply",
      edited { events in
        events[2].data = events[2].data?.replacing("some-model", with: "other-model")
      }, .fails(.badReply, .indeterminate)),
    Fault.anthropic(
      "66 two messages in one reply", edited { $0.insert($0[0], at: 2) },
      .fails(.badReply, .indeterminate)),
    Fault.anthropic(
      "66 a delta for no block",
      edited { $0.removeAll { $0.name == "content_block_start" } },
      .fails(.badReply, .indeterminate)),
    Fault.anthropic(
      "66 a block opened twice", edited { $0.insert($0[1], at: 2) },
      .fails(.badReply, .indeterminate)),
    Fault.anthropic(
      "66 a call's block never closed",
      .reply(
        both,
        Delivery { events in
          let end = events.lastIndex { $0.name == "content_block_stop" } ?? 0
          events.remove(at: end)
        }), .fails(.badReply, reported)),
    Fault.both(
      "67 control characters stay data",
      .reply(ScriptedReply(text: "a\u{0}b\u{1B}[2Jc\n::set-output")),
      .says("a\u{0}b\u{1B}[2Jc\n::set-output")),
  ].flatMap(\.self)

  @Test("is used or refused as the table says", arguments: faults)
  func verdict(fault: Fault) async throws {
    #expect(try await fault.outcome(retrying: true) == (fault.verdict, fault.sends))
  }
}
