import CGit2

/// Revisions.
extension Repository {
  /// The commit that `HEAD` names.
  ///
  /// - Throws: `GitError` with `emptyRepository` where there is none yet.
  package func head() throws(GitError) -> Commit { try resolve("HEAD") }

  /// The branch that is checked out, without `refs/heads/`; nil where `HEAD` is detached.
  package func headBranch() throws(GitError) -> String? {
    try durable.withHandle { handle throws(GitError) in
      var reference: OpaquePointer?
      try check(git_reference_lookup(&reference, handle.pointer, "HEAD"), "read HEAD")
      defer { git_reference_free(reference) }
      guard let target = git_reference_symbolic_target(reference) else { return nil }
      let name = String(cString: target)
      return name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
    }
  }

  /// The commit that a revision names: `HEAD`, a branch, a tag, an id or its start, `HEAD~2`.
  ///
  /// - Throws: `GitError` with `emptyRepository`, `unknownRevision` or `missingObject`.
  package func resolve(_ revision: String) throws(GitError) -> Commit {
    try durable.withHandle { handle throws(GitError) in
      let operation = "find the revision \"\(revision)\""
      guard !revision.utf8.contains(0) else {
        throw GitError(operation, .unknownRevision, "it holds a NUL byte")
      }
      var object: OpaquePointer?
      let status = git_revparse_single(&object, handle.pointer, revision)
      defer { git_object_free(object) }
      guard status == 0 else { throw handle.unresolved(revision, status, operation) }
      var commit: OpaquePointer?
      guard git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0, let commit else {
        throw GitError(
          operation, .unknownRevision, "“\(revision)” names no commit but something else",
          hint: "name a commit, a branch or a tag of a commit")
      }
      defer { git_object_free(commit) }
      return Commit(reading: commit)
    }
  }
}

extension Handle {
  /// Why a revision names nothing.
  fileprivate func unresolved(_ revision: String, _ status: Int32, _ operation: String) -> GitError
  {
    let message = GitError.lastMessage
    if status == GIT_EAMBIGUOUS.rawValue {
      return GitError(
        operation, .unknownRevision, "several objects begin so", hint: "write more of the id")
    }
    guard git_repository_head_unborn(pointer) == 1 else {
      let isShallow = !facts.shallow.isEmpty
      let isAbsent = status == GIT_ENOTFOUND.rawValue
      return GitError(
        operation, .unknownRevision, isAbsent ? "there is no revision “\(revision)” here" : message,
        hint: isShallow
          ? "this is a shallow clone; fetch the whole history: git fetch --unshallow"
          : "list what there is: git branch --all, git tag, git log --oneline")
    }
    if git_repository_is_empty(pointer) == 1 || !hasBranches {
      return GitError(
        operation, .emptyRepository, "the repository has no commit yet",
        hint: "make the first one: git add . && git commit")
    }
    return GitError(
      operation, .unknownRevision, "the branch that is checked out has no commit yet",
      hint: "name another one with --base REV; list them: git branch --all")
  }

  private var hasBranches: Bool {
    var iterator: OpaquePointer?
    guard git_reference_iterator_new(&iterator, pointer) == 0 else { return false }
    defer { git_reference_iterator_free(iterator) }
    var name: UnsafePointer<CChar>?
    return git_reference_next_name(&name, iterator) == 0
  }
}

extension Commit {
  /// Copies a `git_commit` out.
  init(reading commit: OpaquePointer) {
    let parents = (0..<git_commit_parentcount(commit)).map { index in
      git_commit_parent_id(commit, index).pointee.hex
    }
    let author = git_commit_author(commit).pointee
    self.init(
      id: git_commit_id(commit).pointee.hex, tree: git_commit_tree_id(commit).pointee.hex,
      parents: parents, time: git_commit_time(commit),
      author: Signature(
        Identity(name: String(cString: author.name), email: String(cString: author.email)),
        time: author.when.time, offsetMinutes: Int(author.when.offset)),
      message: String(cString: git_commit_message(commit)))
  }
}
