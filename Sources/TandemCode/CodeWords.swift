import TandemCore

/// Splits text into the words that code search counts.
///
/// A name gives itself and, where it is made of several, its parts: `parseHTTPDate_v2` gives
/// `parse`, `http`, `date`, `v2`, `parsehttpdate_v2`. All in lower case; single letters, numbers
/// and words that say nothing are left out. Works on bytes; beyond ASCII a name stays whole.
package enum CodeWords {
  /// A word of a text: the stable hash of its lower-case bytes, and where it stands.
  package struct Word: Sendable, Hashable {
    /// `StableHash` of the word in lower case.
    package var hash: UInt64
    /// Its bytes in the text.
    package var range: Range<Int>
  }

  /// Returns the words of `text`, in order, with repetitions.
  package static func split(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return words(in: bytes).map { word in
      String(decoding: bytes[word.range].map { $0.isUpper ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
  }

  /// Returns the words of a text, in order, with repetitions; makes no strings.
  package static func words(in bytes: [UInt8]) -> [Word] {
    var words: [Word] = []
    words.reserveCapacity(bytes.count / 6)
    bytes.withUnsafeBufferPointer { append(wordsOf: $0, to: &words) }
    return words
  }

  private static func append(wordsOf bytes: UnsafeBufferPointer<UInt8>, to words: inout [Word]) {
    let stopWords = stopWords
    var index = 0
    let count = bytes.count
    while index < count {
      let kind = ByteKind(bytes[index])
      guard kind.rawValue >= ByteKind.digit.rawValue else {
        index += 1
        continue
      }
      let start = index
      index += 1
      while index < count, ByteKind(bytes[index]).rawValue >= ByteKind.digit.rawValue { index += 1 }
      if kind != .digit { append(name: start..<index, of: bytes, stopWords, to: &words) }
    }
  }

  /// Adds the parts of a name, and the name where it has several, hashing both in one pass.
  private static func append(
    name: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, _ stopWords: HashTable,
    to words: inout [Word]
  ) {
    var first = name.lowerBound
    while first < name.upperBound, bytes[first] == underscore { first += 1 }
    var last = name.upperBound
    while last > first, bytes[last - 1] == underscore { last -= 1 }
    guard last > first, last - first <= maximumLength else { return }
    var whole = StableHash.start
    var part = StableHash.start
    var partStart = first
    var parts = 0
    var before = ByteKind.underscore
    for index in first..<last {
      let byte = bytes[index]
      let kind = ByteKind(byte)
      var begins = false
      if kind == .upper, before != .underscore {
        begins =
          before == .lower || before == .digit
          || (before == .upper && index + 1 < last && ByteKind(bytes[index + 1]) == .lower)
      }
      if begins || kind == .underscore {
        if index > partStart {
          parts += 1
          append(part, partStart..<index, of: bytes, stopWords, to: &words)
        }
        part = StableHash.start
        partStart = kind == .underscore ? index + 1 : index
      }
      let lower = kind == .upper ? byte | 0x20 : byte
      whole = StableHash.next(whole, lower)
      if kind != .underscore { part = StableHash.next(part, lower) }
      before = kind
    }
    parts += 1
    append(part, partStart..<last, of: bytes, stopWords, to: &words)
    if parts > 1 { append(whole, first..<last, of: bytes, stopWords, to: &words) }
  }

  /// Adds a word unless it says nothing.
  @inline(__always) private static func append(
    _ hash: UInt64, _ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>,
    _ stopWords: HashTable, to words: inout [Word]
  ) {
    guard range.count > 1, !bytes[range.lowerBound].isDigit,
      range.count > longestStopWord || stopWords.position(of: hash) < 0
    else { return }
    words.append(Word(hash: hash, range: range))
  }

  private static let underscore = UInt8(ascii: "_")
  /// Longer names are hashes, keys or data.
  private static let maximumLength = 64
  private static let longestStopWord = 7

  private static let stopWords = HashTable(
    ("an and are as at be been but by can could did do does doing done for from get got had has have "
      + "having he her his how if in into is it its just like may me might more most my no nor not "
      + "now of on one only or other our out over own same she should so some such than that the "
      + "their them then there these they this those through to too under up use used using very "
      + "was we were what when where which while who why will with would you your")
      .split(separator: " ").map { StableHash.number($0.utf8) })
}

/// What a byte is to names, in an order that lets one comparison tell what continues one.
private enum ByteKind: UInt8 {
  case other, digit, underscore, upper, lower, beyondASCII

  @inline(__always) init(_ byte: UInt8) {
    if (byte | 0x20) &- 97 < 26 {
      self = byte & 0x20 == 0 ? .upper : .lower
    } else if byte >= 0x80 {
      self = .beyondASCII
    } else if byte &- 48 < 10 {
      self = .digit
    } else {
      self = byte == 95 ? .underscore : .other
    }
  }
}
