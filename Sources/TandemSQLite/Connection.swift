import CSQLite

/// One connection to one SQLite file, used by one thread at a time.
///
/// It prepares each statement once, and knows no schema. It must not leave the thread or the
/// actor that opened it, which is why it cannot be `Sendable`.
package final class Connection {
  private let handle: OpaquePointer
  private var statements: [String: Statement] = [:]

  /// Opens the database at `path`; it must not be a symbolic link.
  ///
  /// Foreign keys are enforced; a schema in the file may not call functions with side effects
  /// (`trusted_schema`), and SQL may not damage the file (`SQLITE_DBCONFIG_DEFENSIVE`).
  ///
  /// - Parameter busyMilliseconds: how long to wait for another connection's lock.
  /// - Throws: `SQLiteError` where the file cannot be opened.
  package init(
    path: String, mode: Mode = .create, busyMilliseconds: Int32 = 10_000
  ) throws(SQLiteError) {
    let base = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW
    let flags: Int32 =
      switch mode {
      case .readOnly: base | SQLITE_OPEN_READONLY
      case .existing: base | SQLITE_OPEN_READWRITE
      case .create: base | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      // Even a failed open may leave a handle, which carries the message.
      let message = String(cString: opened.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
      sqlite3_close_v2(opened)
      throw SQLiteError(code: code, message: "\(path): \(message)", sql: nil)
    }
    handle = opened
    sqlite3_busy_timeout(handle, busyMilliseconds)
    for (option, value) in Self.settings {
      let code = tandem_sqlite3_db_config(handle, option, value)
      if code != SQLITE_OK { throw error(code, sql: nil) }
    }
  }

  deinit {
    // Statements hold their handle open (`close_v2`) until the last one is finalised.
    sqlite3_close_v2(handle)
  }

  /// How a file is opened.
  package enum Mode: Sendable, Hashable {
    /// It must exist and is not written.
    case readOnly
    /// It must exist.
    case existing
    /// It is made where it does not exist.
    case create
  }

  private static let settings: [(Int32, Int32)] = [
    (SQLITE_DBCONFIG_ENABLE_FKEY, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
    (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
  ]

  /// Runs one statement with its values and returns how many rows it changed.
  ///
  /// - Throws: `SQLiteError` with the statement.
  @discardableResult
  package func run(_ sql: String, _ values: any SQLiteValue...) throws(SQLiteError) -> Int {
    let statement = try prepared(sql)
    defer { statement.reset() }
    try statement.bind(values)
    while try statement.step() {}
    return Int(sqlite3_changes64(handle))
  }

  /// Runs one statement and returns what `row` makes of each of its rows.
  ///
  /// - Throws: `SQLiteError` with the statement, or what `row` throws.
  package func rows<T>(
    _ sql: String, _ values: any SQLiteValue...,
    row: (borrowing Row) throws(SQLiteError) -> T
  ) throws(SQLiteError) -> [T] {
    let statement = try prepared(sql)
    defer { statement.reset() }
    try statement.bind(values)
    var found: [T] = []
    while try statement.step() { found.append(try row(statement.row)) }
    return found
  }

  /// Runs one statement and returns the first column of its first row, or nil without a row.
  ///
  /// - Throws: `SQLiteError` with the statement.
  package func value<V: SQLiteValue>(
    _ sql: String, _ values: any SQLiteValue..., as type: V.Type = V.self
  ) throws(SQLiteError) -> V? {
    let statement = try prepared(sql)
    defer { statement.reset() }
    try statement.bind(values)
    return try statement.step() ? statement.row[0] : nil
  }

  /// Runs a script of several statements without values.
  ///
  /// - Throws: `SQLiteError` with the script.
  package func script(_ sql: String) throws(SQLiteError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    if code != SQLITE_OK { throw error(code, sql: sql) }
  }

  /// Runs `body` in one transaction that takes the write lock at once.
  ///
  /// What `body` throws rolls everything back. Transactions do not nest.
  ///
  /// - Throws: what `body` throws, or `SQLiteError` where it cannot begin or commit.
  @discardableResult
  package func transaction<T>(_ body: () throws -> T) throws -> T {
    try script("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try script("COMMIT")
      return result
    } catch {
      // A full disk or a failed write may have rolled back already.
      if sqlite3_get_autocommit(handle) == 0 { try script("ROLLBACK") }
      throw error
    }
  }

  /// The row id of the last insert of this connection.
  package var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Returns SQLite's complaints about the file's structure, at most ten; empty where it is sound.
  ///
  /// - Throws: `SQLiteError` where the file cannot even be read.
  package func integrityProblems() throws(SQLiteError) -> [String] {
    try rows("PRAGMA integrity_check(10)") { row in row[0] as String }.filter { $0 != "ok" }
  }

  private func prepared(_ sql: String) throws(SQLiteError) -> Statement {
    if let known = statements[sql], known.isIdle { return known }
    var made: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
    guard code == SQLITE_OK, let made else { throw error(code, sql: sql) }
    let statement = Statement(handle: made, sql: sql)
    statements[sql] = statement
    return statement
  }

  private func error(_ code: Int32, sql: String?) -> SQLiteError {
    SQLiteError(code: code, message: String(cString: sqlite3_errmsg(handle)), sql: sql)
  }
}

@available(*, unavailable)
extension Connection: Sendable {}
