/// What a run left in the repository.
package struct ChangeResult: Codable, Sendable, Hashable {
  /// The branch, or nil where there is only a patch.
  package var branch: String?
  /// The commit on it.
  package var commit: String?
  /// The change.
  package var diff: Diff
  /// The number of the attempt it is.
  package var attempt: Int
  /// What the commit says, so that the same one can be made in another clone.
  package var words: CommitWords?

  /// Makes a result from its parts.
  package init(
    branch: String?, commit: String?, diff: Diff, attempt: Int, words: CommitWords? = nil
  ) {
    self.branch = branch
    self.commit = commit
    self.diff = diff
    self.attempt = attempt
    self.words = words
  }
}

/// All of a commit but its tree and its parent.
package struct CommitWords: Codable, Sendable, Hashable {
  /// The whole message.
  package var message: String
  /// The author's and committer's name.
  package var name: String
  /// Their address.
  package var email: String
  /// Seconds since 1970.
  package var time: Int64
  /// Minutes east of Greenwich.
  package var offsetMinutes: Int

  /// Makes words from their parts.
  package init(message: String, name: String, email: String, time: Int64, offsetMinutes: Int) {
    self.message = message
    self.name = name
    self.email = email
    self.time = time
    self.offsetMinutes = offsetMinutes
  }
}
