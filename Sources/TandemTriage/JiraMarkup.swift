/// Jira's text markup as Markdown: what triage reads (code, headings, mono-spaced words), no more.
///
/// (Its "Text Formatting Notation": `{code}`, `{noformat}`, `h2.`, `{{word}}`, `{quote}`.)
enum JiraMarkup {
  /// The same text as Markdown; unchanged where it holds none of the markup.
  static func markdown(_ text: String) -> String {
    var lines: [String] = []
    var isCode = false
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.contains(/^\s*\{(?:code|noformat)(?::[^}]*)?\}\s*$/) {
        isCode.toggle()
        lines.append("```")
      } else if isCode, let end = line.firstRange(of: /\{(?:code|noformat)\}\s*$/) {
        isCode = false
        lines += [String(line[..<end.lowerBound]), "```"]
      } else if isCode {
        lines.append(String(line))
      } else if let start = line.firstMatch(of: /^\s*\{(?:code|noformat)(?::[^}]*)?\}(.+)$/) {
        let rest = start.1
        if let end = rest.firstRange(of: /\{(?:code|noformat)\}/) {
          lines += ["```", String(rest[..<end.lowerBound]), "```", String(rest[end.upperBound...])]
        } else {
          isCode = true
          lines += ["```", String(rest)]
        }
      } else {
        lines.append(prose(line))
      }
    }
    if isCode { lines.append("```") }
    return lines.joined(separator: "\n")
  }

  private static func prose(_ line: Substring) -> String {
    if let heading = line.wholeMatch(of: /\s*h([1-6])\.\s*(.*)/) {
      return String(repeating: "#", count: Int(heading.1) ?? 1) + " " + heading.2
    }
    return String(line).replacing(/\{\{(.+?)\}\}/) { "`\($0.1)`" }
      .replacing(/\{(?:quote|panel|color)(?::[^}]*)?\}/, with: "")
  }
}
