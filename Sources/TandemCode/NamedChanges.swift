/// Earlier changes that a report names: by a commit's hash, or by the number of the ticket or of
/// the pull request that their messages name too.
package struct NamedChanges: Sendable {
  /// Beginnings of hashes, at least seven hexadecimal digits.
  package private(set) var hashes: [String] = []
  /// Numbers, without their `#`.
  package private(set) var numbers: Set<String> = []

  /// Whether the report names none.
  package var isEmpty: Bool { hashes.isEmpty && numbers.isEmpty }

  /// Reads `#1234`, `/pull/1234`, `/issues/1234`, `/ticket/1234` and hashes.
  package init(_ text: String) {
    var previous: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      guard Self.isWordByte(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, Self.isWordByte(bytes[index]) { index += 1 }
      let word = Array(bytes[start..<index])
      let mark = start > 0 ? bytes[start - 1] : 0
      let isNumber = (2...6).contains(word.count) && word.allSatisfy(\.isDigit)
      let isLinked = mark == UInt8(ascii: "/") && Self.links.contains(previous)
      if isNumber, mark == UInt8(ascii: "#") || isLinked {
        numbers.insert(String(decoding: word, as: UTF8.self))
      } else if Self.isHash(word) {
        hashes.append(String(decoding: word, as: UTF8.self))
      }
      previous = word
    }
  }

  private static let links = ["pull", "issues", "ticket"].map { Array($0.utf8) }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte.isLetter || byte == UInt8(ascii: "_")
  }

  /// A hash has letters and digits, or is a whole one.
  private static func isHash(_ word: [UInt8]) -> Bool {
    guard (7...40).contains(word.count),
      word.allSatisfy({ $0.isDigit || (97...102).contains($0) })
    else { return false }
    return word.count == 40 || (word.contains(where: \.isDigit) && !word.allSatisfy(\.isDigit))
  }
}
