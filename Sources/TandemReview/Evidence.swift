package import TandemCore

/// Holds a model's findings against the diff: what it quotes must be there.
package enum Evidence {
  /// Returns the findings whose quote stands in the diff's file, with the line it really has.
  ///
  /// White space around the quote and a leading `+` or `-` are forgiven, nothing else. Where the
  /// quote stands in several lines, the one nearest to the stated line is taken.
  package static func keep(_ findings: [Finding], in diff: Diff) -> [Finding] {
    let files = Dictionary(
      diff.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    return findings.compactMap { finding in
      let quote = plain(finding.quote)
      guard !quote.isEmpty, let file = files[finding.path] else { return nil }
      let lines = file.hunks.flatMap(\.lines).filter { contains($0.text, quote) }
      let nearest = lines.min { distance($0, finding.line) < distance($1, finding.line) }
      guard let nearest else { return nil }
      var kept = finding
      kept.line = nearest.newNumber ?? nearest.oldNumber
      kept.quote = nearest.text
      return kept
    }
  }

  /// A quote of several lines is held against its first one that says anything.
  private static func plain(_ quote: String) -> String {
    for line in quote.split(whereSeparator: \.isNewline) {
      let trimmed = trimmed(line)
      let unsigned =
        trimmed.hasPrefix("+") || trimmed.hasPrefix("-")
        ? Self.trimmed(trimmed.dropFirst()) : trimmed
      if !unsigned.isEmpty { return String(unsigned) }
    }
    return ""
  }

  private static func contains(_ line: String, _ quote: String) -> Bool {
    let line = trimmed(line[...])
    // A part of a line is enough, if it is no mere bracket.
    return line == quote || (quote.utf8.count >= 6 && line.utf8.firstRange(of: quote.utf8) != nil)
  }

  private static func distance(_ line: DiffLine, _ stated: Int?) -> Int {
    // An added line is what is mostly meant.
    let preference = line.kind == .added ? 0 : 1
    guard let stated, let number = line.newNumber ?? line.oldNumber else { return preference }
    return abs(number - stated) * 2 + preference
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
