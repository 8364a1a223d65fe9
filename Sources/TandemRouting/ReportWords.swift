package import TandemCore

/// What a report says, word for word: white space is all that may differ.
package enum ReportWords {
  /// Whether `sentence`, of four words or more, stands in the report.
  package static func says(_ sentence: String, _ report: BugReport) -> Bool {
    let wanted = words(sentence)
    return wanted.count >= 4
      && words(report.text).joined(separator: " ").utf8
        .firstRange(of: wanted.joined(separator: " ").utf8) != nil
  }

  private static func words(_ text: String) -> [Substring] {
    text.split(whereSeparator: \.isWhitespace)
  }
}
