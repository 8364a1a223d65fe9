package import TandemCore

/// Reads a unified diff as models write it and applies it.
///
/// Lenient about fences, prose around it, hunk counts, line numbers and blank context lines that
/// lost their space; strict where a hunk fits in several places or in none. All hunks of a file are
/// placed in the text before the change, so that none can match what another one wrote.
package enum UnifiedDiff {
  /// Returns the files that the diff in `text` changes, sorted by path, whole new text each.
  ///
  /// - Parameter read: the text of a file before the change, nil where there is none.
  /// - Throws: an `EditError` for the first part that cannot be applied; then nothing is applied.
  package static func parse(
    _ text: String, read: @escaping (String) -> String?
  ) throws(EditError) -> [FileChange] {
    var files = EditedFiles(read: read)
    let patches = try FilePatch.read(text)
    if patches.isEmpty {
      throw EditError(
        .noEdit, "there is no unified diff; begin each file with its --- and +++ lines")
    }
    for patch in patches { try apply(patch, to: &files) }
    return files.changes
  }

  private static func apply(_ patch: FilePatch, to files: inout EditedFiles) throws(EditError) {
    guard let old = patch.oldPath ?? patch.newPath else { return }
    let current = try files.text(old, patch.line)
    if patch.oldPath == nil {
      if current != nil {
        throw EditError(
          .existingFile, path: old, replyLine: patch.line,
          "the diff creates the file, but it exists; name it in the --- line too")
      }
      files.set(old, try HunkPlacement.apply(patch.hunks, to: "", path: old))
      return
    }
    guard let current else {
      throw EditError(
        .missingFile, path: old, replyLine: patch.line,
        "the file does not exist; write --- /dev/null to create it")
    }
    let changed = try HunkPlacement.apply(patch.hunks, to: current, path: old)
    guard let new = patch.newPath else { return files.set(old, nil) }
    if new != old {
      if try files.text(new, patch.line) != nil {
        throw EditError(
          .existingFile, path: new, replyLine: patch.line, "the diff moves a file onto this one")
      }
      files.set(old, nil)
    }
    files.set(new, changed)
  }
}
