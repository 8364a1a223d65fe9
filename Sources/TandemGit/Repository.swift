/// A git repository: snapshots, history, diffs and branches, as values.
///
/// Safe from any thread: every call borrows a libgit2 handle of its own. Calls block; from an
/// asynchronous task go through `inBackground`. Reads nothing but the repository and the user's
/// files given to `open`; changes nothing but objects and the branches it is told to make, except
/// in `applyToWorkTree`.
package final class Repository: Sendable {
  let facts: RepositoryFacts
  /// The user's name and address; nil where the user's files do not set both.
  package let userIdentity: Identity?
  /// Handles for reading, and for writing objects and references.
  let durable: HandlePool
  /// Handles whose new objects stay in memory.
  let scratch: HandlePool

  init(_ facts: RepositoryFacts, userIdentity: Identity?) {
    self.facts = facts
    self.userIdentity = userIdentity
    durable = HandlePool(facts, isScratch: false)
    scratch = HandlePool(facts, isScratch: true)
  }

  /// The git directory: `.git`, `.git/worktrees/NAME`, or the bare repository; absolute.
  package var gitDirectory: String { facts.gitDirectory }

  /// The git directory that linked worktrees share, where Tandem's state folder goes; absolute.
  package var commonDirectory: String { facts.commonDirectory }

  /// The work tree's absolute path; nil for a bare repository.
  package var workTree: String? { facts.workTree }

  /// Whether there is no work tree.
  package var isBare: Bool { facts.workTree == nil }

  /// Whether some commits' parents were left out when it was cloned.
  package var isShallow: Bool { !facts.shallow.isEmpty }

  /// Whether some objects may be on a remote only; see `requireObjects`.
  package var isPartial: Bool { facts.isPartial }

  /// The work tree, or a refusal that names what needs one.
  func requireWorkTree(_ operation: String) throws(GitError) -> String {
    guard let workTree = facts.workTree else {
      throw GitError(
        operation, .noWorkTree, "\(gitDirectory) is a bare repository",
        hint: "do it in a clone with a work tree")
    }
    return workTree
  }
}
