/// How many lines a change adds and removes, as git counts them.
package struct LineCount: Codable, Sendable, Hashable {
  /// Lines added.
  package var added: Int
  /// Lines removed.
  package var removed: Int

  /// Makes a count.
  package init(added: Int = 0, removed: Int = 0) {
    self.added = added
    self.removed = removed
  }

  /// Both together: what a contract's line budget is held against.
  package var total: Int { added + removed }

  /// Counts the lines of a file's change; nil stands for a file that is not there.
  package init(before: String?, after: String?) {
    let old = TextLines(before ?? "")
    let new = TextLines(after ?? "")
    let (oldLines, newLines) = (Self.lines(old), Self.lines(new))
    // What is equal at both ends is cut first: edits are small and files are not.
    var start = 0
    while start < min(oldLines.count, newLines.count), oldLines[start] == newLines[start] {
      start += 1
    }
    var end = 0
    while end < min(oldLines.count, newLines.count) - start,
      oldLines[oldLines.count - 1 - end] == newLines[newLines.count - 1 - end]
    { end += 1 }
    let difference = newLines[start..<(newLines.count - end)]
      .difference(from: oldLines[start..<(oldLines.count - end)])
    self.init(added: difference.insertions.count, removed: difference.removals.count)
  }

  /// Adds two counts.
  package static func + (a: LineCount, b: LineCount) -> LineCount {
    LineCount(added: a.added + b.added, removed: a.removed + b.removed)
  }

  private static func lines(_ text: TextLines) -> [ArraySlice<UInt8>] {
    text.spans.map { text.bytes[$0] }
  }
}
