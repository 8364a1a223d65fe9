/// Untrusted text inside Markdown: it can neither format nor link nor close its block.
enum Markdown {
  /// Text for a paragraph or a table cell, on one line.
  static func inline(_ text: String, _ limit: Int = 400) -> String {
    var escaped = ""
    for character in OneLine.of(text, limit) {
      if "\\`*_[]<>|#!@".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }

  /// A code span for a path, an id or a command.
  static func code(_ text: String) -> String {
    let line = OneLine.of(text, 300)
    let ticks = String(repeating: "`", count: longestRun(of: "`", in: line) + 1)
    let pad = line.hasPrefix("`") || line.hasSuffix("`") || line.isEmpty ? " " : ""
    return ticks + pad + line + pad + ticks
  }

  /// A fenced block that its content cannot close.
  static func block(_ text: String, language: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    return "\(fence)\(language)\n\(text.hasSuffix("\n") ? text : text + "\n")\(fence)"
  }

  private static func longestRun(of wanted: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for character in text {
      run = character == wanted ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
