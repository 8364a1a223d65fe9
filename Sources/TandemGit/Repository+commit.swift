import CGit2
package import TandemCore

/// A branch with one commit on it, as it was made.
package struct CommittedBranch: Codable, Sendable, Hashable {
  /// The branch, without `refs/heads/`; not always the one asked for.
  package var branch: String
  /// The commit's id.
  package var commit: String
  /// The id of its tree.
  package var tree: String
}

/// Commits, made from recorded values and never from a disk.
extension Repository {
  /// The tree that changes make of another, without a commit: writes blobs and trees only.
  ///
  /// - Throws: `GitError` with `unsafePath` or `unsupportedChange`.
  package func tree(changes: [FileChange], onto tree: String) throws(GitError) -> String {
    try durable.withHandle { handle throws(GitError) in
      let base = try git_oid(hex: tree)
      let plan = try ChangePlan(changes, base: base, handle: handle, operation: "make a tree")
      return try handle.writeTree(plan, base: base).hex
    }
  }

  /// Commits changes onto another commit and names the result with a new branch.
  ///
  /// Touches no index, work tree, `HEAD` or configuration, runs no hook or filter, signs nothing.
  /// Modes of existing files are kept. The same commit made again, by a run that was killed after the
  /// first time, finds its branch there and is no error.
  ///
  /// - Parameters:
  ///   - commit: The id of the only parent.
  ///   - branch: The branch to make. `tandem/x` becomes `tandem-x` where git cannot have it
  ///     because a branch `tandem` exists.
  ///   - message: The whole message.
  ///   - author: Author and committer.
  /// - Throws: `GitError` with `branchExists`, `unsafePath` or `unsupportedChange`; nothing but
  ///   loose objects is left behind then.
  package func commit(
    changes: [FileChange], onto commit: String, branch: String, message: String, author: Signature
  ) throws(GitError) -> CommittedBranch {
    try durable.withHandle { handle throws(GitError) in
      let operation = "commit the change"
      guard !message.utf8.contains(0), !branch.utf8.contains(0) else {
        throw GitError(operation, .failed, "the message or branch holds a NUL byte")
      }
      let parent = try git_oid(hex: commit)
      let base = try handle.withCommit(parent) { commit throws(GitError) in
        git_commit_tree_id(commit).pointee
      }
      let plan = try ChangePlan(changes, base: base, handle: handle, operation: operation)
      let tree = try handle.writeTree(plan, base: base)
      guard tree != base else {
        throw GitError(operation, .unsupportedChange, "the changes change nothing")
      }
      let new = try handle.writeCommit(tree, parent: parent, message: message, author: author)
      let name = try handle.createBranch(branch, at: new, author: author)
      return CommittedBranch(branch: name, commit: new.hex, tree: tree.hex)
    }
  }
}

extension Handle {
  fileprivate func writeCommit(
    _ tree: git_oid, parent: git_oid, message: String, author: Signature
  ) throws(GitError) -> git_oid {
    let operation = "write a commit"
    var signature: UnsafeMutablePointer<git_signature>?
    let identity = author.identity
    try check(
      git_signature_new(
        &signature, identity.name, identity.email, author.time, Int32(author.offsetMinutes)),
      operation)
    defer { git_signature_free(signature) }
    return try withTree(tree) { tree throws(GitError) in
      try withCommit(parent) { parent throws(GitError) in
        var id = git_oid()
        var parents: [OpaquePointer?] = [parent]
        try check(
          git_commit_create(
            &id, pointer, nil, signature, signature, "UTF-8", message, tree, 1, &parents),
          operation)
        return id
      }
    }
  }
}
