import CGit2

/// libgit2's comparison of two trees, with nothing left to configuration.
final class TreeComparison {
  /// The `git_diff`.
  let pointer: OpaquePointer

  /// Compares two trees.
  ///
  /// - Parameters:
  ///   - kind: `GIT_DIFF_FORCE_TEXT`, `GIT_DIFF_FORCE_BINARY`, or no flag where only ids count.
  ///   - renames: Whether deleted and added files that are alike are joined.
  init(
    _ handle: Handle, _ old: OpaquePointer?, _ new: OpaquePointer?, _ kind: git_diff_option_t,
    renames: Bool
  ) throws(GitError) {
    var options = git_diff_options()
    git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    options.flags =
      kind.rawValue | GIT_DIFF_INDENT_HEURISTIC.rawValue | GIT_DIFF_SKIP_BINARY_CHECK.rawValue
    options.context_lines = 3
    options.interhunk_lines = 0
    options.id_abbrev = 12
    var diff: OpaquePointer?
    let status = "a".withCString { a in
      "b".withCString { b in
        // `diff.noprefix` and `diff.mnemonicPrefix` would change these.
        options.old_prefix = a
        options.new_prefix = b
        return git_diff_tree_to_tree(&diff, handle.pointer, old, new, &options)
      }
    }
    try check(status, "compare two trees", .missingObject)
    guard let diff else { throw GitError("compare two trees", .failed, "libgit2 gave none") }
    pointer = diff
    if renames { try findRenames() }
  }

  deinit { git_diff_free(pointer) }

  /// How many files differ.
  var count: Int { git_diff_num_deltas(pointer) }

  /// One file's two sides; its paths live as long as the comparison.
  func delta(at index: Int) -> git_diff_delta { git_diff_get_delta(pointer, index).pointee }

  private func findRenames() throws(GitError) {
    var options = git_diff_find_options()
    git_diff_find_options_init(&options, UInt32(GIT_DIFF_FIND_OPTIONS_VERSION))
    options.flags = GIT_DIFF_FIND_RENAMES.rawValue
    try check(git_diff_find_similar(pointer, &options), "find moved files")
  }
}
