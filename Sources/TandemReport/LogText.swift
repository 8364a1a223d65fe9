/// Untrusted text for a terminal or a CI's log (`BuildLog`): one line that steers neither.
package enum LogText {
  /// The text on one line, for the middle of a line of ours.
  static func inline(_ text: String, _ limit: Int = 400) -> String {
    BuildLog.takenApart(OneLine.of(text, limit))
  }

  /// The text with its line breaks: for an error that quotes what it could not read.
  package static func block(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String.UnicodeScalarView(
        line.unicodeScalars.map { scalar in
          let isHidden = [.control, .format].contains(scalar.properties.generalCategory)
          return isHidden && scalar != "\t" ? "·" : scalar
        })
    }
    return BuildLog.neutral(lines.map { String($0) }.joined(separator: "\n"))
  }

  /// The text as a line of its own, behind a bar.
  static func quoted(_ text: String, _ limit: Int = 200) -> String { "  | " + inline(text, limit) }
}
