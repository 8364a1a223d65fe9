import CGit2

/// Objects by their ids: each is looked up, used inside a closure, and freed.
extension Handle {
  /// Runs `body` with a tree.
  func withTree<T>(
    _ id: git_oid, _ body: (OpaquePointer) throws(GitError) -> T
  ) throws(GitError) -> T {
    var id = id
    var tree: OpaquePointer?
    let status = git_tree_lookup(&tree, pointer, &id)
    guard status == 0, let tree else { throw missing("tree", id, status) }
    defer { git_tree_free(tree) }
    return try body(tree)
  }

  /// Runs `body` with a commit.
  func withCommit<T>(
    _ id: git_oid, _ body: (OpaquePointer) throws(GitError) -> T
  ) throws(GitError) -> T {
    var id = id
    var commit: OpaquePointer?
    let status = git_commit_lookup(&commit, pointer, &id)
    guard status == 0, let commit else { throw missing("commit", id, status) }
    defer { git_commit_free(commit) }
    return try body(commit)
  }

  /// Runs `body` with the repository's object store.
  func withStore<T>(_ body: (OpaquePointer) throws(GitError) -> T) throws(GitError) -> T {
    var store: OpaquePointer?
    try check(git_repository_odb(&store, pointer), "open the object store")
    defer { git_odb_free(store) }
    guard let store else { throw GitError("open the object store", .failed, "there is none") }
    return try body(store)
  }

  /// The error for an object that could not be read, with what brings it here.
  func missing(_ kind: String, _ id: git_oid, _ status: Int32) -> GitError {
    let operation = "read the \(kind) \(id.hex)"
    guard status == GIT_ENOTFOUND.rawValue else {
      return GitError(operation, .failed, GitError.lastMessage)
    }
    if facts.isPartial {
      return GitError(
        operation, .missingObject, "this is a partial clone and the object is not here",
        hint: "fetch everything: git fetch --refetch --no-filter")
    }
    if !facts.shallow.isEmpty {
      return GitError(
        operation, .missingObject, "this is a shallow clone and the object is not here",
        hint: "fetch the whole history: git fetch --unshallow")
    }
    return GitError(
      operation, .missingObject, "the object is not in the repository",
      hint: "see what is damaged: git fsck")
  }
}
