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

/// A set of words looked up by their bytes, without making strings of a text.
struct WordTable: Sendable {
  private let byLength: [[[UInt8]]]

  init(_ words: String) {
    let words = words.split(separator: " ").map { Array($0.utf8) }
    var byLength = [[[UInt8]]](repeating: [], count: (words.map(\.count).max() ?? 0) + 1)
    for word in words { byLength[word.count].append(word) }
    self.byLength = byLength
  }

  /// Tells whether the bytes of `range` are one of the words.
  func contains(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard range.count < byLength.count else { return false }
    return byLength[range.count].contains { word in
      for offset in 0..<word.count where bytes[range.lowerBound + offset] != word[offset] {
        return false
      }
      return true
    }
  }

  /// Returns the length of the longest word that `bytes` holds at `index`, or 0.
  func longestMatch(_ bytes: [UInt8], at index: Int) -> Int {
    var length = min(byLength.count - 1, bytes.count - index)
    while length > 0 {
      if contains(bytes, index..<index + length) { return length }
      length -= 1
    }
    return 0
  }
}
