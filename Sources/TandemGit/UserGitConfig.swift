/// What of the user's own git configuration is read, given as a value: paths, never the environment.
///
/// Only `user.name`, `user.email` and `safe.directory` are used, never a repository's own settings.
package struct UserGitConfig: Sendable, Hashable {
  /// The user's configuration files, least important first; missing ones are skipped.
  ///
  /// `~/.config/git/config`, then `~/.gitconfig`.
  package var files: [String]
  /// What `~/` stands for in includes and in `safe.directory`.
  package var home: String?
  /// The user id behind `sudo` (`SUDO_UID`), whose repositories root may use.
  package var sudoUser: UInt32?

  /// Names the files.
  package init(files: [String] = [], home: String? = nil, sudoUser: UInt32? = nil) {
    self.files = files
    self.home = home
    self.sudoUser = sudoUser
  }

  /// `path` with a leading `~/` replaced.
  func expand(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home else { return path }
    return home + path.dropFirst(1)
  }
}
