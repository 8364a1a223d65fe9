import FoundationEssentials
import Glibc
import Synchronization
import TandemHTTP
import TandemTestKit
import Testing

@Suite("The HTTP client")
struct HTTPClientTests {
  @Test("returns status, header fields and body, and keeps the connection")
  func plain() async throws {
    let fetching = try Fetching([Fetching.reply("one"), .status(529, body: "two")])
    let first = try await fetching.fetch()
    #expect(first.head?.status == 200)
    #expect(first.head?["X-Note"] == "a")
    #expect(first.body == "one")
    let second = try await fetching.fetch()
    #expect(second.head?.status == 529)
    #expect(second.body == "two")
    #expect(fetching.server.requests.map(\.connection) == [1, 1])
  }

  @Test("streams: the first bytes are there while the rest is still to come")
  func streams() async throws {
    let fetching = try Fetching([.raw([.text(Fetching.open + "first"), .hang])])
    let exchange = fetching.client.start(fetching.request)
    guard case .head = try await exchange.next() else { return #expect(Bool(false), "no head") }
    #expect(try await exchange.next() == .bytes(Array("first".utf8)))
  }

  @Test("a cancelled task closes an idle connection at once")
  func cancel() async throws {
    let fetching = try Fetching([.raw([.text(Fetching.open + "first"), .hang])])
    let started = AsyncStream<Void>.makeStream()
    let task = Task {
      let exchange = fetching.client.start(fetching.request)
      _ = try await exchange.next()
      _ = try await exchange.next()
      started.continuation.finish()
      _ = try await exchange.next()
    }
    for await _ in started.stream {}
    let start = ContinuousClock.now
    task.cancel()
    await #expect(
      throws: HTTPFailure(
        kind: .cancelled, message: "stopped.", requestSent: true, replyReceived: true)
    ) { try await task.value }
    while fetching.server.openConnections > 0 { try await Task.sleep(for: .milliseconds(1)) }
    // Nothing else would close it for minutes.
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("dropping an exchange closes its connection, finishing it keeps the connection")
  func drop() async throws {
    let fetching = try Fetching([
      .raw([.text(Fetching.open), .hang]), Fetching.reply("two"), Fetching.reply("three"),
    ])
    do {
      let exchange = fetching.client.start(fetching.request)
      _ = try await exchange.next()
    }
    while fetching.server.openConnections > 0 { try await Task.sleep(for: .milliseconds(1)) }
    do {
      let exchange = fetching.client.start(fetching.request)
      _ = try await exchange.next()
      exchange.finish()
    }
    #expect(try await fetching.fetch().body == "three")
    #expect(fetching.server.requests.map(\.connection) == [1, 2, 2])
  }

  @Test("a connection is closed in every program that is started")
  func closeOnExec() async throws {
    let fetching = try Fetching([.raw([.text(Fetching.open), .hang])])
    let exchange = fetching.client.start(fetching.request)
    _ = try await exchange.next()
    let port = try #require(HTTPAddress(fetching.server.baseURL)?.port.flatMap(UInt16.init))
    var found = 0
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    for descriptor in open.compactMap({ Int32($0) }) {
      var address = sockaddr_in()
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isPeer = withUnsafeMutablePointer(to: &address) { address in
        address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          getpeername(descriptor, address, &size) == 0
        }
      }
      guard isPeer, UInt16(bigEndian: address.sin_port) == port else { continue }
      found += 1
      #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
    }
    #expect(found == 1)
    exchange.finish()
  }

  @Test("thirty exchanges are on their way at once")
  func parallel() async throws {
    let arrived = Atomic(0)
    // Nobody is answered before all have asked.
    let turn = ScriptedTurn.computed { _ in
      arrived.add(1, ordering: .relaxed)
      for _ in 0..<30_000 where arrived.load(ordering: .relaxed) < 30 { usleep(1000) }
      return Fetching.reply("\(arrived.load(ordering: .relaxed))")
    }
    let fetching = try Fetching([ScriptedTurn](repeating: turn, count: 30))
    let bodies = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<30 { group.addTask { try await fetching.fetch().body } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(bodies == [String](repeating: "30", count: 30))
  }

  @Test("never sends again by itself where a kept connection turns out to be dead")
  func staleConnection() async throws {
    let fetching = try Fetching([Fetching.reply("one"), .raw([]), Fetching.reply("three")])
    _ = try await fetching.fetch()
    let failure = try #require(await fetching.failure())
    #expect(failure.kind == .cut)
    #expect(failure.requestSent)
    #expect(!failure.replyReceived)
    #expect(fetching.server.requests.count == 2)
    #expect(try await fetching.fetch().body == "three")
    #expect(fetching.server.requests.map(\.connection).last != 1)
  }

  @Test("a redirect is an answer, and the key goes nowhere else")
  func redirect() async throws {
    let other = try Fetching([Fetching.reply("stolen")])
    let fetching = try Fetching([
      .status(307, headers: ["location": other.server.baseURL + "/v1/messages"])
    ])
    #expect(try await fetching.fetch().head?.status == 307)
    #expect(other.server.requests.isEmpty)
  }

  @Test("interim replies, trailers and bare line feeds are read")
  func framing() async throws {
    let text =
      "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\nx-one: 1\n"
      + "transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nx-late: 2\r\n\r\n"
    let fetching = try Fetching([.raw([.text(text)])])
    let reply = try await fetching.fetch()
    #expect(reply.head?.headers.map(\.name) == ["x-one", "transfer-encoding"])
    #expect(reply.body == "abc")
  }

  @Test("a body is decoded although no encoding was asked for")
  func gzip() async throws {
    // `printf hello | gzip -n`
    let zipped: [UInt8] = [
      0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 7, 0, 0x86, 0xa6, 0x10,
      0x36, 5, 0, 0, 0,
    ]
    let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n"
    let fetching = try Fetching([
      .raw([.text(head), .bytes(zipped)]), .raw([.text(head + "not gzip at all")]),
    ])
    #expect(try await fetching.fetch().body == "hello")
    #expect(fetching.server.requests[0].headers["accept-encoding"] == "identity")
    #expect(await fetching.failure()?.kind == .malformed)
  }

  @Test("what is asked and who asks are in no description")
  func description() throws {
    var request = try Fetching([]).request
    request.url = "https://example.org/v1"
    var dumped = ""
    dump(request, to: &dumped)
    #expect("\(request)" == "POST https://example.org/v1")
    #expect(!("\(request)" + String(reflecting: request) + dumped).contains("canary"))
  }
}
