import CGit2
package import TandemCore

/// Differences, from objects only.
extension Repository {
  /// What recorded changes do to a tree; writes nothing to the repository.
  ///
  /// - Parameter base: The id of the tree that the changes start from.
  /// - Throws: `GitError` with `unsafePath` or `unsupportedChange` for a change that must not be
  ///   made.
  package func diff(base: String, changes: [FileChange]) throws(GitError) -> Diff {
    try scratch.withHandle { handle throws(GitError) in
      let base = try git_oid(hex: base)
      let plan = try ChangePlan(changes, base: base, handle: handle, operation: "make a diff")
      return try handle.diff(from: base, to: handle.writeTree(plan, base: base), renames: false)
    }
  }

  /// What changed from one tree to another, moved files found.
  package func diff(from old: String, to new: String) throws(GitError) -> Diff {
    try durable.withHandle { handle throws(GitError) in
      try handle.diff(from: git_oid(hex: old), to: git_oid(hex: new), renames: true)
    }
  }
}

extension Handle {
  /// The difference of two trees as values.
  func diff(from old: git_oid, to new: git_oid, renames: Bool) throws(GitError) -> Diff {
    try withTree(old) { old throws(GitError) in
      try withTree(new) { new throws(GitError) in
        // Attributes must not hide anything: `*.py -diff` in a hostile `.gitattributes` would make
        // every change look binary. So the content decides, as git's own rule does without
        // attributes, and each file is taken from the comparison that fits it.
        let text = try TreeComparison(self, old, new, GIT_DIFF_FORCE_TEXT, renames: renames)
        let binary = try TreeComparison(self, old, new, GIT_DIFF_FORCE_BINARY, renames: renames)
        var patch: [UInt8] = []
        var files: [DiffFile] = []
        for index in 0..<text.count {
          let isBinary = try isBinary(text.delta(at: index))
          let reader = try PatchReader(isBinary ? binary : text, at: index)
          patch += reader.text
          files.append(try reader.file(isBinary: isBinary))
          Self.joinTypeChange(&files)
        }
        return Diff(text: String(decoding: patch, as: UTF8.self), files: files)
      }
    }
  }

  /// Marks an entry that was removed and added under the same path as one of another type.
  private static func joinTypeChange(_ files: inout [DiffFile]) {
    guard let old = files.dropLast().indices.last, files[old].path == files[old + 1].path else {
      return
    }
    files[old].kind = .typeChanged
    files[old + 1].kind = .typeChanged
  }

  /// Whether either side has a NUL in its first 8000 bytes (git's xdiff-interface.c), or is too
  /// large to be compared line by line.
  private func isBinary(_ delta: git_diff_delta) throws(GitError) -> Bool {
    try withStore { store throws(GitError) in
      for side in [delta.old_file, delta.new_file] {
        let isFile = side.mode != 0 && side.mode != UInt16(GIT_FILEMODE_COMMIT.rawValue)
        guard isFile, git_oid_is_zero([side.id]) == 0 else { continue }
        guard let bytes = try read(side.id, from: store, limit: 16 << 20) else { return true }
        if bytes.prefix(8000).contains(0) { return true }
      }
      return false
    }
  }
}
