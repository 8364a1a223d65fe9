/// A database's schema as an ordered list of named steps, applied once each.
///
/// `PRAGMA user_version` counts the applied steps and `PRAGMA application_id` says whose file it
/// is, so a file of a newer program or of another one is refused instead of misread.
package struct Migrations: Sendable {
  private let applicationID: Int
  private let steps: [Step]

  /// Declares a schema; a step that was ever shipped never changes, a new one is appended.
  package init(applicationID: Int32, steps: [Step]) {
    self.applicationID = Int(applicationID)
    self.steps = steps
  }

  /// One named step.
  package struct Step: Sendable {
    /// What it does, for the error message.
    package var name: String
    /// The statements.
    package var sql: String

    /// Names a step.
    package init(_ name: String, _ sql: String) {
      self.name = name
      self.sql = sql
    }
  }

  /// Why a file's schema is not used.
  package enum Failure: Error, Sendable, Hashable {
    /// A newer program wrote it.
    case newer(found: Int, known: Int)
    /// It is a database of another program.
    case foreign(applicationID: Int)
    /// A step failed; nothing of it was kept.
    case step(name: String, SQLiteError)
    /// The file cannot be read or locked.
    case sqlite(SQLiteError)
  }

  /// Brings the database up to date: all missing steps in one transaction, or none.
  ///
  /// - Parameter schema: `main`, or the name under which another file is attached.
  /// - Throws: `Failure`.
  package func apply(
    to connection: Connection, schema: String = "main"
  ) throws(Failure) {
    do {
      // Read one by one, the facts of a file that another process is just making contradict each
      // other; what is wrong counts only inside the transaction.
      if let missing = try? missing(in: connection, schema), missing.isEmpty { return }
      try connection.transaction {
        // Another process may have done it while this one waited for the lock.
        for step in try missing(in: connection, schema) {
          do throws(SQLiteError) {
            try connection.script(step.sql)
          } catch {
            throw Failure.step(name: step.name, error)
          }
        }
        try connection.script(
          """
          PRAGMA \(schema).application_id = \(applicationID);
          PRAGMA \(schema).user_version = \(steps.count)
          """)
      }
    } catch let failure as Failure {
      throw failure
    } catch let error as SQLiteError {
      throw .sqlite(error)
    } catch {
      preconditionFailure("a migration throws only its own two errors: \(error)")
    }
  }

  private func missing(
    in connection: Connection, _ schema: String
  ) throws -> ArraySlice<Step> {
    let found: Int = try connection.value("PRAGMA \(schema).user_version") ?? 0
    let owner: Int = try connection.value("PRAGMA \(schema).application_id") ?? 0
    let tables: Int = try connection.value("SELECT count(*) FROM \(schema).sqlite_schema") ?? 0
    if owner != applicationID, owner != 0 || found != 0 || tables != 0 {
      throw Failure.foreign(applicationID: owner)
    }
    if found > steps.count { throw Failure.newer(found: found, known: steps.count) }
    return steps[max(0, found)...]
  }
}
