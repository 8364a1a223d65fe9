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
    private let start: UInt32
    private let end: UInt32

    /// A word that stands in some bytes of its text, of at most 4 GiB.
    package init(hash: UInt64, range: Range<Int>) {
      self.hash = hash
      start = UInt32(range.lowerBound)
      end = UInt32(range.upperBound)
    }

    /// Its bytes in the text.
    package var range: Range<Int> { Int(start)..<Int(end) }
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
    bytes.withUnsafeBufferPointer { bytes in
      NameByte.table.withUnsafeBufferPointer { table in
        let splitter = NameSplitter(bytes: bytes, table: table)
        var index = 0
        while index < bytes.count {
          let kind = table[Int(bytes[index])].kind
          if kind == .other {
            index &+= 1
          } else if kind == .digit {
            while index < bytes.count, table[Int(bytes[index])].kind != .other { index &+= 1 }
          } else {
            index = splitter.read(from: index, to: &words)
          }
        }
      }
    }
    return words
  }

  /// The length of the longest word that says nothing.
  static let longestStopWord = 7

  /// Words that say nothing.
  static let stopWords = HashTable(
    ("an and are as at be been but by can could did do does doing done for from get got had has have "
      + "having he her his how if in into is it its just like may me might more most my no nor not "
      + "now of on one only or other our out over own same she should so some such than that the "
      + "their them then there these they this those through to too under up use used using very "
      + "was we were what when where which while who why will with would you your")
      .split(separator: " ").map { StableHash.number($0.utf8) })
}
