import CGit2
package import TandemCore

/// Trees back into recorded changes.
extension Repository {
  /// What leads from one tree to another, as the whole new text of each file that differs.
  ///
  /// - Throws: `GitError` with `unsupportedChange` or `unsafePath` where text cannot hold a
  ///   change: binary or other encodings, links, submodules, modes.
  package func changes(from base: String, to tree: String) throws(GitError) -> [FileChange] {
    try durable.withHandle { handle throws(GitError) in
      try handle.changes(from: git_oid(hex: base), to: git_oid(hex: tree), keepsModes: true)
    }
  }
}

extension Handle {
  /// What leads from one tree to another, sorted by path.
  ///
  /// - Parameter keepsModes: Whether a file that became executable, or the reverse, is refused.
  func changes(
    from base: git_oid, to tree: git_oid, keepsModes: Bool
  ) throws(GitError) -> [FileChange] {
    var changes: [FileChange] = []
    try withTree(base) { old throws(GitError) in
      try withTree(tree) { new throws(GitError) in
        let comparison = try TreeComparison(self, old, new, GIT_DIFF_NORMAL, renames: false)
        for index in 0..<comparison.count {
          let delta = comparison.delta(at: index)
          let change = try change(delta, keepsModes: keepsModes)
          if delta.old_file.id != delta.new_file.id { changes.append(change) }
        }
      }
    }
    let plan = try ChangePlan(changes, base: base, handle: self, operation: "record changes")
    return plan.steps.map { FileChange(path: $0.path, text: $0.text) }
  }

  private func change(_ delta: git_diff_delta, keepsModes: Bool) throws(GitError) -> FileChange {
    let raw: UnsafePointer<CChar>? = delta.new_file.path ?? delta.old_file.path
    let shown = raw.map { String(cString: $0) } ?? ""
    func refusal(_ reason: String) -> GitError {
      GitError(
        "record changes", .unsupportedChange, "\(shown): \(reason)",
        hint: "a recorded change holds the text of ordinary files only", paths: [shown])
    }
    guard raw.flatMap({ String(validatingCString: $0) }) != nil else {
      throw refusal("its path is not UTF-8")
    }
    for mode in [delta.old_file.mode, delta.new_file.mode] where mode != 0 {
      switch EntryKind(git_filemode_t(UInt32(mode))) {
      case .file, .executable: break
      case .link: throw refusal("it is a link (mode 120000)")
      case .submodule: throw refusal("it is a submodule (mode 160000)")
      }
    }
    if delta.status == GIT_DELTA_DELETED { return FileChange(path: shown, text: nil) }
    let isNew = delta.status == GIT_DELTA_ADDED
    let oldMode = isNew ? UInt16(GIT_FILEMODE_BLOB.rawValue) : delta.old_file.mode
    if keepsModes, oldMode != delta.new_file.mode {
      throw refusal("its mode changes to \(String(delta.new_file.mode, radix: 8))")
    }
    let bytes = try withStore { store throws(GitError) in
      try read(delta.new_file.id, from: store, limit: 64 << 20)
    }
    guard let bytes else { throw refusal("it has more than 64 MB") }
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw refusal("its content is not UTF-8 text")
    }
    return FileChange(path: shown, text: text)
  }
}
