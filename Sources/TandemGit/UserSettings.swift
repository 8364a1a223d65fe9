import CGit2
@preconcurrency import Glibc

/// The settings read from the user's git configuration files, with their includes.
///
/// libgit2 parses; includes are followed here, because libgit2 would expand `~/` with its own
/// notion of `HOME`. Understands `include.path` and `includeIf` with `gitdir:` and `gitdir/i:`.
struct UserSettings {
  /// `user.name`, the last one set.
  private(set) var name: String?
  /// `user.email`, the last one set.
  private(set) var email: String?
  /// `safe.directory`, in order; an empty value forgets the earlier ones.
  private(set) var safeDirectories: [String] = []

  private let config: UserGitConfig
  private let gitDirectory: String

  /// Reads the files as they apply to the repository with this git directory.
  ///
  /// - Throws: `GitError` where a file is there and cannot be parsed.
  init(_ config: UserGitConfig, gitDirectory: String) throws(GitError) {
    self.config = config
    self.gitDirectory = gitDirectory
    for file in config.files { try read(file, depth: 0) }
  }

  /// The user's identity, where both halves are set.
  var identity: Identity? {
    guard let name, let email, !name.isEmpty, !email.isEmpty else { return nil }
    return Identity(name: name, email: email)
  }

  private mutating func read(_ file: String, depth: Int) throws(GitError) {
    guard depth < 10, access(file, R_OK) == 0 else { return }
    for (key, value) in try ConfigFile.entries(of: file) {
      if key == "include.path" {
        try read(absolute(value, besides: file), depth: depth + 1)
      } else if let condition = Self.condition(in: key), matches(condition, in: file) {
        try read(absolute(value, besides: file), depth: depth + 1)
      } else if key == "user.name" {
        name = value
      } else if key == "user.email" {
        email = value
      } else if key == "safe.directory" {
        if value.isEmpty { safeDirectories = [] } else { safeDirectories.append(value) }
      }
    }
  }

  private func absolute(_ path: String, besides file: String) -> String {
    let path = config.expand(path)
    return path.hasPrefix("/") ? path : Self.folder(of: file) + "/" + path
  }

  private static func folder(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
  }

  /// The condition of a key like `includeif.gitdir:~/work/.path`.
  private static func condition(in key: String) -> Substring? {
    guard key.hasPrefix("includeif."), key.hasSuffix(".path") else { return nil }
    return key.dropFirst("includeif.".count).dropLast(".path".count)
  }

  /// Whether the repository's git directory is what the condition names (git-config(1),
  /// "Conditional includes").
  private func matches(_ condition: Substring, in file: String) -> Bool {
    let ignoresCase = condition.hasPrefix("gitdir/i:")
    guard ignoresCase || condition.hasPrefix("gitdir:"),
      let colon = condition.firstIndex(of: ":")
    else { return false }
    var pattern = config.expand(String(condition[condition.index(after: colon)...]))
    if pattern.hasPrefix("./") { pattern = Self.folder(of: file) + pattern.dropFirst(1) }
    if !pattern.hasPrefix("/") { pattern = "**/" + pattern }
    if pattern.hasSuffix("/") { pattern += "**" }
    // Without FNM_PATHNAME `*` crosses slashes, as git's `**` does. FNM_CASEFOLD is 1 << 4.
    return fnmatch(pattern, gitDirectory, ignoresCase ? 1 << 4 : 0) == 0
  }
}
