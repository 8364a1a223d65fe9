import TandemCore

/// Reads the names of a text into words, hashing the parts and the whole of each in one pass.
struct NameSplitter {
  let bytes: UnsafeBufferPointer<UInt8>
  /// `ByteKind.table`, where it lies.
  let kinds: UnsafeBufferPointer<UInt8>
  private let stopWords = CodeWords.stopWords

  /// Adds the words of the name that begins at `start`, and returns where it ends.
  func read(from start: Int, to words: inout [CodeWords.Word]) -> Int {
    let known = words.count
    var index = start
    while index < bytes.count, kind(index) == ByteKind.underscore { index += 1 }
    let first = index
    /// Where the name ends, without the underscores behind it.
    var last = first
    var whole = StableHash.start
    var part = StableHash.start
    var partStart = first
    var parts = 0
    var previous = ByteKind.underscore
    while index < bytes.count {
      var kind = kind(index)
      if kind == ByteKind.other { break }
      if kind == ByteKind.underscore {
        if previous != ByteKind.underscore {
          parts += 1
          add(part, partStart..<index, to: &words)
        }
        previous = kind
        index += 1
        continue
      }
      if previous == ByteKind.underscore {
        for _ in last..<index { whole = StableHash.next(whole, Self.underscore) }
        part = StableHash.start
        partStart = index
      } else if kind == ByteKind.upper, beginsPart(index, after: previous) {
        parts += 1
        add(part, partStart..<index, to: &words)
        part = StableHash.start
        partStart = index
      }
      repeat {
        let byte = bytes[index]
        let lower = kind == ByteKind.upper ? byte | 0x20 : byte
        whole = StableHash.next(whole, lower)
        part = StableHash.next(part, lower)
        previous = kind
        index += 1
        guard index < bytes.count else { break }
        kind = self.kind(index)
      } while kind >= ByteKind.leastPlain
      last = index
    }
    if previous != ByteKind.underscore {
      parts += 1
      add(part, partStart..<last, to: &words)
    }
    if parts > 1 { add(whole, first..<last, to: &words) }
    if last - first > Self.maximumLength { words.removeLast(words.count - known) }
    return index
  }

  /// Whether a capital begins a part: `parseHTTPDate` is `parse`, `HTTP`, `Date`.
  @inline(__always) private func beginsPart(_ index: Int, after previous: UInt8) -> Bool {
    switch previous {
    case ByteKind.lower, ByteKind.digit: true
    case ByteKind.upper: index + 1 < bytes.count && kind(index + 1) == ByteKind.lower
    default: false
    }
  }

  @inline(__always) private func kind(_ index: Int) -> UInt8 { kinds[Int(bytes[index])] }

  /// Adds a word unless it says nothing.
  @inline(__always) private func add(
    _ hash: UInt64, _ range: Range<Int>, to words: inout [CodeWords.Word]
  ) {
    guard range.count > 1, kind(range.lowerBound) != ByteKind.digit,
      range.count > CodeWords.longestStopWord || stopWords.position(of: hash) < 0
    else { return }
    words.append(CodeWords.Word(hash: hash, range: range))
  }

  private static let underscore = UInt8(ascii: "_")
  /// Longer names are hashes, keys or data.
  private static let maximumLength = 64
}

/// What a byte is to names.
///
/// In an order that lets one comparison tell what goes on with a name's part.
enum ByteKind {
  static let other: UInt8 = 0
  static let underscore: UInt8 = 1
  static let upper: UInt8 = 2
  static let digit: UInt8 = 3
  static let lower: UInt8 = 4
  static let beyondASCII: UInt8 = 5
  /// The least of those that begin no part.
  static let leastPlain = digit

  /// The kind of each byte.
  static let table = (0...255).map { (byte: UInt8) -> UInt8 in
    if byte >= 0x80 { return beyondASCII }
    if byte.isUpper { return upper }
    if byte.isLower { return lower }
    if byte.isDigit { return digit }
    return byte == UInt8(ascii: "_") ? underscore : other
  }
}
