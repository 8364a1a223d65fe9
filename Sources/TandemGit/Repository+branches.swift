import CGit2
import Glibc

/// Branches.
extension Repository {
  /// The id of a branch's last commit; nil where there is no such branch.
  package func branchTip(_ branch: String) throws(GitError) -> String? {
    try durable.withHandle { handle throws(GitError) in
      var id = git_oid()
      let status = git_reference_name_to_id(&id, handle.pointer, "refs/heads/" + branch)
      if status == GIT_ENOTFOUND.rawValue || status == GIT_EINVALIDSPEC.rawValue { return nil }
      try check(status, "read the branch \(branch)")
      return id.hex
    }
  }

  /// The branches whose names begin with `prefix`, sorted, with their last commits.
  package func branches(prefix: String = "") throws(GitError) -> [(name: String, tip: String)] {
    try durable.withHandle { handle throws(GitError) in
      let operation = "list the branches"
      var iterator: OpaquePointer?
      try check(git_reference_iterator_new(&iterator, handle.pointer), operation)
      defer { git_reference_iterator_free(iterator) }
      var branches: [(name: String, tip: String)] = []
      var raw: UnsafePointer<CChar>?
      while git_reference_next_name(&raw, iterator) == 0, let raw {
        let name = String(cString: raw)
        var id = git_oid()
        guard name.hasPrefix("refs/heads/" + prefix),
          git_reference_name_to_id(&id, handle.pointer, raw) == 0
        else { continue }
        branches.append((String(name.dropFirst(11)), id.hex))
      }
      return branches.sorted { $0.name < $1.name }
    }
  }

  /// Removes the lock that a killed process left on `branch`, which nobody but its caller may write.
  package func removeLeftLock(of branch: String) throws(GitError) {
    try durable.withHandle { handle throws(GitError) in
      guard let folder = git_repository_commondir(handle.pointer) else { return }
      unlink(String(cString: folder) + "refs/heads/\(branch).lock")
    }
  }

  /// Deletes a branch where its last commit is still `commit`.
  ///
  /// - Throws: `GitError` with `branchMoved` where it is not there, somebody built on it, or it is
  ///   checked out.
  package func deleteBranch(_ branch: String, ifAt commit: String) throws(GitError) {
    try durable.withHandle { handle throws(GitError) in
      let operation = "delete the branch \(branch)"
      var reference: OpaquePointer?
      let status = git_reference_lookup(&reference, handle.pointer, "refs/heads/" + branch)
      defer { git_reference_free(reference) }
      if status == GIT_ENOTFOUND.rawValue {
        throw GitError(operation, .branchMoved, "there is no such branch")
      }
      try check(status, operation)
      let tip = git_reference_target(reference).map { $0.pointee.hex } ?? "another branch"
      guard tip == commit else {
        throw GitError(
          operation, .branchMoved, "it is at \(tip), not at \(commit): somebody built on it",
          hint: "if it is not wanted any more: git branch -D \(branch)")
      }
      guard git_branch_is_checked_out(reference) == 0 else {
        throw GitError(
          operation, .branchMoved, "it is checked out", hint: "go elsewhere first: git switch -")
      }
      // Compares again with the id that was read, under the reference's lock.
      try check(git_reference_delete(reference), operation, .branchMoved)
    }
  }
}

extension Handle {
  /// Makes a new branch and returns its name, which is another where git cannot have the first.
  func createBranch(
    _ branch: String, at commit: git_oid, author: Signature
  ) throws(GitError) -> String {
    do throws(GitError) {
      try createReference(branch, at: commit, author: author)
      return branch
    } catch {
      // `refs/heads/tandem` is a file, so that nothing can be below it.
      guard error.code != .branchExists, let slash = branch.firstIndex(of: "/"),
        isReference(String(branch[..<slash]))
      else { throw error }
      let flat = branch.split(separator: "/").joined(separator: "-")
      try createReference(flat, at: commit, author: author)
      return flat
    }
  }

  private func isReference(_ branch: String) -> Bool {
    var id = git_oid()
    return git_reference_name_to_id(&id, pointer, "refs/heads/" + branch) == 0
  }

  private func createReference(
    _ branch: String, at commit: git_oid, author: Signature
  ) throws(GitError) {
    let operation = "make the branch \(branch)"
    // libgit2 would take `/x` and `x//y` for other names.
    guard !branch.split(separator: "/", omittingEmptySubsequences: false).contains("") else {
      throw GitError(operation, .failed, "its name has an empty component")
    }
    // For the reflog; otherwise libgit2 would ask the repository's configuration.
    try check(
      git_repository_set_ident(pointer, author.identity.name, author.identity.email), operation)
    var commit = commit
    var none = git_oid()
    var reference: OpaquePointer?
    let status = git_reference_create_matching(
      &reference, pointer, "refs/heads/" + branch, &commit, 0, &none, "tandem: branch made")
    git_reference_free(reference)
    if status == GIT_EEXISTS.rawValue || status == GIT_EMODIFIED.rawValue, isReference(branch) {
      var tip = git_oid()
      // It was made before and nobody built on it: there is nothing left to do.
      if git_reference_name_to_id(&tip, pointer, "refs/heads/" + branch) == 0, tip == commit {
        return
      }
      throw GitError(
        operation, .branchExists, "it exists already",
        hint: "delete it first: git branch -D \(branch)")
    }
    try check(status, operation)
  }
}
