package import TandemCore

/// Reads SEARCH/REPLACE blocks as models write them and applies them, in order.
///
/// Lenient about fences, marker lengths and how the path is written above a block; strict where two
/// readings are possible.
package enum EditBlocks {
  /// Returns the files that the blocks in `text` change, sorted by path; each with its whole new text.
  ///
  /// - Parameter read: the text of a file before the change, nil where there is none.
  /// - Throws: an `EditError` for the first block that cannot be applied; then nothing is applied.
  package static func parse(
    _ text: String, read: @escaping (String) -> String?
  ) throws(EditError) -> [FileChange] {
    var files = EditedFiles(read: read)
    let blocks = try blocks(in: text, files: files)
    if blocks.isEmpty {
      throw EditError(
        .noEdit,
        "there is no SEARCH/REPLACE block; write the path on a line of its own, then "
          + "<<<<<<< SEARCH, the old lines, =======, the new lines, >>>>>>> REPLACE")
    }
    for block in blocks { try apply(block, to: &files) }
    return files.changes
  }

  /// One block as it was written; several dividers leave several readings.
  struct Block {
    var path: String
    var line: Int
    var body: [Substring]
    var dividers: [Int]

    /// The old and the new text when the divider at `index` of the body is the real one.
    func reading(at index: Int) -> (old: String, new: String) {
      (body[..<index].joined(), body[(index + 1)...].joined())
    }
  }

  private static func apply(_ block: Block, to files: inout EditedFiles) throws(EditError) {
    let error = { (kind: EditError.Kind, detail: String) in
      EditError(kind, path: block.path, replyLine: block.line, detail)
    }
    guard let current = try files.text(block.path, block.line) else {
      guard let divider = block.dividers.first, block.reading(at: divider).old.isEmpty else {
        throw error(.missingFile, "the file does not exist; an empty SEARCH creates it")
      }
      files.set(block.path, block.reading(at: divider).new)
      return
    }
    // A line of signs may belong to the text (a heading's underline). The longest SEARCH that is
    // in the file is meant: a shorter one is its beginning, and would match too.
    var failure: EditError?
    for divider in block.dividers.reversed() {
      let (old, new) = block.reading(at: divider)
      if old.isEmpty, !current.isEmpty {
        throw error(.existingFile, "the file exists; quote the lines to replace in SEARCH")
      }
      switch Replacement.apply(old: old, new: new, in: current) {
      case .replaced(let text, _, _): return files.set(block.path, text)
      case .ambiguous(let lines):
        throw error(
          .ambiguous,
          "the SEARCH lines stand at lines \(EditedFiles.list(lines)); quote more lines "
            + "around the place that is meant")
      case .missing(let help): failure = error(.notFound, "SEARCH: " + help)
      }
    }
    if let failure { throw failure }
  }

  // MARK: - Reading the blocks

  private static func blocks(
    in text: String, files: EditedFiles
  ) throws(EditError) -> [Block] {
    let lines = text.splitKeepingLineEnds()
    var blocks: [Block] = []
    var index = 0
    while index < lines.count {
      guard marker(lines[index], "<", "SEARCH") else {
        index += 1
        continue
      }
      let start = index
      var end = start + 1
      while end < lines.count, !marker(lines[end], ">", "REPLACE") {
        if marker(lines[end], "<", "SEARCH") { break }
        end += 1
      }
      guard end < lines.count, marker(lines[end], ">", "REPLACE") else {
        throw EditError(
          .malformed, path: blocks.last?.path, replyLine: start + 1,
          "the block is not closed by >>>>>>> REPLACE; was the reply cut off? Send the whole block")
      }
      let body = Array(lines[(start + 1)..<end])
      let dividers = body.indices.filter { divides(body[$0], in: body) }
      if dividers.isEmpty {
        throw EditError(
          .malformed, replyLine: start + 1,
          "the block has no ======= line between old and new lines")
      }
      guard
        let path = EditBlockPath.find(above: start, in: lines, exists: files.exists)
          ?? blocks.last?.path
      else {
        throw EditError(
          .noPath, replyLine: start + 1,
          "no path stands above the block; write it on the line before")
      }
      blocks.append(Block(path: path, line: start + 1, body: body, dividers: dividers))
      index = end + 1
    }
    return blocks
  }

  /// Whether a line is a marker such as `<<<<<<< SEARCH`, five to nine signs long.
  static func marker(_ line: Substring, _ sign: Character, _ word: String) -> Bool {
    let line = line.trimmed
    let signs = line.prefix { $0 == sign }
    guard (5...9).contains(signs.count) else { return false }
    let rest = line.dropFirst(signs.count).trimmed
    return rest == word || (sign == "<" && rest == word + ">")
  }

  /// Whether a line may divide a block: seven signs where there are such, else five to nine.
  private static func divides(_ line: Substring, in body: [Substring]) -> Bool {
    let isRule = { (line: Substring) in
      let line = line.trimmedEnd
      return (5...9).contains(line.count) && line.allSatisfy { $0 == "=" }
    }
    guard isRule(line) else { return false }
    return line.trimmedEnd.count == 7 || !body.contains { isRule($0) && $0.trimmedEnd.count == 7 }
  }
}
