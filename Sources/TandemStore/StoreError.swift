import TandemSQLite

/// Why the store could not do its duty, where, and what to do about it.
package struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is.
  package var kind: Kind
  /// What happened and where.
  package var message: String
  /// What to do about it.
  package var hint: String?

  /// Message and hint.
  package var description: String { hint.map { message + "\n" + $0 } ?? message }

  /// The failures that callers treat differently.
  package enum Kind: Sendable, Hashable {
    /// The folder lies on a network file system, where SQLite's locks cannot be trusted.
    case networkFileSystem
    /// The folder cannot be made or written, or belongs to another user.
    case notWritable
    /// No room on the disk.
    case diskFull
    /// The file is damaged or is not ours.
    case corrupt
    /// A newer Tandem wrote the file.
    case newerSchema
    /// Another process held the file for too long.
    case busy
    /// There is no such run.
    case unknownRun
    /// The run is held by a living process, or its name is taken.
    case runTaken
    /// A step was recorded before with another value.
    case conflict
    /// No cap has room for sending a call again.
    case overBudget
    /// A call or a run is not in the state that this needs: a mistake of the caller.
    case wrongState
    /// The disk failed, or a value could not be written as JSON.
    case other
  }
}

extension StoreError {
  /// Words an error of SQLite's for the file at `path`.
  init(_ error: SQLiteError, path: String) {
    switch error.kind {
    case .full:
      self.init(
        kind: .diskFull, message: "no room on the disk for \(path)",
        hint: "free some space, or delete old runs with `tandem clean`; nothing was half written")
    case .corrupt:
      self.init(
        kind: .corrupt, message: "\(path) is damaged: \(error)",
        hint: "move it away and keep it (`sqlite3 FILE .recover` may save rows); a new one is made")
    case .readOnly, .cannotOpen:
      self.init(
        kind: .notWritable, message: "\(path) cannot be written: \(error.message)",
        hint: "make it writable for you, or choose another folder with --state")
    case .busy:
      self.init(
        kind: .busy, message: "another process keeps \(path) locked",
        hint: "wait for it, or find it with `fuser \(path)`")
    case .constraint, .inputOutput, .other:
      self.init(kind: .other, message: "\(path): \(error)", hint: nil)
    }
  }

  /// Words a refused schema of the file at `path`.
  init(_ failure: Migrations.Failure, path: String) {
    switch failure {
    case .newer(let found, let known):
      self.init(
        kind: .newerSchema,
        message: "\(path) has schema version \(found); this tandem knows version \(known)",
        hint: "use the newer tandem that wrote it, or choose another folder with --state")
    case .foreign(let applicationID):
      self.init(
        kind: .corrupt,
        message: "\(path) is a database of another program (application id \(applicationID))",
        hint: "move it away, or choose another folder with --state")
    case .step(let name, let error) where error.kind == .other:
      self.init(
        kind: .other, message: "\(path): the schema change “\(name)” failed: \(error)", hint: nil)
    case .step(_, let error): self.init(error, path: path)
    case .sqlite(let error): self.init(error, path: path)
    }
  }
}
