package import TandemSandbox

/// What a workspace needs to know besides its repository and tree.
package struct WorkspaceOptions: Sendable, Hashable {
  /// The state folder, absolute; base trees live below it.
  package var state: String
  /// Where uppers and frozen layers live; not `state` where its file system takes no uppers.
  package var scratch: String
  /// The user's session.
  package var host: HostEnvironment
  /// Whether the user's ignored files and folders are laid in.
  package var laysInIgnoredFiles: Bool
  /// Whether tests see a `.git` of their own: a fresh repository of one commit.
  package var hasFreshRepository: Bool
  /// File names that look like secrets and that the user's configuration shows all the same.
  package var shownSecrets: Set<String>
  /// Bytes that must be free on the disk before anything is written.
  package var freeBytes: Int

  /// Sets the options; `scratch` is the state folder unless told otherwise.
  package init(
    state: String, scratch: String? = nil, host: HostEnvironment, laysInIgnoredFiles: Bool = true,
    hasFreshRepository: Bool = false, shownSecrets: Set<String> = [], freeBytes: Int = 256 << 20
  ) {
    self.state = state
    self.scratch = scratch ?? state
    self.host = host
    self.laysInIgnoredFiles = laysInIgnoredFiles
    self.hasFreshRepository = hasFreshRepository
    self.shownSecrets = shownSecrets
    self.freeBytes = freeBytes
  }
}
