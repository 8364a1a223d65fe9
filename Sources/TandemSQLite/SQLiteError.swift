import CSQLite

/// What SQLite refused to do: its code, its words and the statement that met it.
package struct SQLiteError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The extended result code (`sqlite.org/rescode.html`).
  package var code: Int32
  /// SQLite's own message.
  package var message: String
  /// The statement, where there was one.
  package var sql: String?

  /// What kind of failure it is, from the primary result code.
  package var kind: Kind {
    switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED: .busy
    case SQLITE_FULL: .full
    case SQLITE_READONLY: .readOnly
    case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
    case SQLITE_CONSTRAINT: .constraint
    case SQLITE_CANTOPEN, SQLITE_PERM: .cannotOpen
    case SQLITE_IOERR: .inputOutput
    default: .other
    }
  }

  /// The message, the code and the statement.
  package var description: String {
    let place = sql.map { " in: \($0)" } ?? ""
    return "\(message) (SQLite code \(code))\(place)"
  }

  /// The failures that callers treat differently.
  package enum Kind: Sendable, Hashable {
    /// Another connection held the lock for longer than the busy timeout.
    case busy
    /// No room on the disk.
    case full
    /// The file or its folder may not be written.
    case readOnly
    /// The file is damaged, or no database.
    case corrupt
    /// A constraint of the schema refused the row.
    case constraint
    /// The file cannot be opened or made.
    case cannotOpen
    /// The disk failed.
    case inputOutput
    /// Anything else, mostly a mistake in the statement.
    case other
  }
}
