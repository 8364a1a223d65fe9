import CGit2
package import TandemCore

/// A difference with the new texts of the files in it: what a reviewer looks at.
package struct TreeChange: Sendable, Hashable {
  /// The id of the tree it starts from.
  package var base: String
  /// The difference.
  package var diff: Diff
  /// The changed text files, whole new texts; sorted by path.
  package var changes: [FileChange]
  /// Whether `changes` are the whole difference: no link, submodule, binary file or changed mode.
  package var isWhole: Bool

  /// Makes a change from its parts.
  package init(base: String, diff: Diff, changes: [FileChange], isWhole: Bool) {
    self.base = base
    self.diff = diff
    self.changes = changes
    self.isWhole = isWhole
  }
}

extension Handle {
  /// What leads from one tree to another, moved files found.
  func treeChange(from old: git_oid, to new: git_oid) throws(GitError) -> TreeChange {
    let diff = try diff(from: old, to: new, renames: true)
    var texts: [String: String?] = [:]
    var isWhole = true
    try withTree(new) { tree throws(GitError) in
      for file in diff.files {
        if let left = file.oldPath { texts[left] = .some(nil) }
        guard let entry = file.newEntry else {
          // The other half of a change of type writes the path.
          if texts[file.path] == nil { texts[file.path] = .some(nil) }
          isWhole = isWhole && (file.oldEntry == .file || file.oldEntry == .executable)
          continue
        }
        let keepsMode = entry == file.oldEntry || (file.oldEntry == nil && entry == .file)
        let text = file.isBinary ? nil : try self.text(file.path, of: entry, in: tree)
        if let text { texts[file.path] = text }
        if text == nil || !keepsMode { isWhole = false }
      }
    }
    return TreeChange(
      base: old.hex, diff: diff,
      changes: texts.map { FileChange(path: $0.key, text: $0.value) }.sorted { $0.path < $1.path },
      isWhole: isWhole)
  }

  /// The text of an ordinary file of a tree; nil where it is none, too large, or not UTF-8.
  private func text(
    _ path: String, of kind: EntryKind, in tree: OpaquePointer
  ) throws(GitError) -> String? {
    guard kind == .file || kind == .executable else { return nil }
    var entry: OpaquePointer?
    guard git_tree_entry_bypath(&entry, tree, path) == 0, let entry else { return nil }
    defer { git_tree_entry_free(entry) }
    let id = git_tree_entry_id(entry).pointee
    return try withStore { store throws(GitError) in
      try read(id, from: store, limit: 4 << 20).flatMap { String(validating: $0, as: UTF8.self) }
    }
  }
}
