/// Cuts text to a number of UTF-8 bytes, between whole scalars.
enum Bounds {
  /// The first `limit` bytes at most.
  static func head(_ text: String, _ limit: Int) -> String {
    let bytes = text.utf8
    guard bytes.count > limit else { return text }
    var cut = bytes.index(bytes.startIndex, offsetBy: limit)
    while cut > bytes.startIndex, isContinuation(bytes[cut]) { cut = bytes.index(before: cut) }
    return String(text.unicodeScalars[..<cut])
  }

  /// The last `limit` bytes at most.
  static func tail(_ text: String, _ limit: Int) -> String {
    let bytes = text.utf8
    guard bytes.count > limit else { return text }
    var cut = bytes.index(bytes.endIndex, offsetBy: -limit)
    while cut < bytes.endIndex, isContinuation(bytes[cut]) { cut = bytes.index(after: cut) }
    return String(text.unicodeScalars[cut...])
  }

  /// Whether a byte continues a UTF-8 sequence.
  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xc0 == 0x80 }
}
