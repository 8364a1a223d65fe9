import CGit2
import TandemCore

/// Recorded changes held against their base tree: each is safe to make, or the whole is refused.
///
/// Refuses unsafe paths, paths through links or files, entries that are no ordinary files, names
/// that another system would take for an existing one, and deletions of what is not there.
struct ChangePlan {
  /// One change with what the base holds at its path.
  struct Step {
    let path: String
    /// The new text; nil where the file is deleted.
    let text: String?
    /// The base's file; nil where the file is new.
    let old: (id: git_oid, kind: EntryKind)?

    /// What the entry is afterwards: a mode that is there is kept.
    var kind: EntryKind { old?.kind ?? .file }
  }

  /// The changes, sorted by path.
  private(set) var steps: [Step] = []
  private let operation: String

  /// Checks changes against a tree.
  ///
  /// - Throws: `GitError` with `unsafePath` or `unsupportedChange`.
  init(
    _ changes: [FileChange], base: git_oid, handle: Handle, operation: String
  ) throws(GitError) {
    self.operation = operation
    try refuseTwins(among: changes)
    try handle.withTree(base) { root throws(GitError) in
      for change in changes.sorted(by: { $0.path < $1.path }) {
        steps.append(try step(for: change, root: root, handle: handle))
      }
    }
  }

  private func refusal(_ path: String, _ code: GitError.Code, _ reason: String) -> GitError {
    GitError(operation, code, "\(path): \(reason)", paths: [path])
  }

  private func step(
    for change: FileChange, root: OpaquePointer, handle: Handle
  ) throws(GitError) -> Step {
    let path = change.path
    if let reason = PathRules.refusal(of: path) { throw refusal(path, .unsafePath, reason) }
    for folder in Self.folders(of: path) {
      guard let entry = Self.entry(folder, in: root) else {
        guard change.text != nil else { break }
        try refuseTwin(of: folder, for: path, root: root, handle: handle)
        return Step(path: path, text: change.text, old: nil)
      }
      guard entry.mode == GIT_FILEMODE_TREE else {
        throw refusal(path, .unsafePath, "\(folder) is no folder in the base but a file or a link")
      }
    }
    guard let entry = Self.entry(path, in: root) else {
      guard change.text != nil else {
        throw refusal(path, .unsupportedChange, "it is deleted but is not in the base")
      }
      try refuseTwin(of: path, for: path, root: root, handle: handle)
      return Step(path: path, text: change.text, old: nil)
    }
    guard entry.mode != GIT_FILEMODE_TREE else {
      throw refusal(path, .unsupportedChange, "it is a folder in the base")
    }
    let kind = EntryKind(entry.mode)
    guard kind == .file || kind == .executable else {
      throw refusal(
        path, .unsupportedChange, "it is a \(kind == .link ? "link" : "submodule") in the base")
    }
    return Step(path: path, text: change.text, old: (entry.id, kind))
  }

  /// Refuses a new path where a sibling in the base is the same name to some file systems.
  private func refuseTwin(
    of new: String, for path: String, root: OpaquePointer, handle: Handle
  ) throws(GitError) {
    let slash = new.lastIndex(of: "/")
    let name = slash.map { String(new[new.index(after: $0)...]) } ?? new
    guard let twin = try sibling(like: name, in: slash.map { String(new[..<$0]) }, root, handle)
    else { return }
    throw refusal(path, .unsafePath, "the base has \(twin), the same name on some systems")
  }

  private func sibling(
    like name: String, in folder: String?, _ root: OpaquePointer, _ handle: Handle
  ) throws(GitError) -> String? {
    if let folder, let entry = Self.entry(folder, in: root) {
      return try handle.withTree(entry.id) { tree throws(GitError) in Self.twin(of: name, in: tree)
      }
    }
    return Self.twin(of: name, in: root)
  }

  private static func twin(of name: String, in tree: OpaquePointer) -> String? {
    let folded = name.lowercased()
    for index in 0..<git_tree_entrycount(tree) {
      guard let entry = git_tree_entry_byindex(tree, index) else { continue }
      let other = String(cString: git_tree_entry_name(entry))
      if other.lowercased() == folded { return other }
    }
    return nil
  }

  /// Refuses two changes of one path, of paths that differ only in case, and of a file that
  /// another change uses as a folder.
  private func refuseTwins(among changes: [FileChange]) throws(GitError) {
    var spellings: [String: [UInt8]] = [:]
    var files: Set<String> = []
    var folders: Set<String> = []
    for change in changes {
      let path = change.path
      for name in Self.folders(of: path) + [path] {
        let spelling = Array(name.utf8)
        let earlier = spellings.updateValue(spelling, forKey: name.lowercased())
        if let earlier, earlier != spelling {
          throw refusal(path, .unsafePath, "another change has the same name on some systems")
        }
      }
      folders.formUnion(Self.folders(of: path))
      guard files.insert(path).inserted else {
        throw refusal(path, .unsupportedChange, "it is changed twice")
      }
    }
    if let both = files.intersection(folders).min() {
      throw refusal(both, .unsafePath, "one change makes it a file and another a folder")
    }
  }

  /// `a/b/c` gives `a` and `a/b`.
  private static func folders(of path: String) -> [String] {
    path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") }.map { String(path[..<$0]) }
  }

  private static func entry(
    _ path: String, in root: OpaquePointer
  ) -> (id: git_oid, mode: git_filemode_t)? {
    var entry: OpaquePointer?
    guard git_tree_entry_bypath(&entry, root, path) == 0, let entry else { return nil }
    defer { git_tree_entry_free(entry) }
    return (git_tree_entry_id(entry).pointee, git_tree_entry_filemode(entry))
  }
}
