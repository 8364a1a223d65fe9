/// Splits text into the words that code search counts.
///
/// A name gives itself and, where it is made of several, its parts: `parseHTTPDate_v2` gives
/// `parsehttpdate_v2`, `parse`, `http`, `date`, `v2`. All in lower case; single letters, numbers
/// and words that say nothing are left out. Works on bytes; beyond ASCII a name stays whole.
package enum CodeWords {
  /// Returns the words of `text`, in order, with repetitions.
  package static func split(_ text: String) -> [String] {
    var words: [String] = []
    forEach(in: Array(text.utf8)) { bytes, range in
      words.append(String(decoding: bytes[range], as: UTF8.self))
    }
    return words
  }

  /// Calls `body` with a buffer of lower-case bytes and the range of each word in it.
  ///
  /// The buffer is `bytes` in lower case; so an indexer hashes words without making strings.
  package static func forEach(in bytes: [UInt8], _ body: ([UInt8], Range<Int>) -> Void) {
    let lower = bytes.map { $0.isUpper ? $0 | 0x20 : $0 }
    var index = 0
    while index < bytes.count {
      guard bytes[index].beginsName || bytes[index].isDigit else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, bytes[index].continuesName { index += 1 }
      if bytes[start].isDigit { continue }
      var first = start
      while first < index, bytes[first] == underscore { first += 1 }
      var last = index
      while last > first, bytes[last - 1] == underscore { last -= 1 }
      guard last - first <= maximumLength else { continue }
      let parts = splitName(bytes, lower, first..<last, body)
      if parts != 1, isTelling(lower, first..<last) { body(lower, first..<last) }
    }
  }

  /// Calls `body` with each part of a name; returns how many parts it has, told or not.
  private static func splitName(
    _ bytes: [UInt8], _ lower: [UInt8], _ name: Range<Int>,
    _ body: ([UInt8], Range<Int>) -> Void
  ) -> Int {
    var count = 0
    var start = name.lowerBound
    func close(_ end: Int) {
      if end > start {
        count += 1
        if isTelling(lower, start..<end) { body(lower, start..<end) }
      }
      start = end
    }
    var index = name.lowerBound
    while index < name.upperBound {
      if bytes[index] == underscore {
        close(index)
        start = index + 1
      } else if index > start, bytes[index].isUpper {
        let afterLower = bytes[index - 1].isLower || bytes[index - 1].isDigit
        let endsAcronym =
          bytes[index - 1].isUpper && index + 1 < name.upperBound && bytes[index + 1].isLower
        if afterLower || endsAcronym { close(index) }
      }
      index += 1
    }
    close(name.upperBound)
    return count
  }

  private static let underscore = UInt8(ascii: "_")
  /// Longer names are hashes, keys or data.
  private static let maximumLength = 64

  private static func isTelling(_ lower: [UInt8], _ word: Range<Int>) -> Bool {
    word.count > 1 && !lower[word.lowerBound].isDigit && !stopWords.contains(lower, word)
  }

  private static let stopWords = WordTable(
    "an and are as at be been but by can could did do does doing done for from get got had has have "
      + "having he her his how if in into is it its just like may me might more most my no nor not "
      + "now of on one only or other our out over own same she should so some such than that the "
      + "their them then there these they this those through to too under up use used using very "
      + "was we were what when where which while who why will with would you your")
}
