import TandemCore

/// Jira's documents as Markdown.
///
/// (Atlassian Document Format, version 1: nested nodes with `type`, `content`, `text`, `marks`.)
enum AtlassianDocument {
  /// The deepest nesting that is read; what lies below is left out.
  private static let deepest = 40

  /// The document's text, nil where the value is none.
  static func markdown(_ document: JSONValue) -> String? {
    guard document["type"]?.string == "doc" else { return nil }
    return blocks(document, 0).joined(separator: "\n\n")
  }

  private static func blocks(_ node: JSONValue, _ depth: Int) -> [String] {
    guard depth < deepest else { return [] }
    return (node["content"]?.array ?? []).flatMap { block($0, depth + 1) }
  }

  private static func block(_ node: JSONValue, _ depth: Int) -> [String] {
    switch node["type"]?.string {
    case "heading":
      let level = min(6, max(1, Int(node["attrs"]?["level"]?.integer ?? 1)))
      return [String(repeating: "#", count: level) + " " + inline(node, depth)]
    case "codeBlock":
      let text = (node["content"]?.array ?? []).compactMap { $0["text"]?.string }.joined()
      let fence = text.contains("```") ? "~~~~" : "```"
      return [[fence, text, fence].joined(separator: "\n")]
    case "bulletList", "orderedList", "taskList":
      let items = (node["content"]?.array ?? []).map { item in
        "- "
          + (item["type"] == "taskItem" ? [inline(item, depth)] : blocks(item, depth))
          .joined(separator: "\n  ")
      }
      return [items.joined(separator: "\n")]
    case "paragraph": return [inline(node, depth)]
    case .some, .none:
      let nested = blocks(node, depth)
      return nested.isEmpty ? [inline(node, depth)].filter { !$0.isEmpty } : nested
    }
  }

  /// The text of a paragraph, with code marked as such.
  private static func inline(_ node: JSONValue, _ depth: Int) -> String {
    if let text = node["text"]?.string {
      let isCode = (node["marks"]?.array ?? []).contains { $0["type"] == "code" }
      return isCode ? "`\(text)`" : text
    }
    switch node["type"]?.string {
    case "hardBreak": return "\n"
    case "mention", "emoji", "status": return node["attrs"]?["text"]?.string ?? ""
    case "inlineCard": return node["attrs"]?["url"]?.string ?? ""
    case .some, .none:
      guard depth < deepest else { return "" }
      return (node["content"]?.array ?? []).map { inline($0, depth + 1) }.joined()
    }
  }
}
