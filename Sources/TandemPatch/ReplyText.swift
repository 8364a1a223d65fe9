/// Lines of a model's reply; replies are small, so characters are fine here.
extension String {
  /// The lines with their line ends, `\r\n` read as `\n`.
  func splitKeepingLineEnds() -> [Substring] {
    var bytes: [UInt8] = []
    for byte in utf8 {
      if byte == UInt8(ascii: "\n"), bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      bytes.append(byte)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    var lines: [Substring] = []
    var rest = text[...]
    while !rest.isEmpty {
      let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")).map { rest.utf8.index(after: $0) }
      lines.append(rest[..<(end ?? rest.endIndex)])
      rest = rest[(end ?? rest.endIndex)...]
    }
    return lines
  }
}

extension Substring {
  /// Without white space at its end.
  var trimmedEnd: Substring {
    self[..<(lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex)]
  }

  /// Without white space at both ends.
  var trimmed: Substring { trimmedEnd.drop(while: \.isWhitespace) }
}
