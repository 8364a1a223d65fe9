import CGit2
@preconcurrency import Glibc

/// The process-wide state of libgit2: started once, on first use, and never shut down.
///
/// Its settings make it read nothing but the repository itself: no `HOME`, no system files.
enum LibGit2 {
  /// Starts libgit2.
  ///
  /// - Throws: `GitError` where the library cannot start.
  static func start() throws(GitError) {
    try check(started, "start libgit2")
  }

  /// A path that exists and has nothing below it.
  ///
  /// Were the search path empty, an include of `~/file` in a repository's configuration would make
  /// opening fail instead of being skipped.
  private static let nowhere = "/dev/null"

  private static let started: Int32 = {
    let status = git_libgit2_init()
    guard status >= 0 else { return status }
    for level in [
      GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
      GIT_CONFIG_LEVEL_GLOBAL,
    ] {
      tandem_git_set_search_path(level, nowhere)
    }
    // Without HOME libgit2 cannot see `safe.directory`: `OwnerCheck` does this instead.
    tandem_git_set_option(GIT_OPT_SET_OWNER_VALIDATION, 0)
    // Hashing every object again on each read doubles the time of reading a tree.
    tandem_git_set_option(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0)
    // Objects that are kept for a second look; its own limit of 256 MB is most of what indexing took.
    tandem_git_set_size(GIT_OPT_SET_CACHE_MAX_SIZE, 48 << 20)
    // Packs are mapped in parts, not whole.
    tandem_git_set_size(GIT_OPT_SET_MWINDOW_SIZE, 16 << 20)
    tandem_git_set_size(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, 96 << 20)
    // Extensions that change nothing in how we read; libgit2 1.5 refuses them by default.
    // `objectformat` is checked by us: libgit2 accepts sha256 here and fails late.
    let names = [
      "worktreeconfig", "preciousobjects", "relativeworktrees", "partialclone", "objectformat",
    ]
    var copies = names.map { UnsafePointer<CChar>(strdup($0)) }
    tandem_git_set_extensions(&copies, copies.count)
    for copy in copies { free(UnsafeMutablePointer(mutating: copy)) }
    return 0
  }()
}
