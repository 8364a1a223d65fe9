import TandemCore

/// Reads the names of a text into words: the parts of each, and the whole of what has several.
struct NameSplitter {
  let bytes: UnsafeBufferPointer<UInt8>
  /// `NameByte.table`, where it lies.
  let table: UnsafeBufferPointer<NameByte>
  private let stopWords = CodeWords.stopWords

  /// Adds the words of the name that begins at `start`, and returns where it ends.
  func read(from start: Int, to words: inout [CodeWords.Word]) -> Int {
    let known = words.count
    var index = start
    /// Where the first part begins, and the last one ends.
    var (first, last) = (-1, start)
    var parts = 0
    while index < bytes.count {
      let kind = self[index].kind
      if kind == .other { break }
      if kind == .underscore {
        index &+= 1
        continue
      }
      let part = readPart(from: index)
      add(part.hash, index..<part.end, to: &words)
      if parts == 0 { first = index }
      parts &+= 1
      index = part.end
      last = index
    }
    if parts > 1 {
      var whole = StableHash.start
      for index in first..<last { whole = StableHash.next(whole, self[index].folded) }
      add(whole, first..<last, to: &words)
    }
    if last &- first > Self.maximumLength { words.removeLast(words.count - known) }
    return index
  }

  /// Hashes one part of a name.
  @inline(__always) private func readPart(from start: Int) -> (hash: UInt64, end: Int) {
    var hash = StableHash.start
    var index = start
    var byte = self[index]
    while true {
      hash = StableHash.next(hash, byte.folded)
      index &+= 1
      guard index < bytes.count else { break }
      let next = self[index]
      if next.kind < .leastPlain {
        guard next.kind == .upper, !beginsPart(index, after: byte.kind) else { break }
      }
      byte = next
    }
    return (hash, index)
  }

  /// Whether a capital begins a part: `parseHTTPDate` is `parse`, `HTTP`, `Date`.
  @inline(__always) private func beginsPart(_ index: Int, after previous: NameByte.Kind) -> Bool {
    switch previous {
    case .lower, .digit: true
    case .upper: index &+ 1 < bytes.count && self[index &+ 1].kind == .lower
    default: false
    }
  }

  @inline(__always) private subscript(_ index: Int) -> NameByte { table[Int(bytes[index])] }

  /// Adds a word unless it says nothing.
  @inline(__always) private func add(
    _ hash: UInt64, _ range: Range<Int>, to words: inout [CodeWords.Word]
  ) {
    guard range.count > 1, self[range.lowerBound].kind != .digit,
      range.count > CodeWords.longestStopWord || stopWords.position(of: hash) < 0
    else { return }
    words.append(CodeWords.Word(hash: hash, range: range))
  }

  /// Longer names are hashes, keys or data.
  private static let maximumLength = 64
}

/// What a byte is to names.
struct NameByte {
  let kind: Kind
  /// The byte, a capital as its small letter.
  let folded: UInt8

  /// In an order that lets one comparison tell what goes on with a part.
  enum Kind: UInt8, Comparable {
    case other, underscore, upper, digit, lower, beyondASCII

    /// The least of those that neither end a part nor begin one.
    static let leastPlain = digit

    static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
  }

  private init(_ byte: UInt8) {
    if byte >= 0x80 {
      kind = .beyondASCII
    } else if byte.isUpper {
      kind = .upper
    } else if byte.isLower {
      kind = .lower
    } else if byte.isDigit {
      kind = .digit
    } else {
      kind = byte == UInt8(ascii: "_") ? .underscore : .other
    }
    folded = byte.isUpper ? byte | 0x20 : byte
  }

  /// Each byte's.
  static let table = (0...255).map { NameByte($0) }
}
