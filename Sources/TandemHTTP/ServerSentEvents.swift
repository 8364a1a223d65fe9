/// Reads a `text/event-stream` from bytes cut anywhere (WHATWG HTML, section 9.2.6).
///
/// Works on bytes: UTF-8 sequences may be split, and only CR, LF and CRLF end a line.
package struct ServerSentEvents: Sendable {
  /// The most bytes of one line, and of one event's data.
  private let byteCap: Int
  private var line: [UInt8] = []
  private var name: [UInt8] = []
  private var data: [UInt8]?
  private var skipsLineFeed = false
  private var isAtStart = true

  /// Makes a reader.
  package init(byteCap: Int = 8 << 20) { self.byteCap = byteCap }

  /// Takes the next bytes and returns the events they complete.
  ///
  /// - Throws: `LineTooLong`, after which nothing more can be read.
  package mutating func read(_ bytes: [UInt8]) throws(LineTooLong) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 10 || byte == 13 else {
        index += 1
        continue
      }
      if byte == 10, skipsLineFeed, start == index, line.isEmpty {
        skipsLineFeed = false
      } else {
        line.append(contentsOf: bytes[start..<index])
        skipsLineFeed = byte == 13
        if let event = try endLine() { events.append(event) }
      }
      index += 1
      start = index
    }
    if start < bytes.count {
      skipsLineFeed = false
      line.append(contentsOf: bytes[start...])
    }
    try check(line.count)
    return events
  }

  /// Returns an event that lacks its empty line; the standard drops it, the caller may judge.
  package mutating func finish() throws(LineTooLong) -> ServerSentEvent? {
    if !line.isEmpty { _ = try endLine() }
    return takeEvent()
  }

  private mutating func endLine() throws(LineTooLong) -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: true) }
    if isAtStart {
      isAtStart = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    guard !line.isEmpty else { return takeEvent() }
    try check(line.count + (data?.count ?? 0))
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.count
    var value = line[min(colon + 1, line.count)...]
    if value.first == UInt8(ascii: " ") { value.removeFirst() }
    let field = line[..<colon]
    if field.elementsEqual("data".utf8) {
      data = data.map { $0 + [10] + value } ?? Array(value)
    } else if field.elementsEqual("event".utf8) {
      name = Array(value)
    }
    return nil
  }

  private mutating func takeEvent() -> ServerSentEvent? {
    defer {
      name = []
      data = nil
    }
    return data.map { ServerSentEvent(name: String(decoding: name, as: UTF8.self), data: $0) }
  }

  private func check(_ count: Int) throws(LineTooLong) {
    guard count <= byteCap else { throw LineTooLong(byteCap: byteCap) }
  }

  /// A line or an event outgrew its cap.
  package struct LineTooLong: Error, Sendable, Hashable {
    /// The cap in bytes.
    package var byteCap: Int

    /// Makes the error.
    package init(byteCap: Int) { self.byteCap = byteCap }
  }
}

/// One event of a stream.
package struct ServerSentEvent: Sendable, Hashable {
  /// The event's name; empty where the stream gives none.
  package var name: String
  /// The data lines, joined by line feeds; may be empty.
  package var data: [UInt8]

  /// Makes an event.
  package init(name: String = "", data: [UInt8]) {
    self.name = name
    self.data = data
  }
}
