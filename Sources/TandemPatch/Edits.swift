package import TandemCore

/// Reads the edits of a reply in whichever of the two formats it is written.
package enum Edits {
  /// Returns the files that the reply changes, sorted by path; each with its whole new text.
  ///
  /// - Parameter read: the text of a file before the change, nil where there is none.
  /// - Throws: an `EditError` for the first edit that cannot be applied; then nothing is applied.
  package static func parse(
    _ reply: String, read: @escaping (String) -> String?
  ) throws(EditError) -> [FileChange] {
    let lines = reply.splitKeepingLineEnds()
    if lines.contains(where: { EditBlocks.marker($0, "<", "SEARCH") }) {
      return try EditBlocks.parse(reply, read: read)
    }
    if lines.contains(where: { $0.hasPrefix("@@") || $0.hasPrefix("diff --git ") }) {
      return try UnifiedDiff.parse(reply, read: read)
    }
    throw EditError(
      .noEdit, "there is no edit in the reply; write SEARCH/REPLACE blocks or a unified diff")
  }
}
