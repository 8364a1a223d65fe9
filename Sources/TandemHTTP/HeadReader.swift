/// Collects header lines into the head of the final reply; interim (1xx) replies are passed over.
struct HeadReader {
  /// The head, once its empty line was read.
  var finished: HTTPHead?

  private static let byteCap = 256 << 10
  private var status = 0
  private var fields: [HTTPHeader] = []
  private var bytes = 0
  /// Whether the final head was read to its end.
  private(set) var isOver = false

  /// Takes one line; false where there are too many bytes of them.
  ///
  /// Lines after the head (trailers) say nothing.
  mutating func read(_ line: UnsafeRawBufferPointer) -> Bool {
    bytes += line.count
    guard bytes <= Self.byteCap else { return false }
    guard !isOver else { return true }
    let text = String(decoding: line.prefix { $0 != 13 && $0 != 10 }, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      fields = []
    } else if text.isEmpty {
      guard !(100..<200).contains(status) else { return true }
      finished = HTTPHead(status: status, headers: fields)
      isOver = true
    } else if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
      let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      fields.append(HTTPHeader(String(text[..<colon]), String(value)))
    }
    return true
  }
}
