/// Untrusted text for a terminal or a CI's log: one line that steers neither.
///
/// A CI's runner takes a line that begins with `::`, after white space too, for a command, and
/// `##[` anywhere in a line. So no line may begin with such text, and the second is taken apart.
package enum LogText {
  /// The text on one line, for the middle of a line of ours.
  static func inline(_ text: String, _ limit: Int = 400) -> String {
    OneLine.of(text, limit).replacing("##[", with: "# #[")
  }

  /// The text with its line breaks: for an error that quotes what it could not read.
  package static func block(_ text: String) -> String {
    var block = ""
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let plain = String(
        String.UnicodeScalarView(
          line.unicodeScalars.map { scalar in
            let isHidden = [.control, .format].contains(scalar.properties.generalCategory)
            return isHidden && scalar != "\t" ? "·" : scalar
          })
      ).replacing("##[", with: "# #[")
      let steers = plain.drop(while: \.isWhitespace).hasPrefix("::")
      block += (index > 0 ? "\n" : "") + (steers ? "| " : "") + plain
    }
    return block
  }

  /// The text as a line of its own, behind a bar.
  static func quoted(_ text: String, _ limit: Int = 200) -> String { "  | " + inline(text, limit) }
}
