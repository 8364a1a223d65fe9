/// A report's Markdown cut into the pieces that mean different things: prose, code, headings.
///
/// Known are fenced blocks (also Trac's `{{{ }}}`), indented blocks, interpreter sessions (`>>>`),
/// and code spans. Anything else is prose.
struct ReportText {
  /// The title.
  let title: String
  /// The pieces in order.
  private(set) var pieces: [Piece] = []

  /// One piece of a report.
  struct Piece: Equatable {
    var kind: Kind
    var text: String

    enum Kind: Equatable {
      case heading
      case prose
      case code
    }
  }

  init(title: String, body: String) {
    self.title = title
    var fence: Substring?
    var isSession = false
    var previousIsBlank = true
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      let bare = line.drop { $0 == " " || $0 == "\t" }
      defer { previousIsBlank = bare.isEmpty }
      if let open = fence {
        if bare.hasPrefix(open) { fence = nil } else { add(.code, line) }
      } else if let open = Self.opensFence(bare) {
        fence = open
        pieces.append(Piece(kind: .code, text: ""))
      } else if bare.hasPrefix(">>> ") || (isSession && !bare.isEmpty) {
        isSession = true
        add(.code, line)
      } else if previousIsBlank || pieces.last?.kind == .code,
        line.hasPrefix("    ") || line.hasPrefix("\t"), !bare.isEmpty, !Self.isListItem(bare)
      {
        add(.code, line)
      } else {
        isSession = false
        if let heading = Self.heading(bare) {
          pieces.append(Piece(kind: .heading, text: heading))
        } else {
          add(.prose, line)
        }
      }
      if bare.isEmpty { isSession = false }
    }
    pieces.removeAll { $0.text.allSatisfy(\.isWhitespace) }
  }

  /// Title and prose, one line each; code and headings left out.
  var prose: String {
    ([title] + pieces.filter { $0.kind == .prose }.map(\.text)).joined(separator: "\n")
  }

  /// The blocks of code, each with the heading or prose line that introduces it.
  var code: [(text: String, introduction: String)] {
    var introduction = title
    var blocks: [(String, String)] = []
    for piece in pieces {
      if piece.kind == .code {
        blocks.append((piece.text, introduction))
      } else {
        introduction = piece.text
      }
    }
    return blocks
  }

  /// The headings.
  var headings: [String] { pieces.filter { $0.kind == .heading }.map(\.text) }

  /// The code spans (`` `…` ``) of title and prose.
  var spans: [String] {
    var spans: [String] = []
    for line in prose.split(separator: "\n") {
      let parts = line.split(separator: "`", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() where index % 2 == 1 && index < parts.count - 1 {
        if !part.isEmpty { spans.append(String(part)) }
      }
    }
    return spans
  }

  private mutating func add(_ kind: Piece.Kind, _ line: Substring) {
    // No copy of the piece may be held here: appending to a shared text copies the whole of it.
    if pieces.last?.kind == kind {
      if !pieces[pieces.count - 1].text.isEmpty { pieces[pieces.count - 1].text += "\n" }
      pieces[pieces.count - 1].text += line
    } else {
      pieces.append(Piece(kind: kind, text: String(line)))
    }
  }

  /// The mark that closes the fence that a line opens.
  private static func opensFence(_ line: Substring) -> Substring? {
    if line.hasPrefix("{{{") { return "}}}" }
    for mark in ["```", "~~~"] where line.hasPrefix(mark) {
      let open = line.prefix { $0 == mark.first }
      return line.dropFirst(open.count).contains("`") ? nil : open
    }
    return nil
  }

  private static func isListItem(_ line: Substring) -> Bool {
    line.hasPrefix("- ") || line.hasPrefix("* ") || line.hasPrefix("+ ")
      || line.drop(while: \.isNumber).hasPrefix(". ")
  }

  /// A `#` heading's text, or a line that is bold from end to end.
  private static func heading(_ line: Substring) -> String? {
    if line.hasPrefix("#") {
      let text = line.drop { $0 == "#" }
      return text.hasPrefix(" ") ? ReportReader.trim(String(text)) : nil
    }
    guard line.hasPrefix("**"), line.count < 80 else { return nil }
    let text = line.drop { $0 == "*" }
    guard text.hasSuffix("**") || text.hasSuffix(":**") else { return nil }
    return ReportReader.trim(String(text.prefix { $0 != "*" }))
  }
}
