package import TandemCore

/// One file, link or submodule of a tree.
package struct TreeEntry: Codable, Sendable, Hashable {
  /// Its path in the tree; bytes that are not UTF-8 appear as U+FFFD.
  package var path: String
  /// The id of its blob; of a commit elsewhere for a submodule.
  package var id: String
  /// What it is.
  package var kind: EntryKind
  /// Whether the path must not be used on disk or as a key: it is not UTF-8, git itself would
  /// refuse to check it out (`.git`, `..`), or Swift holds it equal to an earlier entry's path.
  package var isOddName: Bool

  /// Makes an entry from its parts.
  package init(path: String, id: String, kind: EntryKind, isOddName: Bool = false) {
    self.path = path
    self.id = id
    self.kind = kind
    self.isOddName = isOddName
  }
}
