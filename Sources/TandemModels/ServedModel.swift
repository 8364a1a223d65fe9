/// Whether the model that answered is the one that was asked for.
package enum ServedModel {
  /// Compares the names.
  ///
  /// The same model are: equal names, a dated form (`-20260101`, `-2026-01-01`), the name behind a
  /// provider's prefix (`anthropic/…`), and names listed by the user. Anything else is another.
  package static func matches(requested: String, served: String, aliases: [String] = []) -> Bool {
    guard !served.isEmpty else { return false }
    if served == requested || aliases.contains(served) { return true }
    let (asked, answered) = (split(requested), split(served))
    if let one = asked.prefix, let other = answered.prefix, one != other { return false }
    return isDatedForm(answered.name, of: asked.name)
  }

  private static func split(_ name: String) -> (prefix: Substring?, name: Substring) {
    guard let slash = name.lastIndex(of: "/") else { return (nil, name[...]) }
    return (name[..<slash], name[name.index(after: slash)...])
  }

  private static func isDatedForm(_ served: Substring, of requested: Substring) -> Bool {
    guard served.hasPrefix(requested) else { return false }
    let rest = served.utf8.dropFirst(requested.utf8.count)
    if rest.isEmpty { return true }
    let digits = rest.filter { $0 != UInt8(ascii: "-") }
    let isShaped = [9, 11].contains(rest.count) && rest.first == UInt8(ascii: "-")
    guard isShaped, let number = Int(String(decoding: digits, as: UTF8.self)), digits.count == 8
    else { return false }
    if rest.count == 11 {
      let bytes = Array(rest)
      guard bytes[5] == UInt8(ascii: "-"), bytes[8] == UInt8(ascii: "-") else { return false }
    }
    let (year, month, day) = (number / 10000, number / 100 % 100, number % 100)
    return (2020...2099).contains(year) && (1...12).contains(month) && (1...31).contains(day)
  }
}
