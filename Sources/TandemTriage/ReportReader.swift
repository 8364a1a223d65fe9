package import TandemCore

/// Reads a bug report in any of its forms: Markdown, plain text, or a forge's JSON.
///
/// It takes out what a reader of the forge's page would not see, and notes that it did; it does not
/// judge what the report says.
package enum ReportReader {
  /// The most bytes a report may have.
  package static let limit = 1 << 20

  /// Reads the report `bytes` that came from `source` (a file name, `standard input`).
  ///
  /// - Throws: `ReportError` for what is empty, too large, no UTF-8 text, or JSON without an issue.
  package static func read(_ bytes: [UInt8], source: String) throws(ReportError) -> BugReport {
    guard bytes.count <= limit else {
      throw ReportError(problem: .tooLarge, source: source)
    }
    let text = try decode(bytes, source)
    if let payload = ForgePayload(text) {
      return try payload.report(source)
    }
    return try report(title: nil, body: text, source: source)
  }

  /// Makes a report of a text, whose first heading or line is the title unless one is given.
  static func report(
    title: String?, body: String, source: String, number: String? = nil, labels: [String] = []
  ) throws(ReportError) -> BugReport {
    var hidden = HiddenText()
    let cleanTitle = title.map { hidden.strip($0) }
    let cleanBody = IssueForm.filled(hidden.strip(body))
    let parts = cleanTitle.map { (title: trim($0), body: trim(cleanBody)) } ?? split(cleanBody)
    guard !parts.title.isEmpty || !parts.body.isEmpty else {
      throw ReportError(problem: hidden.isEmpty ? .empty : .onlyComments, source: source)
    }
    return BugReport(
      title: parts.title, body: parts.body, source: source, number: number, labels: labels,
      removed: hidden.notes)
  }

  private static func decode(_ bytes: [UInt8], _ source: String) throws(ReportError) -> String {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw ReportError(problem: .notText("it is UTF-16"), source: source)
    }
    if let place = bytes.firstIndex(of: 0) {
      throw ReportError(problem: .notText("byte \(place) is NUL"), source: source)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ReportError(problem: .notText("it is not UTF-8"), source: source)
    }
    return text
  }

  /// Takes the title off a text: its first line that says something, without its marks.
  private static func split(_ text: String) -> (title: String, body: String) {
    var rest = text[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: "\n") ?? rest.endIndex
      let title = headline(rest[..<end])
      rest = rest[end...].dropFirst()
      if !title.isEmpty { return (title, trim(String(rest))) }
    }
    return ("", "")
  }

  /// A line without heading and emphasis marks; empty where it only says that a title follows.
  private static func headline(_ line: Substring) -> String {
    var title = trim(String(line))
    while let first = title.first, "#*=-_ ".contains(first) { title.removeFirst() }
    while let last = title.last, "#*=-_ ".contains(last) { title.removeLast() }
    for label in labels where title.lowercased().hasPrefix(label) {
      let rest = title.dropFirst(label.count)
      if rest.isEmpty || rest.first == ":" {
        return trim(String(rest.drop { ":* ".contains($0) }))
      }
    }
    return title
  }

  private static let labels = ["title", "issue title", "issue", "bug report", "summary"]

  /// A text without white space at its ends.
  static func trim(_ text: String) -> String {
    var rest = text[...]
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }
}
