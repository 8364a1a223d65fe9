package import TandemCore

/// One commit, read whole.
package struct Commit: Codable, Sendable, Hashable {
  /// Its id, 40 hexadecimal digits.
  package var id: String
  /// The id of its tree.
  package var tree: String
  /// The ids of its parents; some may not be here in a shallow clone.
  package var parents: [String]
  /// The committer's time, in seconds since 1970.
  package var time: Int64
  /// Who wrote the change, and when.
  package var author: Signature
  /// The whole message; bytes that are not UTF-8 appear as U+FFFD.
  package var message: String

  /// Makes a commit from its parts.
  package init(
    id: String, tree: String, parents: [String], time: Int64, author: Signature, message: String
  ) {
    self.id = id
    self.tree = tree
    self.parents = parents
    self.time = time
    self.author = author
    self.message = message
  }

  /// The first line of the message that is not empty.
  package var summary: String {
    message.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }).first.map { String($0) ?? "" }
      ?? ""
  }
}

/// Who did something and when, as git records it.
package struct Signature: Codable, Sendable, Hashable {
  /// Name and address.
  package var identity: Identity
  /// Seconds since 1970.
  package var time: Int64
  /// Minutes east of Greenwich.
  package var offsetMinutes: Int

  /// Makes a signature from its parts.
  package init(_ identity: Identity, time: Int64, offsetMinutes: Int = 0) {
    self.identity = identity
    self.time = time
    self.offsetMinutes = offsetMinutes
  }
}

extension Signature {
  /// The signature of a recorded commit.
  package init(_ words: CommitWords) {
    self.init(
      Identity(name: words.name, email: words.email), time: words.time,
      offsetMinutes: words.offsetMinutes)
  }
}

/// A name and an address, as in `user.name` and `user.email`.
package struct Identity: Codable, Sendable, Hashable {
  /// The name.
  package var name: String
  /// The address.
  package var email: String

  /// Makes an identity from its parts.
  package init(name: String, email: String) {
    self.name = name
    self.email = email
  }
}
