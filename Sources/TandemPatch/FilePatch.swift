/// One file's part of a unified diff, as it was written.
struct FilePatch: Equatable {
  /// The old path; nil for `/dev/null`.
  var oldPath: String?
  /// The new path; nil for `/dev/null`.
  var newPath: String?
  /// 1-based line of the reply where it begins.
  var line: Int
  /// The hunks, in the order written.
  var hunks: [Hunk] = []

  /// One hunk: what it expects and what it leaves.
  struct Hunk: Equatable {
    /// The old first line that its header states; nil for a bare `@@`.
    var oldStart: Int?
    /// Whether the header says that no old line is shown.
    var statesNoOldLines: Bool
    /// 1-based line of the reply.
    var line: Int
    /// The lines: ` `, `-` or `+`, and the text without its line end.
    var lines: [(sign: Character, text: Substring)] = []
    /// Whether the text before has no line feed at its end.
    var oldLacksFeed = false
    /// Whether the text after has none.
    var newLacksFeed = false

    static func == (a: Hunk, b: Hunk) -> Bool {
      a.line == b.line && a.lines.elementsEqual(b.lines, by: ==)
    }

    /// The lines before or after the change.
    func side(_ dropping: Character) -> String {
      lines.filter { $0.sign != dropping }.map { $0.text + "\n" }.joined()
    }

    /// Whether the hunk changes anything.
    var changes: Bool { lines.contains { $0.sign != " " } }
  }

  /// Reads every file's part of the diff in `text`, skipping prose and fences.
  static func read(_ text: String) throws(EditError) -> [FilePatch] {
    var reader = DiffReader(lines: text.splitKeepingLineEnds().map { $0.withoutFeed })
    return try reader.read()
  }
}

/// Walks over the lines of a diff.
private struct DiffReader {
  let lines: [Substring]
  private var index = 0
  private var patches: [FilePatch] = []

  init(lines: [Substring]) { self.lines = lines }

  mutating func read() throws(EditError) -> [FilePatch] {
    while index < lines.count {
      let line = lines[index]
      if line.hasPrefix("diff --git ") {
        try readGitHeader()
      } else if isFileHeader(at: index) {
        try readFile(announced: nil)
      } else if line.hasPrefix("@@") {
        throw EditError(
          .noPath, replyLine: index + 1, "the hunk has no --- and +++ lines before it")
      } else {
        index += 1
      }
    }
    return patches
  }

  /// `diff --git a/x b/x` and what follows it: renames and deletions need no hunk.
  private mutating func readGitHeader() throws(EditError) {
    let start = index
    let header = lines[index].dropFirst("diff --git ".count)
    var renamed: (from: String?, to: String?)
    var (isNew, isDeleted) = (false, false)
    index += 1
    while index < lines.count, !isFileHeader(at: index) {
      let line = lines[index]
      if line.hasPrefix("diff --git ") || line.hasPrefix("@@") || line.hasPrefix("```") { break }
      if let path = line.after("rename from ") { renamed.from = String(path) }
      if let path = line.after("rename to ") { renamed.to = String(path) }
      isNew = isNew || line.hasPrefix("new file mode ")
      isDeleted = isDeleted || line.hasPrefix("deleted file mode ")
      for word in ["GIT binary patch", "Binary files ", "copy from ", "old mode ", "new mode "]
      where line.hasPrefix(word) {
        throw EditError(
          .unsupported, replyLine: index + 1,
          "only texts can be changed, not modes, links, copies or binary files (\(line))")
      }
      if line.hasPrefix("new file mode "), !line.hasSuffix("100644") {
        throw EditError(
          .unsupported, replyLine: index + 1,
          "only ordinary files can be created, not links, submodules or programs (\(line))")
      }
      index += 1
    }
    if index < lines.count, isFileHeader(at: index) {
      try readFile(announced: header)
      return
    }
    if let from = renamed.from, let to = renamed.to {
      patches.append(FilePatch(oldPath: from, newPath: to, line: start + 1))
    } else if let path = samePath(header), isNew || isDeleted {
      // An empty file has no hunk.
      patches.append(
        FilePatch(oldPath: isNew ? nil : path, newPath: isNew ? path : nil, line: start + 1))
    }
  }

