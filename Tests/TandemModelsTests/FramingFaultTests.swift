import TandemCore
import TandemTestKit
import Testing

@Suite("Framing")
struct FramingFaultTests {
  static let faults: [Fault] = [
    Fault.both("35 CRLF", usual(Delivery(lineEnd: "\r\n")), .says(usualText)),
    Fault.both(
      "35 CRLF, cut", usual(Delivery(lineEnd: "\r\n", bytesPerWrite: 1)), .says(usualText)),
    Fault.both("35 lone CR", usual(Delivery(lineEnd: "\r")), .says(usualText)),
    Fault.both(
      "35 lone CR, cut", usual(Delivery(lineEnd: "\r", bytesPerWrite: 3)), .says(usualText)),
    Fault.both("36 no space", usual(Delivery(hasSpace: false)), .says(usualText)),
    Fault.both(
      "37 data of several lines",
      edited { events in
        events = events.map { event in
          guard let data = event.data, data != "[DONE]" else { return event }
          let lines = data.replacing(",\"", with: ",\ndata: \"")
          return WireEvent(raw: "event: \(event.name ?? "x")\ndata: \(lines)\n\n")
        }
      }, .says(usualText)),
    Fault.both("38, 43 one byte a chunk", usual(Delivery(bytesPerWrite: 1)), .says(usualText)),
    Fault.both(
      "38 UTF-8 cut", usual(Delivery(framing: .close, bytesPerWrite: 2)), .says(usualText)),
    Fault.both("39 other line separators", usual(Delivery(piece: 1)), .says(usualText)),
    Fault.both(
      "40 comments and empty data between all",
      edited { events in
        let signs = [": note\n\n", "data: : keepalive\n\n", "data:\n\n", "data\n\n", "id: 7\n\n"]
        events = events.flatMap { event in signs.map { WireEvent(raw: $0) } + [event] }
      }, .says(usualText)),
    Fault.both(
      "41 unknown events and fields",
      edited { events in
        events = events.flatMap { event in
          [WireEvent(name: "news", data: #"{"type":"news","x":[1]}"#), event]
        }
      }, .says(usualText)),
    Fault.both("42 a byte order mark", usual(Delivery(hasMark: true)), .says(usualText)),
    Fault.both(
      "42 names that say nothing", edited { $0 = $0.map { WireEvent(data: $0.data ?? "") } },
      .says(usualText)),
    Fault.anthropic(
      "42 names that are wrong",
      edited { $0 = $0.map { WireEvent(name: "ping", data: $0.data ?? "") } }, .says(usualText)),
    Fault.both(
      "44 the last event lacks its empty line",
      edited { events in
        let last = events.removeLast()
        events.append(WireEvent(raw: "data: \(last.data ?? "")"))
      }, .says(usualText)),
    Fault.both(
      "44 an event in the middle lacks it",
      edited { events in
        let cut = events[1]
        events.replaceSubrange(1..., with: [WireEvent(raw: "data: \(cut.data ?? "")")])
      }, .fails(.badReply, .indeterminate)),
    Fault.everywhere("45 a line that is no JSON", .fails(.badReply, .indeterminate)) { place in
      edited { $0.insert(WireEvent(data: #"{"type": "conte"#), at: place.count(in: $0)) }
    },
    Fault.openai("46 no [DONE]", edited { $0.removeLast() }, .says(usualText)),
    Fault.openai(
      "46 no [DONE], the connection stays", usual(Delivery(ending: .hang) { $0.removeLast() }),
      .says(usualText), short: .idle),
    Fault.openai(
      "46 [DONE] without a reason",
      edited { $0.removeAll { $0.data?.contains(#""finish_reason":"st"#) == true } },
      .fails(.badReply, .indeterminate)),
    Fault.anthropic(
      "46 a reason, but no end", edited { $0.removeLast() }, .fails(.badReply, .indeterminate)),
    Fault.both("47 the connection stays", usual(Delivery(ending: .hang)), .says(usualText)),
    Fault.both(
      "47 the connection breaks after the end", usual(Delivery(ending: .cut)), .says(usualText)),
    Fault.both(
      "48 data after the end",
      edited { $0 += [WireEvent(data: "nonsense"), WireEvent(data: #"{"error":{}}"#)] },
      .says(usualText)),
  ].flatMap(\.self)

  @Test("is read or refused as the table says", arguments: faults)
  func verdict(fault: Fault) async throws {
    #expect(try await fault.outcome(retrying: true) == (fault.verdict, fault.sends))
  }
}
