/// Opening.
extension Repository {
  /// Opens the repository at or above `path`: a checkout or a folder of it, a linked worktree, a
  /// bare repository.
  ///
  /// - Parameters:
  ///   - path: Where to start; relative to the process's current folder, or absolute.
  ///   - userConfig: The user's git configuration files.
  ///   - trustOwner: Whether another user's repository is accepted (`--trust-repository`).
  /// - Throws: `GitError` with `notARepository`, `foreignOwner` or `unsupportedRepository`, each
  ///   with what to do.
  package static func open(
    at path: String, userConfig: UserGitConfig = UserGitConfig(), trustOwner: Bool = false
  ) throws(GitError) -> Repository {
    try LibGit2.start()
    let location = try RepositoryLocation(from: path)
    let settings = try UserSettings(userConfig, gitDirectory: location.gitDirectory)
    if !trustOwner {
      try OwnerCheck.require(location, config: userConfig, settings: settings)
    }
    let format = try RepositoryFormat(commonDirectory: location.commonDirectory)
    // A linked worktree has a work tree even where the shared configuration says bare.
    let isLinked = location.gitDirectory != location.commonDirectory
    let shallow = SmallFile.bytes(of: location.commonDirectory + "/shallow") ?? []
    let facts = RepositoryFacts(
      gitDirectory: location.gitDirectory, commonDirectory: location.commonDirectory,
      workTree: format.isBare && !isLinked ? nil : location.workTree,
      isPartial: format.isPartial,
      shallow: Set(shallow.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }))
    let repository = Repository(facts, userIdentity: settings.identity)
    // The first handle now, so that what libgit2 refuses is said here and not later.
    try repository.durable.withHandle { (_) throws(GitError) in }
    return repository
  }
}
