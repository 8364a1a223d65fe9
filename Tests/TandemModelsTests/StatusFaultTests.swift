import TandemCore
import TandemTestKit
import Testing

@Suite("Statuses and errors in words")
struct StatusFaultTests {
  private static func error(_ message: String, type: String = "", code: String = "") -> String {
    #"{"type":"error","error":{"message":"\#(message)","type":"\#(type)","code":"\#(code)"}}"#
  }

  private static func status(
    _ name: String, _ status: Int, _ kind: ModelFailure.Kind, _ body: String = error("no")
  ) -> [Fault] {
    Fault.both(name, .status(status, body: body), .fails(kind, .none))
  }

  static let faults: [Fault] = [
    status("20 bad request", 400, .badRequest),
    status(
      "21 no credit", 400, .billing, error("Your credit balance is too low to access the API")),
    status("22 unknown key", 401, .authentication),
    status("22 forbidden", 403, .authentication),
    status("3 the proxy's", 407, .authentication, "<html>proxy</html>"),
    status("23 payment required", 402, .billing),
    status("24 no such model", 404, .notFound),
    status("25 request timeout", 408, .timeout),
    status("25 conflict", 409, .overloaded),
    status("26 too large", 413, .contextOverflow, "<html><h1>413</h1></html>"),
    status("27 unprocessable", 422, .badRequest, #"{"detail": [{"msg": "field required"}]}"#),
    status("28 too many requests", 429, .rateLimited),
    status(
      "29 no quota", 429, .billing, error("You exceeded your quota", code: "insufficient_quota")),
    status("29 no balance", 429, .billing, error("x", type: "credit_balance_exhausted")),
    status("30 internal", 500, .overloaded, ""),
    status("30 gateway", 502, .overloaded, "<html>bad gateway</html>"),
    status("30 slow down", 503, .overloaded, error("slow_down")),
    status("30 gateway timeout", 504, .overloaded),
    status("31 overloaded", 529, .overloaded, error("Overloaded", type: "overloaded_error")),
    status("34 a bare 400", 400, .contextOverflow, ""),
    status(
      "34 a list of errors", 400, .contextOverflow, "[\(error("input token count (9) exceeds 8"))]"),
    Fault.anthropic(
      "32 overloaded before the message",
      stream([WireEvent(name: "error", data: error("Overloaded", type: "overloaded_error"))]),
      .fails(.overloaded, .none)),
    Fault.anthropic(
      "32 overloaded inside the message",
      edited { events in
        let error = error("Overloaded", type: "overloaded_error")
        events.replaceSubrange(3..., with: [WireEvent(name: "error", data: error)])
      }, .fails(.overloaded, .indeterminate)),
    Fault.anthropic(
      "32 not a refusal",
      stream([WireEvent(name: "error", data: error("no", type: "authentication_error"))]),
      .fails(.authentication, .none)),
    Fault.openai(
      "33 an error for a chunk", stream([WireEvent(data: error("upstream died", type: "x"))]),
      .fails(.overloaded, .none)),
    Fault.openai(
      "33 an error whose type lies",
      stream([WireEvent(data: #"{"error":{"message":"no","type":"server_error","code":429}}"#)]),
      .fails(.rateLimited, .none)),
    Fault.openai(
      "33 an error after words",
      edited { $0.replaceSubrange(2..., with: [WireEvent(data: Self.error("upstream died"))]) },
      .fails(.overloaded, .indeterminate)),
    Fault.both(
      "33 an error as a whole document", .status(200, body: error("no", type: "api_error")),
      .fails(.overloaded, .none)),
  ].flatMap(\.self)

  @Test("end as the table says", arguments: faults)
  func verdict(fault: Fault) async throws {
    #expect(try await fault.outcome().0 == fault.verdict)
  }

  @Test("are sent again as often as their charge allows", arguments: faults)
  func retries(fault: Fault) async throws {
    let (verdict, requests) = try await fault.outcome(retrying: true)
    #expect(verdict == fault.verdict)
    #expect(requests == fault.sends)
  }

  @Test(
    "a prompt that is too long is known by many words (34)",
    arguments: [
      "prompt is too long: 213462 tokens > 200000 maximum",
      "Your input exceeds the context window of this model",
      "This model's maximum context length is 128000 tokens",
      "The input token count (1196265) exceeds the maximum number of tokens allowed (1048575)",
      "Please reduce the length of the messages or completion",
      "This model's maximum prompt length is 131072",
      "the request exceeds the available context size. try increasing the context size",
      "input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000",
    ])
  func overflow(words: String) async throws {
    let fault = Fault(
      name: "34", wire: .openai, turn: .status(400, body: Self.error(words)),
      verdict: .fails(.contextOverflow, .none))
    #expect(try await fault.outcome(retrying: true) == (fault.verdict, 1))
  }
}
