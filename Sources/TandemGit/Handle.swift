import CGit2

/// One open `git_repository`, used by one thread at a time.
///
/// Opened as bare, so that the repository's own `core.worktree` never counts; then the work tree
/// that was found by walking is set, in memory only.
///
/// `@unchecked Sendable`: libgit2 allows a handle to move between threads that use it one after
/// the other, which `HandlePool` guarantees by handing each out to one caller at a time.
final class Handle: @unchecked Sendable {
  /// The `git_repository`.
  let pointer: OpaquePointer
  /// What is known of the repository, for hints.
  let facts: RepositoryFacts
  private let memory: UnsafeMutablePointer<git_odb_backend>?

  /// Opens the repository.
  ///
  /// - Parameter isScratch: Whether new objects stay in memory and are forgotten by `forget`.
  init(_ facts: RepositoryFacts, isScratch: Bool) throws(GitError) {
    try LibGit2.start()
    let operation = "open the repository"
    let flags =
      GIT_REPOSITORY_OPEN_BARE.rawValue | GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue
      | GIT_REPOSITORY_OPEN_NO_DOTGIT.rawValue | GIT_REPOSITORY_OPEN_CROSS_FS.rawValue
    var opened: OpaquePointer?
    try check(
      git_repository_open_ext(&opened, facts.gitDirectory, flags, nil), operation,
      .unsupportedRepository,
      hint: "see what it says of itself: git config --local --get-regexp '^(core|extensions)'")
    guard let opened else { throw GitError(operation, .failed, "libgit2 gave no repository") }
    pointer = opened
    self.facts = facts
    do throws(GitError) {
      if let workTree = facts.workTree {
        try check(git_repository_set_workdir(opened, workTree, 0), operation)
      }
      memory = isScratch ? try Self.addMemory(to: opened) : nil
    } catch {
      git_repository_free(opened)
      throw error
    }
  }

  deinit { git_repository_free(pointer) }

  /// Forgets the objects that a scratch handle holds in memory.
  func forget() {
    if let memory { git_mempack_reset(memory) }
  }

  /// Puts an object store in memory before the ones on disk.
  private static func addMemory(
    to repository: OpaquePointer
  ) throws(GitError) -> UnsafeMutablePointer<git_odb_backend>? {
    let operation = "prepare objects in memory"
    var store: OpaquePointer?
    try check(git_repository_odb(&store, repository), operation)
    defer { git_odb_free(store) }
    var memory: UnsafeMutablePointer<git_odb_backend>?
    try check(git_mempack_new(&memory), operation)
    // libgit2's own backends have the priorities 1 and 2; writes go to the highest.
    try check(git_odb_add_backend(store, memory, 999), operation)
    return memory
  }
}

/// What was found out about a repository when it was opened.
struct RepositoryFacts: Sendable, Hashable {
  /// The git directory: `.git`, `.git/worktrees/NAME`, or a bare repository.
  var gitDirectory: String
  /// The git directory that linked worktrees share.
  var commonDirectory: String
  /// The work tree; nil for a bare repository.
  var workTree: String?
  /// Whether a promisor remote may have objects that are not here.
  var isPartial: Bool
  /// The commits whose parents are not here, as a shallow clone records them.
  var shallow: Set<String>
}
