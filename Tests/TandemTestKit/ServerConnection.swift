import FoundationEssentials
@preconcurrency import Glibc
import TandemCore

/// One connection of the scripted server: reads requests, writes answers with their faults.
struct ServerConnection {
  let socket: Int32
  let number: Int
  private var buffer: [UInt8] = []

  init(socket: Int32, number: Int) {
    self.socket = socket
    self.number = number
    var on: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Reads the next request, or nil where the other side is gone.
  mutating func readRequest() -> RecordedRequest? {
    let separator = Array("\r\n\r\n".utf8)
    var end: Int?
    while end == nil {
      end = buffer.firstRange(of: separator)?.upperBound
      if end == nil, !receive() { return nil }
    }
    let head = String(decoding: buffer[..<(end ?? 0)], as: UTF8.self)
    buffer.removeFirst(end ?? 0)
    let lines = head.split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts.last.map { String($0.drop { $0 == " " }) } ?? ""
    }
    let length = Int(headers["content-length"] ?? "") ?? 0
    while buffer.count < length { guard receive() else { return nil } }
    let bytes = Array(buffer[..<length])
    buffer.removeFirst(length)
    let path = String(lines.first?.split(separator: " ").dropFirst().first ?? "")
    let body = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    return RecordedRequest(
      wire: path.contains("/chat/completions") ? .openai : .anthropic, path: path,
      headers: headers, bytes: bytes, body: body ?? .null, connection: number)
  }

  /// Answers a request; false where the connection is over.
  func answer(_ request: RecordedRequest, _ turn: ScriptedTurn) -> Bool {
    switch turn {
    case .computed: preconditionFailure("computed turns are resolved before they are played")
    case .raw(let steps): return play(steps)
    case .status(let status, let headers, let body):
      let fields = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
      return send(
        "HTTP/1.1 \(status) Status\r\ncontent-type: application/json\r\n\(fields)"
          + "content-length: \(body.utf8.count)\r\n\r\n\(body)")
    case .reply(let reply, let delivery):
      return deliver(reply, delivery, for: request)
    }
  }

  private func deliver(
    _ reply: ScriptedReply, _ delivery: Delivery, for request: RecordedRequest
  ) -> Bool {
    if delivery.isWhole {
      let document = ScriptedReply.json(reply.document(for: request))
      return answer(request, .status(200, headers: ["request-id": "req_1"], body: document))
    }
    var events = reply.events(for: request, piece: delivery.piece)
    delivery.edit(&events)
    let frames = events.map { delivery.frame($0) }
    let length = frames.reduce(0) { $0 + $1.count } + (delivery.hasMark ? 3 : 0)
    let framing =
      switch delivery.framing {
      case .chunked: "transfer-encoding: chunked\r\n"
      case .length: "content-length: \(length)\r\n"
      case .close: "connection: close\r\n"
      }
    guard
      send(
        "HTTP/1.1 200 OK\r\ncontent-type: \(delivery.contentType)\r\nrequest-id: req_1\r\n"
          + "\(framing)\r\n")
    else { return false }
    let mark: [[UInt8]] = delivery.hasMark ? [[0xEF, 0xBB, 0xBF]] : []
    for frame in mark + frames {
      for piece in frame.pieces(of: delivery.bytesPerWrite ?? frame.count) {
        if delivery.pause > 0 { usleep(UInt32(delivery.pause * 1_000_000)) }
        guard send(piece, chunked: delivery.framing == .chunked) else { return false }
      }
    }
    switch delivery.ending {
    case .proper:
      switch delivery.framing {
      case .chunked: return send("0\r\n\r\n")
      case .length: return true
      case .close: return false
      }
    case .cut: return false
    case .reset: return play([.reset])
    case .hang: return play([.hang])
    case .repeating(let text, let seconds):
      while send(Array(text.utf8), chunked: delivery.framing == .chunked) {
        usleep(UInt32(seconds * 1_000_000))
      }
      return false
    }
  }

  private func play(_ steps: [WireStep]) -> Bool {
    for step in steps {
      switch step {
      case .bytes(let bytes): guard send(bytes) else { return false }
      case .pause(let seconds): usleep(UInt32(seconds * 1_000_000))
      case .reset:
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
          socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        return false
      case .hang:
        var byte: UInt8 = 0
        while recv(socket, &byte, 1, 0) > 0 {}
        return false
      case .repeating(let bytes, let seconds):
        while send(bytes) { usleep(UInt32(seconds * 1_000_000)) }
        return false
      }
    }
    return false
  }

  private mutating func receive() -> Bool {
    let (socket, size) = (socket, 1 << 16)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
      count = max(0, recv(socket, bytes.baseAddress, size, 0))
    }
    buffer += bytes
    return !bytes.isEmpty
  }

  private func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  private func send(_ bytes: [UInt8], chunked: Bool) -> Bool {
    chunked
      ? send(Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + [13, 10])
      : send(bytes)
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        Glibc.send(
          socket, bytes.baseAddress?.advanced(by: sent), bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}

extension Delivery {
  /// An event's bytes.
  fileprivate func frame(_ event: WireEvent) -> [UInt8] {
    if let raw = event.raw { return raw }
    let colon = hasSpace ? ": " : ":"
    let name = event.name.map { "event" + colon + $0 + lineEnd } ?? ""
    return Array((name + "data" + colon + (event.data ?? "") + lineEnd + lineEnd).utf8)
  }
}

extension [UInt8] {
  /// Cuts the bytes into pieces of at most so many.
  fileprivate func pieces(of size: Int) -> [[UInt8]] {
    stride(from: 0, to: count, by: Swift.max(size, 1)).map {
      Array(self[$0..<Swift.min($0 + size, count)])
    }
  }
}
