/// Places the hunks of one file in its text and makes them all at once.
enum HunkPlacement {
  /// Returns the text after all hunks.
  static func apply(
    _ hunks: [FilePatch.Hunk], to text: String, path: String
  ) throws(EditError) -> String {
    let lines = TextLines(text)
    var edits: [Edit] = []
    for hunk in hunks { edits.append(try place(hunk, in: lines, path: path)) }
    edits.sort {
      ($0.lines.lowerBound, $0.lines.upperBound) < ($1.lines.lowerBound, $1.lines.upperBound)
    }
    for (a, b) in zip(edits, edits.dropFirst()) where b.lines.lowerBound < a.lines.upperBound {
      throw EditError(
        .overlapping, path: path, replyLine: b.hunk.line,
        "two hunks touch line \(b.lines.lowerBound + 1); make them one")
    }
    var bytes = lines.bytes
    for edit in edits.reversed() { bytes.replaceSubrange(edit.range(in: lines), with: edit.bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What a hunk does to the text before the change.
  private struct Edit {
    var hunk: FilePatch.Hunk
    /// The lines replaced, 0-based; empty for an insertion.
    var lines: Range<Int>
    var bytes: [UInt8]

    func range(in text: TextLines) -> Range<Int> {
      if lines.isEmpty {
        let offset =
          lines.lowerBound < text.count
          ? text.contents[lines.lowerBound].lowerBound : text.bytes.count
        return offset..<offset
      }
      return text.contents[lines.lowerBound]
        .lowerBound..<text.spans[lines.upperBound - 1].upperBound
    }
  }

  private static func place(
    _ hunk: FilePatch.Hunk, in lines: TextLines, path: String
  ) throws(EditError) -> Edit {
    let old = TextLines(hunk.side("+"))
    let new = TextLines(hunk.side("-"))
    if old.count == 0 { return try insertion(of: new, hunk, in: lines, path: path) }
    let error = { (kind: EditError.Kind, detail: String) in
      EditError(kind, path: path, replyLine: hunk.line, detail)
    }
    switch Replacement.find(old, in: lines, nearLine: hunk.oldStart) {
    case .several(let found):
      throw error(
        .ambiguous,
        "the hunk's lines stand at lines \(EditedFiles.list(found)); "
          + "add context around the place that is meant")
    case .none:
      throw error(
        .notFound, "hunk: " + NearestLines.help(old: hunk.side("+"), new: hunk.side("-"), in: lines)
      )
    case .one(let match):
      guard var bytes = Replacement.fitted(new, to: match, in: lines) else {
        throw error(
          .notFound,
          "the hunk's added lines are indented less than the file is at line "
            + "\(match.lines.lowerBound + 1); write them as they are")
      }
      if match.lines.upperBound == lines.count { hunk.mendEnd(of: &bytes, in: lines) }
      return Edit(hunk: hunk, lines: match.lines, bytes: bytes)
    }
  }

  /// Lines without context: only into an empty file, or where the header says "after line N".
  private static func insertion(
    of new: TextLines, _ hunk: FilePatch.Hunk, in lines: TextLines, path: String
  ) throws(EditError) -> Edit {
    guard lines.count == 0 || (hunk.statesNoOldLines && (hunk.oldStart ?? -1) >= 0),
      hunk.oldStart ?? 0 <= lines.count
    else {
      throw EditError(
        .ambiguous, path: path, replyLine: hunk.line,
        "the hunk has no context line, so nobody can tell where it belongs; add some")
    }
    let feed = lines.usesReturns ? "\r\n" : "\n"
    var bytes = (0..<new.count).flatMap { Array(new[$0]) + Array(feed.utf8) }
    let at = lines.count == 0 ? 0 : hunk.oldStart ?? 0
    if at == lines.count {
      hunk.mendEnd(of: &bytes, in: lines)
      let last = lines.spans.last
      if let last, last.upperBound == lines.contents[lines.count - 1].upperBound {
        bytes = Array(feed.utf8) + bytes
      }
    }
    return Edit(hunk: hunk, lines: at..<at, bytes: bytes)
  }
}

extension FilePatch.Hunk {
  /// Gives the text's end the line feed that the hunk says it has, where the hunk says so.
  fileprivate func mendEnd(of bytes: inout [UInt8], in lines: TextLines) {
    let feed = UInt8(ascii: "\n")
    if newLacksFeed {
      while let last = bytes.last, last == feed || last == UInt8(ascii: "\r") { bytes.removeLast() }
    } else if oldLacksFeed, let last = bytes.last, last != feed {
      bytes += lines.usesReturns ? [UInt8(ascii: "\r"), feed] : [feed]
    }
  }
}
