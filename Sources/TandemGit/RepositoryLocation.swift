@preconcurrency import Glibc

/// Where a repository's parts are, found by walking up from a path as git does.
///
/// The work tree is the folder in which `.git` was found: what the repository's own configuration
/// says (`core.worktree`) is hostile and not asked.
struct RepositoryLocation: Sendable, Hashable {
  /// The git directory: `.git`, `.git/worktrees/NAME`, or a bare repository; absolute, no link.
  let gitDirectory: String
  /// The git directory that linked worktrees share.
  let commonDirectory: String
  /// The folder where `.git` was found; nil where the path is inside a bare repository.
  let workTree: String?
  /// The `.git` file of a linked worktree or submodule.
  let gitFile: String?

  /// Finds the repository at or above `path`.
  ///
  /// - Throws: `GitError` with `notARepository`.
  init(from path: String) throws(GitError) {
    guard let start = Self.absolute(path) else {
      throw Self.nothingFound(path, "there is no such folder")
    }
    let device = Self.device(of: start)
    var folder = start
    while Self.device(of: folder) == device {
      if let found = try Self.find(in: folder) {
        self = found
        return
      }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    throw Self.nothingFound(path, "there is no git repository here or above")
  }

  private init(gitDirectory: String, workTree: String?, gitFile: String? = nil) {
    self.gitDirectory = gitDirectory
    self.workTree = workTree
    self.gitFile = gitFile
    commonDirectory =
      SmallFile.line(of: gitDirectory + "/commondir")
      .flatMap { Self.absolute($0, from: gitDirectory) } ?? gitDirectory
  }

  /// The repository whose work tree or git directory is exactly `folder`.
  private static func find(in folder: String) throws(GitError) -> RepositoryLocation? {
    let dotGit = (folder == "/" ? "" : folder) + "/.git"
    if isGitDirectory(dotGit), let directory = absolute(dotGit) {
      return RepositoryLocation(gitDirectory: directory, workTree: folder)
    }
    if let line = SmallFile.line(of: dotGit) {
      guard line.hasPrefix("gitdir: "),
        let directory = absolute(String(line.dropFirst(8)), from: folder),
        isGitDirectory(directory)
      else {
        throw GitError(
          "open the repository", .notARepository,
          "\(dotGit) names a git directory that is not there",
          hint: "if the repository was moved: git worktree repair, or git submodule update")
      }
      return RepositoryLocation(gitDirectory: directory, workTree: folder, gitFile: dotGit)
    }
    guard isGitDirectory(folder) else { return nil }
    // Started inside `.git` itself: the work tree is beside it.
    let isInside = folder.hasSuffix("/.git")
    return RepositoryLocation(
      gitDirectory: folder, workTree: isInside ? String(folder.dropLast(5)) : nil)
  }

  /// Whether a folder has what git asks of a git directory.
  private static func isGitDirectory(_ path: String) -> Bool {
    guard access(path + "/HEAD", F_OK) == 0 else { return false }
    let common =
      SmallFile.line(of: path + "/commondir").flatMap { absolute($0, from: path) } ?? path
    return access(common + "/objects", F_OK) == 0 && access(common + "/refs", F_OK) == 0
  }

  private static func absolute(_ path: String, from folder: String? = nil) -> String? {
    let whole = path.hasPrefix("/") ? path : (folder.map { $0 + "/" } ?? "") + path
    guard let resolved = realpath(whole, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func device(of path: String) -> dev_t? {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_dev : nil
  }

  private static func nothingFound(_ path: String, _ reason: String) -> GitError {
    GitError(
      "open the repository", .notARepository, "\(reason): \(path)",
      hint: "name a repository with --repo PATH, or make one: git init && git add . && git commit")
  }
}
