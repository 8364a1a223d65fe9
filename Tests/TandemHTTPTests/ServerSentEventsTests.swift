import TandemHTTP
import Testing

@Suite("Server-sent events")
struct ServerSentEventsTests {
  /// Reads a text in pieces of `size` bytes.
  private func read(_ text: String, by size: Int) throws -> [ServerSentEvent] {
    var events = ServerSentEvents()
    let bytes = Array(text.utf8)
    return try stride(from: 0, to: bytes.count, by: size).flatMap {
      try events.read(Array(bytes[$0..<min($0 + size, bytes.count)]))
    }
  }

  private static let cases: [(String, [ServerSentEvent])] = [
    ("data: a\n\n", [event("a")]),
    ("data: a\r\n\r\ndata: b\r\n\r\n", [event("a"), event("b")]),
    ("data: a\r\rdata: b\r\r", [event("a"), event("b")]),
    ("data:a\n\n", [event("a")]),
    ("data:  a\n\n", [event(" a")]),
    ("\u{FEFF}data: a\n\n", [event("a")]),
    ("data: a\ndata: b\n\n", [event("a\nb")]),
    ("data: a\ndata:\ndata: b\r\n\r\n", [event("a\n\nb")]),
    ("data\n\n", [event("")]),
    ("data:\n\n", [event("")]),
    (": note\n\ndata: a\n\n", [event("a")]),
    ("id: 1\n: note\n\nretry: 3\n\n", []),
    ("event: x\ndata: a\n\ndata: b\n\n", [event("a", "x"), event("b")]),
    ("event: x\n\ndata: b\n\n", [event("b")]),
    ("data: \u{2028}\u{85}\u{0B}\n\n", [event("\u{2028}\u{85}\u{0B}")]),
    ("data: Grüße 🐎\n\n", [event("Grüße 🐎")]),
    ("unknown: x\ndata: a\n\n", [event("a")]),
    ("data: a\n", []),
    ("\n\n\r\r\n\ndata: a\n\n", [event("a")]),
  ]

  private static func event(_ data: String, _ name: String = "") -> ServerSentEvent {
    ServerSentEvent(name: name, data: Array(data.utf8))
  }

  @Test("are read alike however the bytes are cut", arguments: [1, 2, 3, 5, 7, 4096])
  func cuts(size: Int) throws {
    for (text, expected) in Self.cases {
      #expect(try read(text, by: size) == expected, "\(text.debugDescription) by \(size)")
    }
  }

  @Test("an event without its empty line is given only when asked for")
  func unfinished() throws {
    var events = ServerSentEvents()
    #expect(try events.read(Array("data: a\n\ndata: b".utf8)) == [Self.event("a")])
    #expect(try events.finish() == Self.event("b"))
    #expect(try events.finish() == nil)
  }

  @Test("a line or an event over the cap is refused")
  func cap() throws {
    var line = ServerSentEvents(byteCap: 100)
    #expect(throws: ServerSentEvents.LineTooLong(byteCap: 100)) {
      for _ in 0..<20 { _ = try line.read([UInt8](repeating: 97, count: 10)) }
    }
    var event = ServerSentEvents(byteCap: 100)
    #expect(throws: ServerSentEvents.LineTooLong(byteCap: 100)) {
      for _ in 0..<20 { _ = try event.read(Array("data: 0123456789\n".utf8)) }
    }
  }
}
