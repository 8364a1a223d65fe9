import TandemCore
import TandemHTTP
import TandemModels
import TandemTestKit
import Testing

@Suite("Transport faults")
struct TransportFaultTests {
  static let faults: [Fault] = [
    Fault.both("4 reset before a byte", .raw([.reset]), .fails(.network, .indeterminate)),
    Fault.both("4 closed before a byte", .raw([]), .fails(.network, .indeterminate)),
    Fault.both(
      "5 no reply", .raw([.hang]), .fails(.timeout, .indeterminate), short: .firstByte),
    Fault.everywhere(
      "6 nothing more comes", .fails(.timeout, .indeterminate), short: .idle
    ) { place in
      usual(Delivery(ending: .hang) { $0.removeLast($0.count - place.count(in: $0)) })
    },
    Fault.both(
      "7 comments for ever",
      usual(
        Delivery(ending: .repeating(": ping\n\n", every: 0.02)) { $0.removeLast($0.count - 1) }),
      .fails(.timeout, .indeterminate), short: .silence),
    Fault.anthropic(
      "7 pings for ever",
      usual(
        Delivery(ending: .repeating("event: ping\ndata: {\"type\": \"ping\"}\n\n", every: 0.02)) {
          $0.removeLast($0.count - 1)
        }), .fails(.timeout, .indeterminate), short: .silence),
    Fault.both(
      "8 a drop every moment",
      usual(Delivery(ending: .repeating("d", every: 0.02)) { $0.removeLast($0.count - 1) }),
      .fails(.timeout, .indeterminate), short: .silence),
    Fault.both(
      "10 a line without an end",
      stream([WireEvent(raw: "data: " + String(repeating: "a", count: 9 << 20))]),
      .fails(.badReply, .indeterminate)),
    Fault.both(
      "11 a header line over 100 kB",
      .raw([
        .text("HTTP/1.1 200 OK\r\nx: " + String(repeating: "a", count: 120_000) + "\r\n\r\n")
      ]), .fails(.badReply, .indeterminate)),
    Fault.everywhere("12 chunks cut", .fails(.network, .indeterminate)) { place in
      usual(Delivery(ending: .cut) { $0.removeLast($0.count - place.count(in: $0)) })
    },
    Fault.everywhere("12 reset", .fails(.network, .indeterminate)) { place in
      usual(Delivery(ending: .reset) { $0.removeLast($0.count - place.count(in: $0)) })
    },
    Fault.both(
      "12 shorter than its length",
      .raw([
        .text("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 900\r\n\r\n"),
        .text(": hello\n\n"),
      ]), .fails(.network, .indeterminate)),
    Fault.both(
      "13 closed before the end",
      usual(Delivery(framing: .close) { $0.removeLast($0.count - Fault.Place.last.count(in: $0)) }),
      .fails(.badReply, .indeterminate)),
    Fault.both(
      "13 ended before the end",
      usual(Delivery { $0.removeLast($0.count - Fault.Place.last.count(in: $0)) }),
      .fails(.badReply, .indeterminate)),
    Fault.both(
      "15 redirected", .status(302, headers: ["location": "http://127.0.0.1:9/"]),
      .fails(.badReply, .none)),
    Fault.both(
      "17 a page for people",
      .raw([
        .text(
          "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 30\r\n\r\n"
            + "\n<!DOCTYPE html><p>Sign in</p>")
      ]), .fails(.badReply, .none)),
    Fault.both("18 a document, not a stream", usual(Delivery(isWhole: true)), .says(usualText)),
    Fault.both(
      "18 half a document", .status(200, body: #"{"id": "x", "model": "some-mo"#),
      .fails(.badReply, .indeterminate)),
    Fault.both("19 an empty reply", .status(200), .fails(.network, .indeterminate)),
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

  @Test("an endless stream ends at its deadline (9)", arguments: wires)
  func endless(wire: RecordedRequest.Wire) async throws {
    let news = "data: {\"type\":\"news\",\"choices\":[]}\n\n"
    let turn = usual(
      Delivery(ending: .repeating(news, every: 0.01)) { $0.removeLast($0.count - 1) })
    let asking = try Asking(wire, [turn]) { $0.deadlines.total = .seconds(1) }
    // On a busy machine it may pass before anything is sent.
    #expect(await asking.failure()?.kind == .timeout)
  }
}
