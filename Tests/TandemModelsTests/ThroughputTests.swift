import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

@Suite("Throughput", .enabled(if: ProcessInfo.processInfo.environment["TANDEM_LONG"] != nil))
struct ThroughputTests {
  /// A reply of one million characters in deltas of 25, as bytes of the wire.
  private static let turn: ScriptedTurn = {
    let words = "a streamed reply of a mo "
    let chunk =
      #"data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"some-model","#
      + #""choices":[{"index":0,"delta":{"content":"\#(words)"},"finish_reason":null}]}"# + "\n\n"
    let end =
      #"data: {"model":"some-model","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
      + "\n\ndata: [DONE]\n\n"
    let body = String(repeating: chunk, count: 40_000) + end
    return .raw([.text("HTTP/1.1 200 OK\r\ncontent-length: \(body.utf8.count)\r\n\r\n" + body)])
  }()

  /// Optimised, the difference is a tenth of a second of processor time; joining text by copying
  /// it for each delta would make it a minute.
  @Test("a reply of a million characters takes seconds at most, even unoptimised")
  func stream() async throws {
    let asking = try Asking(.openai, [Self.turn, Self.turn, Self.turn])
    var own: [Duration] = []
    for _ in 0..<2 {
      let start = ContinuousClock.now
      let reply = try await asking.ask()
      own.append(ContinuousClock.now - start)
      #expect(reply.text.utf8.count == 1_000_000)
    }
    let start = ContinuousClock.now
    let curl: ProcessResult = try await runProcess(
      [
        "/usr/bin/curl", "-sS", "-o", "/dev/null", "-d", #"{"model":"some-model"}"#,
        asking.server.openAIBaseURL + "/chat/completions",
      ], directory: "/")
    let theirs = ContinuousClock.now - start
    #expect(curl.exitCode == 0)
    #expect(own[1] - theirs < .seconds(20), "own \(own), curl \(theirs)")
  }
}
