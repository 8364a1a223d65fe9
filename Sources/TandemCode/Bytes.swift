/// Byte classes the lexers and word splitters share.
extension UInt8 {
  var isDigit: Bool { self &- 48 < 10 }
  var isUpper: Bool { self &- 65 < 26 }
  var isLower: Bool { self &- 97 < 26 }
  var isLetter: Bool { (self | 0x20) &- 97 < 26 }
  /// Whether the byte can begin a name; every byte of a non-ASCII character can.
  var beginsName: Bool { isLetter || self == UInt8(ascii: "_") || self >= 0x80 }
  /// Whether the byte can continue a name.
  var continuesName: Bool { beginsName || isDigit }
  /// Whether the byte is a space, tab, form feed or vertical tab.
  var isBlank: Bool { self == 32 || self == 9 || self == 12 || self == 11 }
}

/// A set of words of at most 16 ASCII bytes, looked up by their bytes without making strings.
struct WordTable: Sendable {
  private let byLength: [Group]
  /// For each byte the length of the longest word that begins with it.
  private let longest: [UInt8]
  /// The bytes that stand second in a word, as bits.
  private var seconds: UInt128 = 0

  /// The words of one length.
  private struct Group: Sendable {
    /// Which bytes a word can begin with, as bits: most words of a text end here.
    var firstBytes: UInt128 = 0
    var words: [UInt128] = []
  }

  init(_ words: String) {
    let words = words.split(separator: " ").map { Array($0.utf8) }
    var byLength = [Group](repeating: Group(), count: (words.map(\.count).max() ?? 0) + 1)
    precondition(byLength.count <= 17, "a word of more than 16 bytes")
    for word in words {
      byLength[word.count].firstBytes |= 1 << UInt128(word[0])
      byLength[word.count].words.append(Self.packed(word, 0..<word.count))
    }
    self.byLength = byLength
    var longest = [UInt8](repeating: 0, count: 256)
    for word in words {
      longest[Int(word[0])] = max(longest[Int(word[0])], UInt8(word.count))
      if word.count > 1 { seconds |= 1 << UInt128(word[1]) }
    }
    self.longest = longest
  }

  /// Tells whether the bytes of `range` are one of the words.
  func contains(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard range.count < byLength.count, !range.isEmpty, bytes[range.lowerBound] < 0x80,
      byLength[range.count].firstBytes >> UInt128(bytes[range.lowerBound]) & 1 == 1
    else { return false }
    return byLength[range.count].words.contains(Self.packed(bytes, range))
  }

  /// Returns the length of the longest word that `bytes` holds at `index`, or 0.
  func longestMatch(_ bytes: [UInt8], at index: Int) -> Int {
    var length = min(Int(longest[Int(bytes[index])]), bytes.count - index)
    if length > 1, bytes[index + 1] >= 0x80 || seconds >> UInt128(bytes[index + 1]) & 1 == 0 {
      length = 1
    }
    while length > 0 {
      if contains(bytes, index..<index + length) { return length }
      length -= 1
    }
    return 0
  }

  private static func packed(_ bytes: [UInt8], _ range: Range<Int>) -> UInt128 {
    var packed: UInt128 = 0
    for index in range { packed = packed << 8 | UInt128(bytes[index]) }
    return packed
  }
}
