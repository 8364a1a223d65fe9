import CGit2

/// Why git work could not be done: what was tried, what happened, what to do next.
package struct GitError: Error, Codable, Sendable, Hashable, CustomStringConvertible {
  /// What was being done, as an infinitive: `open the repository`.
  package var operation: String
  /// The kind of failure, for those who decide on it.
  package var code: Code
  /// What happened, naming the path, id or branch.
  package var message: String
  /// What to do about it, where something can be done.
  package var hint: String?
  /// The files in question, for `conflict`.
  package var paths: [String]

  /// Makes an error from its parts.
  package init(
    _ operation: String, _ code: Code, _ message: String, hint: String? = nil, paths: [String] = []
  ) {
    self.operation = operation
    self.code = code
    self.message = message
    self.hint = hint
    self.paths = paths
  }

  /// The kinds of failure.
  package enum Code: String, Codable, Sendable, Hashable {
    /// There is no repository at or above the path.
    case notARepository
    /// There is no commit yet.
    case emptyRepository
    /// The revision names nothing, several things, or no commit.
    case unknownRevision
    /// SHA-256, reftable, or an extension that libgit2 does not know.
    case unsupportedRepository
    /// Another user owns it, and the user's configuration does not trust it.
    case foreignOwner
    /// An object is not here: a partial or shallow clone, or damage.
    case missingObject
    /// A path of a change would be unsafe in a tree or on disk.
    case unsafePath
    /// A change that recorded text cannot hold: binary, links, submodules, modes.
    case unsupportedChange
    /// The patch cannot be read.
    case malformedPatch
    /// The patch does not fit its tree.
    case patchDoesNotApply
    /// Work tree files differ from the base, so that a change would overwrite them.
    case conflict
    /// The branch exists already.
    case branchExists
    /// The branch is not where it was expected, or is not there.
    case branchMoved
    /// The repository is bare.
    case noWorkTree
    /// The index cannot be read by libgit2.
    case unreadableIndex
    /// Something hostile or huge passed a bound.
    case tooLarge
    /// Anything else, in libgit2's or the system's words.
    case failed
  }

  /// Operation, message and hint.
  package var description: String {
    "cannot \(operation): \(message)" + (hint.map { "\n" + $0 } ?? "")
  }

  /// libgit2's own words for the last failure on this thread.
  static var lastMessage: String {
    guard let error = git_error_last(), let text = error.pointee.message else {
      return "libgit2 gives no reason"
    }
    return String(cString: text)
  }
}

/// Turns a negative libgit2 status into a `GitError` with libgit2's words.
///
/// Reads the message at once: it belongs to the thread and to the latest failure.
func check(
  _ status: Int32, _ operation: @autoclosure () -> String, _ code: GitError.Code = .failed,
  hint: String? = nil
) throws(GitError) {
  guard status < 0 else { return }
  let message = GitError.lastMessage
  throw GitError(operation(), code, message, hint: hint)
}
