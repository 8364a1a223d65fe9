/// Why an edit that a model wrote cannot be applied: what, where, and what to do about it.
///
/// The description is what the model is sent back, so it is complete and bounded.
package struct EditError: Error, Codable, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  package var kind: Kind
  /// The file, where one is known.
  package var path: String?
  /// The 1-based line of the reply where the faulty edit begins.
  package var replyLine: Int?
  /// What is wrong in particular and what to do.
  package var detail: String

  /// Makes an error from its parts.
  package init(_ kind: Kind, path: String? = nil, replyLine: Int? = nil, _ detail: String) {
    self.kind = kind
    self.path = path
    self.replyLine = replyLine
    self.detail = detail
  }

  /// What can be wrong with an edit.
  package enum Kind: String, Codable, Sendable, Hashable {
    /// There is no edit in the text.
    case noEdit
    /// It is not what the format promises.
    case malformed
    /// Nobody can tell which file is meant.
    case noPath
    /// The path may not be written.
    case unsafePath
    /// The file to change does not exist.
    case missingFile
    /// The file to create exists.
    case existingFile
    /// The lines to replace are not there.
    case notFound
    /// They are there more than once.
    case ambiguous
    /// Two edits touch the same lines.
    case overlapping
    /// A change of mode, a link, a submodule or a binary patch.
    case unsupported
  }

  /// One sentence: file, place in the reply, what is wrong, what to do.
  package var description: String {
    let place = [path, replyLine.map { "edit at line \($0) of the reply" }].compactMap { $0 }
    return place.isEmpty ? detail : place.joined(separator: ", ") + ": " + detail
  }
}
