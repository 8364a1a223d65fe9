import CSQLite

/// A prepared statement: bound, stepped, reset and used again by its connection.
final class Statement {
  private let handle: OpaquePointer
  private let sql: String

  /// Takes over a prepared handle.
  init(handle: OpaquePointer, sql: String) {
    self.handle = handle
    self.sql = sql
  }

  deinit { sqlite3_finalize(handle) }

  /// Whether no query is running over it.
  var isIdle: Bool { sqlite3_stmt_busy(handle) == 0 }

  /// The row that the last step found.
  var row: Row { Row(statement: handle) }

  /// Binds all parameters, in order.
  func bind(_ values: [any SQLiteValue]) throws(SQLiteError) {
    let expected = sqlite3_bind_parameter_count(handle)
    guard values.count == expected else {
      throw SQLiteError(
        code: SQLITE_RANGE, message: "\(values.count) values for \(expected) parameters", sql: sql)
    }
    for (index, value) in values.enumerated() {
      try check(value.bind(to: handle, at: Int32(index + 1)))
    }
  }

  /// Moves to the next row and returns whether there is one.
  func step() throws(SQLiteError) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    if code != SQLITE_DONE { try check(code) }
    return false
  }

  /// Makes it ready to be used again and lets go of the bound values.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  private func check(_ code: Int32) throws(SQLiteError) {
    if code == SQLITE_OK { return }
    let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
    throw SQLiteError(code: code, message: message, sql: sql)
  }
}

@available(*, unavailable)
extension Statement: Sendable {}

/// One row of a result, readable until the next step: `row[0] as Int`, or by the type wanted.
package struct Row: ~Copyable {
  let statement: OpaquePointer

  /// Reads a column, counted from 0.
  package subscript<V: SQLiteValue>(column: Int32) -> V { V(statement: statement, column: column) }
}
