@preconcurrency import Glibc

/// Whether a repository belongs to the user, or the user's configuration trusts it.
///
/// git's own rule (setup.c, `ensure_valid_ownership`): work tree, `.git` file and git directory
/// must be the user's; otherwise `safe.directory` must name the work tree.
struct OwnerCheck {
  /// Refuses another user's repository.
  ///
  /// - Throws: `GitError` with `foreignOwner` and what to write into the configuration.
  static func require(
    _ location: RepositoryLocation, config: UserGitConfig, settings: UserSettings
  ) throws(GitError) {
    let parts = [location.workTree, location.gitFile, location.gitDirectory].compactMap { $0 }
    guard let foreign = parts.first(where: { !isOwn($0, sudoUser: config.sudoUser) }) else {
      return
    }
    let directory = location.workTree ?? location.gitDirectory
    if settings.safeDirectories.contains(where: { trusts(config.expand($0), directory) }) { return }
    throw GitError(
      "open the repository", .foreignOwner, "another user owns \(foreign)",
      hint: "if you trust it: git config --global --add safe.directory \(directory)"
        + ", or --trust-repository for this run")
  }

  private static func isOwn(_ path: String, sudoUser: UInt32?) -> Bool {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return true }
    return facts.st_uid == geteuid() || (geteuid() == 0 && facts.st_uid == sudoUser)
  }

  /// `*` trusts all, `DIR/*` everything below, anything else exactly that folder.
  private static func trusts(_ value: String, _ directory: String) -> Bool {
    if value == "*" { return true }
    let isPrefix = value.hasSuffix("/*")
    let path = isPrefix ? String(value.dropLast(2)) : value
    guard let resolved = realpath(path, nil) else { return false }
    defer { free(resolved) }
    let folder = String(cString: resolved)
    return isPrefix ? directory.hasPrefix(folder + "/") : directory == folder
  }
}
