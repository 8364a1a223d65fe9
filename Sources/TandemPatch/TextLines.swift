/// A text as the lines of its bytes, each with the line end it really has.
///
/// `\r\n` is one `Character` in Swift, so nothing here works on characters. Joining the lines gives
/// the text back byte for byte, a BOM and a missing last line feed included.
struct TextLines {
  /// The text's bytes.
  let bytes: [UInt8]
  /// The range of each line in `bytes`, without its line end and without a BOM.
  let contents: [Range<Int>]
  /// The range of each line with its line end.
  let spans: [Range<Int>]

  /// Splits at line feeds; a last line feed ends the last line and begins no further one.
  init(_ text: String) {
    bytes = Array(text.utf8)
    var contents: [Range<Int>] = []
    var spans: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let feed = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
      let end = feed ?? bytes.count
      let hasReturn = feed != nil && end > start && bytes[end - 1] == UInt8(ascii: "\r")
      let hasMark = start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
      contents.append((hasMark ? 3 : start)..<(hasReturn ? end - 1 : end))
      spans.append(start..<(feed.map { $0 + 1 } ?? end))
      start = spans[spans.count - 1].upperBound
    }
    self.contents = contents
    self.spans = spans
  }

  /// The number of lines.
  var count: Int { contents.count }

  /// Whether most line ends are `\r\n`.
  var usesReturns: Bool {
    let ended = spans.indices.filter { spans[$0].upperBound > contents[$0].upperBound }
    let returns = ended.count { spans[$0].upperBound - contents[$0].upperBound == 2 }
    return returns * 2 > ended.count
  }

  /// The bytes of a line without its line end.
  subscript(line: Int) -> ArraySlice<UInt8> { bytes[contents[line]] }

  /// The text of a line without its line end.
  func text(_ line: Int) -> String { String(decoding: self[line], as: UTF8.self) }

  /// The 0-based line that holds the byte at `offset`.
  func line(at offset: Int) -> Int {
    spans.partitioningIndex { $0.upperBound > offset }
  }
}

extension ArraySlice<UInt8> {
  /// Without spaces, tabs and returns at its end.
  var trimmedEnd: ArraySlice<UInt8> {
    self[startIndex..<(lastIndex { !$0.isBlank }.map { $0 + 1 } ?? startIndex)]
  }

  /// The spaces and tabs at its beginning.
  var indentation: ArraySlice<UInt8> { prefix { $0.isBlank } }

  /// Whether it has nothing but spaces, tabs and returns.
  var isBlank: Bool { allSatisfy(\.isBlank) }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 32 || self == 9 || self == 13 }
}

extension RandomAccessCollection {
  /// The first index whose element satisfies `belongs`, where all before do not and all after do.
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Index {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = index(low, offsetBy: distance(from: low, to: high) / 2)
      if belongs(self[middle]) { high = middle } else { low = index(after: middle) }
    }
    return low
  }
}
