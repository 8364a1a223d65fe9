import CGit2
@preconcurrency import Glibc

/// What a repository's own configuration says about its format, asked before it is opened.
struct RepositoryFormat: Sendable, Hashable {
  /// Whether it calls itself bare.
  private(set) var isBare = false
  /// Whether objects may be missing because a promisor remote has them.
  private(set) var isPartial = false

  /// Reads the format and refuses what cannot be read.
  ///
  /// libgit2 would open a SHA-256 repository and fail late, with misleading words.
  ///
  /// - Throws: `GitError` with `unsupportedRepository`.
  init(commonDirectory: String) throws(GitError) {
    let file = commonDirectory + "/config"
    guard access(file, F_OK) == 0 else { return }
    for (key, value) in try ConfigFile.entries(of: file) {
      switch key {
      case "core.bare": isBare = Self.isTrue(value)
      case "extensions.partialclone": isPartial = true
      case "extensions.objectformat" where value.lowercased() != "sha1":
        throw Self.unsupported(
          "its objects are named by \(value)",
          hint: "only SHA-1 repositories can be read; a copy can be made:"
            + " git fast-export --all | git -C COPY fast-import")
      case "extensions.refstorage" where value.lowercased() != "files":
        throw Self.unsupported(
          "its references are stored as \(value)",
          hint: "convert it: git refs migrate --ref-format=files")
      default:
        if key.hasPrefix("remote."), key.hasSuffix(".promisor") { isPartial = Self.isTrue(value) }
      }
    }
  }

  private static func isTrue(_ value: String) -> Bool {
    var result: Int32 = 0
    return git_config_parse_bool(&result, value) == 0 && result != 0
  }

  private static func unsupported(_ message: String, hint: String) -> GitError {
    GitError("open the repository", .unsupportedRepository, message, hint: hint)
  }
}
