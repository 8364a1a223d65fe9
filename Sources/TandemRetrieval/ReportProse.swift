import TandemCore

/// What of a report its writer says in words, apart from code, output and what a form asks for.
///
/// Left out are blocks of code, traces, boxes to tick, and the sections that say which versions and
/// systems were used.
struct ReportProse {
  /// The lines of prose.
  let text: String
  /// The first few of them: what is wrong, before the details.
  let lead: String

  private static let leadLines = 3

  init(_ report: BugReport) {
    var lines: [Substring] = []
    var fence: Substring?
    var isSession = false
    var isCode = false
    var isAboutVersions = false
    var mayIndentCode = true
    for line in report.body.split(separator: "\n", omittingEmptySubsequences: false) {
      let bare = line.drop { $0 == " " || $0 == "\t" }
      if let close = fence {
        if bare.hasPrefix(close) { fence = nil }
        continue
      }
      if let mark = Self.fences.first(where: { bare.hasPrefix($0.open) }) {
        fence = mark.close
        continue
      }
      if let heading = Self.heading(bare) {
        isAboutVersions = Self.tellsVersions(heading)
        isCode = false
        mayIndentCode = false
        continue
      }
      if bare.hasPrefix(">>> ") { isSession = true }
      if bare.isEmpty { isSession = false }
      let isIndented = line.hasPrefix("    ") || line.hasPrefix("\t")
      isCode = isSession || (isIndented && (mayIndentCode || isCode) && !Self.isListItem(bare))
      mayIndentCode = bare.isEmpty
      if !isCode, !bare.isEmpty, !isAboutVersions, !Self.isBox(bare), !Self.isTrace(bare) {
        lines.append(line)
      }
    }
    text = lines.joined(separator: "\n")
    lead = lines.prefix(Self.leadLines).joined(separator: "\n")
  }

  private static let fences: [(open: Substring, close: Substring)] = [
    ("```", "```"), ("~~~", "~~~"), ("{{{", "}}}"),
  ]

  /// The text of a `# heading` or of a line that begins in bold and is short.
  private static func heading(_ line: Substring) -> Substring? {
    if line.hasPrefix("#") {
      let text = line.drop { $0 == "#" }
      return text.hasPrefix(" ") && text.utf8.count <= 80 ? text : nil
    }
    return line.hasPrefix("**") && line.utf8.count <= 84 ? line.dropFirst(2) : nil
  }

  /// Whether a section asks for versions and systems rather than for what is wrong.
  private static func tellsVersions(_ heading: Substring) -> Bool {
    let heading = heading.lowercased()
    return versionWords.contains(where: heading.contains)
  }

  private static let versionWords = [
    "version", "environment", "platform", "system info", "dependencies", "setup", "checklist",
    "complete the following", "operating system", "additional context", "installed",
  ]

  /// `- [x] I have searched the issues`.
  private static func isBox(_ line: Substring) -> Bool {
    ["- [ ]", "- [x]", "- [X]"].contains { line.hasPrefix($0) }
  }

  private static func isTrace(_ line: Substring) -> Bool {
    line.hasPrefix("File \"") || line.hasPrefix("at ") || line.hasPrefix("Traceback (most")
  }

  private static func isListItem(_ line: Substring) -> Bool {
    line.hasPrefix("- ") || line.hasPrefix("* ") || line.hasPrefix("+ ")
      || line.drop(while: \.isNumber).hasPrefix(". ")
  }
}
