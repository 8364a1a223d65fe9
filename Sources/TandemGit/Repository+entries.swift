import CGit2
@preconcurrency import Glibc
import TandemCore

/// Whole trees.
extension Repository {
  /// Every file, link and submodule of a tree, folders opened, in git's order.
  ///
  /// - Parameter limit: The most entries; a few hostile kilobytes can name more files than fit in
  ///   memory.
  /// - Throws: `GitError` with `missingObject`, or `tooLarge` above the limit.
  package func entries(
    ofTree tree: String, limit: Int = 2_000_000
  ) throws(GitError) -> [TreeEntry] {
    try durable.withHandle { handle throws(GitError) in
      try handle.entries(of: git_oid(hex: tree), limit: limit)
    }
  }

  /// The entry at one path of a tree; nil where there is none, or a folder.
  ///
  /// - Throws: `GitError` with `missingObject`.
  package func entry(at path: String, inTree tree: String) throws(GitError) -> TreeEntry? {
    guard PathRules.refusal(of: path) == nil else { return nil }
    return try durable.withHandle { handle throws(GitError) in
      try handle.withTree(git_oid(hex: tree)) { root throws(GitError) in
        var entry: OpaquePointer?
        let status = git_tree_entry_bypath(&entry, root, path)
        if status == GIT_ENOTFOUND.rawValue { return nil }
        try check(status, "find \(path) in a tree")
        defer { git_tree_entry_free(entry) }
        let mode = git_tree_entry_filemode(entry)
        guard mode != GIT_FILEMODE_TREE else { return nil }
        return TreeEntry(
          path: path, id: git_tree_entry_id(entry).pointee.hex, kind: EntryKind(mode))
      }
    }
  }

  /// The paths in which two trees differ, in no order; only the folders that differ are opened.
  ///
  /// Names that are not UTF-8 are left out.
  ///
  /// - Throws: `GitError` with `missingObject`.
  package func paths(changedFrom old: String, to new: String) throws(GitError) -> [String] {
    try durable.withHandle { handle throws(GitError) in
      var changed = ChangedPaths(handle)
      try changed.compare(git_oid(hex: old), git_oid(hex: new))
      return changed.paths
    }
  }

  /// The paths of a tree's submodules, which Tandem does not enter.
  package func submodules(inTree tree: String) throws(GitError) -> [String] {
    try entries(ofTree: tree).filter { $0.kind == .submodule && !$0.isOddName }.map(\.path)
  }
}

extension Handle {
  /// Every entry of a tree.
  func entries(of tree: git_oid, limit: Int = 2_000_000) throws(GitError) -> [TreeEntry] {
    var walk = TreeWalk(handle: self, limit: limit)
    try walk.enter(tree, prefix: [], depth: 0, isOdd: false)
    return walk.entries
  }
}

/// The recursive reading of one tree.
private struct TreeWalk {
  let handle: Handle
  let limit: Int
  private(set) var entries: [TreeEntry] = []
  // By Swift's equality, which holds é in one scalar and é in two to be the same.
  private var seen: Set<String> = []

  init(handle: Handle, limit: Int) {
    self.handle = handle
    self.limit = limit
  }

  mutating func enter(
    _ tree: git_oid, prefix: [UInt8], depth: Int, isOdd: Bool
  ) throws(GitError) {
    guard depth <= 256, prefix.count <= 4096 else {
      throw GitError("read the tree \(tree.hex)", .tooLarge, "its folders are nested too deeply")
    }
    try handle.withTree(tree) { pointer throws(GitError) in
      for index in 0..<git_tree_entrycount(pointer) {
        guard let entry = git_tree_entry_byindex(pointer, index),
          let start = git_tree_entry_name(entry)
        else { continue }
        let name = UnsafeRawBufferPointer(start: start, count: strlen(start))
        let isOdd = isOdd || PathRules.refusal(ofComponent: name) != nil
        let id = git_tree_entry_id(entry).pointee
        let mode = git_tree_entry_filemode(entry)
        if mode == GIT_FILEMODE_TREE {
          try enter(id, prefix: prefix + name + [UInt8(ascii: "/")], depth: depth + 1, isOdd: isOdd)
        } else {
          try add(path: prefix + name, id: id, kind: EntryKind(mode), isOdd: isOdd)
        }
      }
    }
  }

  private mutating func add(
    path: [UInt8], id: git_oid, kind: EntryKind, isOdd: Bool
  ) throws(GitError) {
    guard entries.count < limit else {
      throw GitError("read a tree", .tooLarge, "it has more than \(limit) entries")
    }
    let valid = String(validating: path, as: UTF8.self)
    let text = valid ?? String(decoding: path, as: UTF8.self)
    let isNew = seen.insert(text).inserted
    entries.append(
      TreeEntry(path: text, id: id.hex, kind: kind, isOddName: isOdd || valid == nil || !isNew))
  }
}

extension EntryKind {
  /// The kind of a mode that libgit2 has normalised.
  init(_ mode: git_filemode_t) {
    switch mode {
    case GIT_FILEMODE_BLOB_EXECUTABLE: self = .executable
    case GIT_FILEMODE_LINK: self = .link
    case GIT_FILEMODE_COMMIT: self = .submodule
    default: self = .file
    }
  }

  /// libgit2's mode.
  var mode: git_filemode_t {
    switch self {
    case .file: GIT_FILEMODE_BLOB
    case .executable: GIT_FILEMODE_BLOB_EXECUTABLE
    case .link: GIT_FILEMODE_LINK
    case .submodule: GIT_FILEMODE_COMMIT
    }
  }
}
