import TandemHTTP
import TandemTestKit
import Testing

@Suite("How exchanges fail")
struct HTTPFailureTests {
  /// A fault, how it is told, and whether the request had left and a reply had begun.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let steps: [WireStep]
    let kind: HTTPFailure.Kind
    var received = true
    var testDescription: String { name }
  }

  private static let head = "HTTP/1.1 200 OK\r\n"

  static let rows = [
    Row(name: "closed before a reply", steps: [], kind: .cut, received: false),
    Row(name: "reset before a reply", steps: [.reset], kind: .cut, received: false),
    Row(name: "closed inside the head", steps: [.text(head + "x-a: 1\r\n")], kind: .cut),
    Row(
      name: "shorter than its length", steps: [.text(head + "content-length: 9\r\n\r\nabc")],
      kind: .cut),
    Row(
      name: "a chunked body that stops",
      steps: [.text(head + "transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n")], kind: .cut),
    Row(
      name: "reset inside the body",
      steps: [.text(Fetching.open + "abc"), .pause(0.05), .reset], kind: .cut),
    Row(name: "HTTP/0.9", steps: [.text("hello\n")], kind: .malformed),
    Row(name: "a mail server", steps: [.text("220 mail ESMTP\r\n")], kind: .malformed),
    Row(
      name: "a header line over 100 kB",
      steps: [.text(head + "x: " + String(repeating: "a", count: 120_000) + "\r\n\r\n")],
      kind: .malformed),
    Row(
      name: "header fields over 256 kB",
      steps: [
        .text(
          head + String(repeating: "x: " + String(repeating: "a", count: 9_000) + "\r\n", count: 40)
        )
      ], kind: .tooLarge),
    Row(name: "no reply", steps: [.hang], kind: .timeout(.firstByte), received: false),
    Row(name: "half a head", steps: [.text(head), .hang], kind: .timeout(.idle)),
    Row(name: "half a body", steps: [.text(Fetching.open + "abc"), .hang], kind: .timeout(.idle)),
    Row(
      name: "a drop every moment",
      steps: [.text(Fetching.open), .repeating([46], every: 0.02)], kind: .timeout(.total)),
    Row(
      name: "an endless head",
      steps: [.text(head), .repeating(Array("x: y\r\n".utf8), every: 0.02)],
      kind: .timeout(.total)),
    Row(
      name: "an endless body",
      steps: [.text(Fetching.open), .repeating([UInt8](repeating: 46, count: 9_000), every: 0)],
      kind: .tooLarge),
  ]

  @Test("by name, and with what is known of the request", arguments: rows)
  func fault(row: Row) async throws {
    let fetching = try Fetching([.raw(row.steps)])
    let failure = await fetching.failure {
      $0.byteCap = 100_000
      // Only the deadline that is meant is short, so that a busy machine changes nothing.
      if case .timeout(let phase) = row.kind {
        switch phase {
        case .connect: $0.deadlines.connect = .milliseconds(300)
        case .firstByte: $0.deadlines.firstByte = .milliseconds(300)
        case .idle: $0.deadlines.idle = .milliseconds(300)
        case .total: $0.deadlines.total = .seconds(1)
        }
      }
    }
    #expect(failure?.kind == row.kind, "\(failure?.message ?? "no failure")")
    #expect(failure?.message.contains("canary") == false)
    if row.kind != .timeout(.total) {
      #expect(failure?.requestSent == true)
      #expect(failure?.replyReceived == row.received)
    }
  }

  @Test("before anything was sent")
  func unsent() async throws {
    let fetching = try Fetching([])
    let closed = try ScriptedModelServer(script: [:])
    closed.stop()
    func kind(_ change: (inout HTTPRequest) -> Void) async -> HTTPFailure.Kind? {
      let failure = await fetching.failure(change)
      #expect(failure?.requestSent == false)
      return failure?.kind
    }
    #expect(await kind { $0.url = closed.baseURL } == .connect)
    #expect(
      await kind {
        $0.url = "http://\(String(repeating: "a", count: 70)).invalid"
        $0.allowsPlainHTTP = true
      } == .dns)
    #expect(await kind { $0.url = "http://example.org/v1" } == .invalidRequest)
    #expect(await kind { $0.url = "https://user:password@127.0.0.1/v1" } == .invalidRequest)
    #expect(await kind { $0.url = "file:///etc/passwd" } == .invalidRequest)
    #expect(await kind { $0.url = "127.0.0.1" } == .invalidRequest)
    #expect(await kind { $0.headers = [HTTPHeader("x", "a\r\nhost: b")] } == .invalidRequest)
    #expect(await kind { $0.headers = [HTTPHeader("x: y", "a")] } == .invalidRequest)
    #expect(fetching.server.requests.isEmpty)
  }

  @Test("a handshake that never ends is over at the connection's deadline")
  func silentHandshake() async throws {
    let fetching = try Fetching([.raw([.hang])])
    let failure = await fetching.failure {
      $0.url = $0.url.replacing("http:", with: "https:")
      $0.deadlines.connect = .milliseconds(200)
    }
    #expect(failure?.kind == .timeout(.connect))
    #expect(failure?.requestSent == false)
  }

  @Test("a proxy that refuses is told apart from the server, and sees no key")
  func proxy() async throws {
    let fetching = try Fetching([.status(407, body: "who are you"), .raw([.text("nonsense\r\n")])])
    for _ in 0..<2 {
      let failure = await fetching.failure {
        $0.proxy = fetching.server.baseURL
        $0.url = "https://models.invalid/v1/messages"
      }
      #expect(failure?.requestSent == false)
      if fetching.server.requests.count == 1 { #expect(failure?.kind == .proxy) }
    }
    #expect(fetching.server.requests.map(\.path) == ["models.invalid:443", "models.invalid:443"])
    #expect(fetching.server.requests.allSatisfy { $0.headers["x-api-key"] == nil })
  }
}