  /// The path of `a/x b/x`, which may hold spaces; nil where the two differ.
  private func samePath(_ header: Substring) -> String? {
    let length = (header.count - 5) / 2
    guard length > 0, header.count == 2 * length + 5 else { return nil }
    let path = header.dropFirst(2).prefix(length)
    return header == "a/\(path) b/\(path)" ? String(path) : nil
  }

  /// `--- old`, `+++ new`, then hunks.
  private mutating func readFile(announced: Substring?) throws(EditError) {
    let old = path(lines[index].dropFirst(4), "a/")
    let new = path(lines[index + 1].dropFirst(4), "b/")
    var patch = FilePatch(oldPath: old, newPath: new, line: index + 1)
    if old == nil, new == nil {
      throw EditError(.malformed, replyLine: index + 1, "both paths are /dev/null")
    }
    if let announced, ![old, new].compactMap({ $0 }).allSatisfy({ announced.contains($0) }) {
      throw EditError(
        .ambiguous, path: new ?? old, replyLine: index + 1,
        "the --- and +++ lines name another file than the diff --git line")
    }
    index += 2
    while index < lines.count, lines[index].hasPrefix("@@") {
      if let hunk = try readHunk() { patch.hunks.append(hunk) }
    }
    if patch.hunks.isEmpty, old == new {
      throw EditError(.malformed, path: new, replyLine: patch.line, "the file has no @@ hunk")
    }
    patches.append(patch)
  }

  /// A hunk ends where its lines do, whatever its header counts.
  private mutating func readHunk() throws(EditError) -> FilePatch.Hunk? {
    let (start, count) = oldRange(lines[index])
    var hunk = FilePatch.Hunk(oldStart: start, statesNoOldLines: count == 0, line: index + 1)
    index += 1
    while index < lines.count, !endsHunk(at: index) {
      let line = lines[index]
      switch line.first {
      case " ", "+", "-":
        hunk.lines.append((line.first ?? " ", line.dropFirst()))
      case nil:
        hunk.lines.append((" ", line))
      case "\\":
        if hunk.lines.last?.sign != "+" { hunk.oldLacksFeed = true }
        if hunk.lines.last?.sign != "-" { hunk.newLacksFeed = true }
      default:
        throw EditError(
          .malformed, replyLine: index + 1,
          "a line of a hunk begins with neither space, + nor -: \(line.prefix(80))")
      }
      index += 1
    }
    // Blank lines between the hunk and what follows it are no context.
    while let last = hunk.lines.last, last.sign == " ", last.text.isEmpty {
      hunk.lines.removeLast()
    }
    return hunk.changes ? hunk : nil
  }

  private func endsHunk(at index: Int) -> Bool {
    let line = lines[index]
    return line.hasPrefix("@@") || line.hasPrefix("diff --git ") || line.hasPrefix("```")
      || line.hasPrefix("~~~") || isFileHeader(at: index) || isMailSignature(at: index)
  }

  /// The end that `git format-patch` writes: `-- ` and git's version.
  private func isMailSignature(at index: Int) -> Bool {
    lines[index] == "-- " && index + 1 < lines.count && lines[index + 1].first?.isNumber == true
  }

  private func isFileHeader(at index: Int) -> Bool {
    lines[index].hasPrefix("--- ") && index + 1 < lines.count
      && lines[index + 1].hasPrefix("+++ ")
  }

  /// The path of a header line: without a time stamp and the `a/` or `b/` of git.
  private func path(_ text: Substring, _ prefix: String) -> String? {
    let name = (text.split(separator: "\t").first ?? text).trimmedEnd
    if name == "/dev/null" { return nil }
    return String(name.after(prefix) ?? name)
  }

  /// `@@ -12,3 +12,4 @@`: the old start and count, as far as they are written.
  private func oldRange(_ header: Substring) -> (start: Int?, count: Int?) {
    guard let minus = header.firstIndex(of: "-") else { return (nil, nil) }
    let numbers = header[header.index(after: minus)...].prefix { $0.isNumber || $0 == "," }
      .split(separator: ",").map { Int($0) }
    return (numbers.first ?? nil, numbers.count > 1 ? numbers[1] : 1)
  }
}

extension Substring {
  /// Without its line feed.
  fileprivate var withoutFeed: Substring { hasSuffix("\n") ? dropLast() : self }

  /// What follows `prefix`, or nil.
  fileprivate func after(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
