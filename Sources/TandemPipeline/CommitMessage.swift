package import TandemCore

/// The message of the one commit a run makes.
///
/// Never a `Signed-off-by`: that is for a person to give.
package enum CommitMessage {
  /// A subject from the report's title, the cause, and the trailers.
  ///
  /// - Parameter authors: what drafted: model names, or `builtin-repair`.
  package static func text(
    report: BugReport, contract: ChangeContract, authors: [String], tests: String?, run: String
  ) -> String {
    let title = clean(report.title)
    let subject = title.lowercased().hasPrefix("fix") ? title : "Fix: " + title
    var text = cut(subject.isEmpty ? "Fix a reported bug" : subject, 72) + "\n"
    let cause = clean(contract.cause)
    if !cause.isEmpty { text += "\n" + wrap(cause, 72) + "\n" }
    if let number = report.number.map(clean), !number.isEmpty, number.allSatisfy(\.isNumber) {
      text += "\nReported in #\(number).\n"
    }
    text += "\n"
    for author in authors {
      text += "Assisted-by: Tandem:\(clean(author))\(tests.map { " [\($0)]" } ?? "")\n"
    }
    return text + "Tandem-Run: \(run)\n"
  }

  /// One line without control characters: nothing in a report can start a line of the message.
  private static func clean(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      scalar.properties.isWhitespace || scalar.value < 32 || scalar.value == 127
        || scalar.properties.generalCategory == .format ? " " : scalar
    }
    let words = String(String.UnicodeScalarView(scalars)).split(separator: " ")
    return String(words.joined(separator: " ").drop { $0 == "#" || $0 == " " })
  }

  private static func cut(_ text: String, _ limit: Int) -> String {
    guard text.count > limit else { return text }
    let head = text.prefix(limit - 1)
    return String(head[..<(head.lastIndex(of: " ") ?? head.endIndex)]) + "…"
  }

  private static func wrap(_ text: String, _ width: Int) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    // A line of the body that looks like a trailer would be read as one.
    return lines.map { line in
      line.hasPrefix("Signed-off-by") || line.hasPrefix("Tandem-Run") ? " " + line : line
    }.joined(separator: "\n")
  }
}
