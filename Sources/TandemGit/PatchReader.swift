import CGit2
import TandemCore

/// One file of a comparison, read as patch text and as values.
final class PatchReader {
  private let patch: OpaquePointer
  private let delta: git_diff_delta
  // The delta's paths belong to it.
  private let comparison: TreeComparison

  /// Compares one file's two sides line by line.
  init(_ comparison: TreeComparison, at index: Int) throws(GitError) {
    self.comparison = comparison
    delta = comparison.delta(at: index)
    var patch: OpaquePointer?
    try check(git_patch_from_diff(&patch, comparison.pointer, index), "compare a file")
    guard let patch else { throw GitError("compare a file", .failed, "libgit2 gave no patch") }
    self.patch = patch
  }

  deinit { git_patch_free(patch) }

  /// The file's part of the unified patch, as bytes.
  var text: [UInt8] {
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    guard git_patch_to_buf(&buffer, patch) == 0 else { return [] }
    return Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
  }

  /// The file as values.
  func file(isBinary: Bool) throws(GitError) -> DiffFile {
    var isUTF8 = true
    let hunks = isBinary ? [] : try hunks(isUTF8: &isUTF8)
    let old = Self.text(delta.old_file.path, isUTF8: &isUTF8)
    let new = Self.text(delta.new_file.path, isUTF8: &isUTF8)
    let kind: DiffFile.Kind =
      switch delta.status {
      case GIT_DELTA_ADDED: .added
      case GIT_DELTA_DELETED: .deleted
      case GIT_DELTA_RENAMED: .renamed
      default: .modified
      }
    return DiffFile(
      path: kind == .deleted ? old : new, oldPath: kind == .renamed ? old : nil, kind: kind,
      oldEntry: kind == .added ? nil : EntryKind(git_filemode_t(UInt32(delta.old_file.mode))),
      newEntry: kind == .deleted ? nil : EntryKind(git_filemode_t(UInt32(delta.new_file.mode))),
      isBinary: isBinary, isUTF8: isUTF8, hunks: hunks)
  }

  private func hunks(isUTF8: inout Bool) throws(GitError) -> [DiffHunk] {
    var hunks: [DiffHunk] = []
    for index in 0..<git_patch_num_hunks(patch) {
      var hunk: UnsafePointer<git_diff_hunk>?
      var count = 0
      try check(git_patch_get_hunk(&hunk, &count, patch, index), "read a hunk")
      guard let header = hunk?.pointee else { continue }
      var lines: [DiffLine] = []
      for number in 0..<count {
        var line: UnsafePointer<git_diff_line>?
        try check(git_patch_get_line_in_hunk(&line, patch, index, number), "read a line")
        if let line, let value = Self.line(line.pointee, isUTF8: &isUTF8) { lines.append(value) }
      }
      hunks.append(
        DiffHunk(
          oldStart: Int(header.old_start), oldCount: Int(header.old_lines),
          newStart: Int(header.new_start), newCount: Int(header.new_lines),
          heading: Self.heading(header), lines: lines))
    }
    return hunks
  }

  /// One line; nil for the marker of a missing last line feed.
  private static func line(_ line: git_diff_line, isUTF8: inout Bool) -> DiffLine? {
    let kind: DiffLine.Kind
    switch git_diff_line_t(UInt32(UInt8(bitPattern: line.origin))) {
    case GIT_DIFF_LINE_CONTEXT: kind = .context
    case GIT_DIFF_LINE_ADDITION: kind = .added
    case GIT_DIFF_LINE_DELETION: kind = .removed
    default: return nil
    }
    var bytes = UnsafeRawBufferPointer(start: line.content, count: line.content_len)[...]
    let endsWithNewline = bytes.last == 10
    if endsWithNewline { bytes.removeLast() }
    let valid = String(validating: bytes, as: UTF8.self)
    if valid == nil { isUTF8 = false }
    return DiffLine(
      kind: kind, oldNumber: line.old_lineno > 0 ? Int(line.old_lineno) : nil,
      newNumber: line.new_lineno > 0 ? Int(line.new_lineno) : nil,
      text: valid ?? String(decoding: bytes, as: UTF8.self), endsWithNewline: endsWithNewline)
  }

  /// What follows the second `@@` of a hunk's header.
  private static func heading(_ hunk: git_diff_hunk) -> String {
    let header = withUnsafeBytes(of: hunk.header) { Array($0.prefix(hunk.header_len)) }
    // `@@ -1,2 +1,2 @@ heading`: four words, then the rest of the line.
    let words = header.split(separator: 32, maxSplits: 4, omittingEmptySubsequences: false)
    guard words.count == 5 else { return "" }
    return String(decoding: words[4].prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
  }

  private static func text(_ path: UnsafePointer<CChar>?, isUTF8: inout Bool) -> String {
    guard let path else { return "" }
    if let valid = String(validatingCString: path) { return valid }
    isUTF8 = false
    return String(cString: path)
  }
}
