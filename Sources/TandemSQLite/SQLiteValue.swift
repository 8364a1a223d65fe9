import CSQLite

/// A type that is bound to a statement's parameter and read from a result's column.
package protocol SQLiteValue {
  /// Binds the value to a parameter, counted from 1, and returns SQLite's result code.
  func bind(to statement: OpaquePointer, at parameter: Int32) -> Int32
  /// Reads a column, counted from 0; SQLite converts where the stored type is another.
  init(statement: OpaquePointer, column: Int32)
}

/// Tells SQLite to copy what it is given before the call returns; C has it as a cast macro.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Int64: SQLiteValue {
  /// Binds the value.
  package func bind(to statement: OpaquePointer, at parameter: Int32) -> Int32 {
    sqlite3_bind_int64(statement, parameter, self)
  }

  /// Reads the value.
  package init(statement: OpaquePointer, column: Int32) {
    self = sqlite3_column_int64(statement, column)
  }
}

extension Int: SQLiteValue {
  /// Binds the value.
  package func bind(to statement: OpaquePointer, at parameter: Int32) -> Int32 {
    Int64(self).bind(to: statement, at: parameter)
  }

  /// Reads the value.
  package init(statement: OpaquePointer, column: Int32) {
    self.init(Int64(statement: statement, column: column))
  }
}

extension Bool: SQLiteValue {
  /// Binds the value.
  package func bind(to statement: OpaquePointer, at parameter: Int32) -> Int32 {
    Int64(self ? 1 : 0).bind(to: statement, at: parameter)
  }

  /// Reads the value.
  package init(statement: OpaquePointer, column: Int32) {
    self = Int64(statement: statement, column: column) != 0
  }
}

extension Double: SQLiteValue {
  /// Binds the value.
  package func bind(to statement: OpaquePointer, at parameter: Int32) -> Int32 {
    sqlite3_bind_double(statement, parameter, self)
  }

  /// Reads the value.
  package init(statement: OpaquePointer, column: Int32) {
    self = sqlite3_column_double(statement, column)
  }
}

extension String: SQLiteValue {
  /// Binds the value.
  package func bind(to statement: OpaquePointer, at parameter: Int32) -> Int32 {
    sqlite3_bind_text64(
      statement, parameter, self, UInt64(utf8.count), transient, UInt8(SQLITE_UTF8))
  }

  /// Reads the value.
  package init(statement: OpaquePointer, column: Int32) {
    guard let text = sqlite3_column_text(statement, column) else {
      self = ""
      return
    }
    let count = Int(sqlite3_column_bytes(statement, column))
    self.init(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }
}

extension Array: SQLiteValue where Element == UInt8 {
  /// Binds the value.
  package func bind(to statement: OpaquePointer, at parameter: Int32) -> Int32 {
    if isEmpty { return sqlite3_bind_zeroblob(statement, parameter, 0) }
    return withUnsafeBytes { bytes in
      sqlite3_bind_blob64(
        statement, parameter, bytes.baseAddress, UInt64(bytes.count), transient)
    }
  }

  /// Reads the value.
  package init(statement: OpaquePointer, column: Int32) {
    let bytes = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    self.init(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
  }
}

extension Optional: SQLiteValue where Wrapped: SQLiteValue {
  /// Binds the value.
  package func bind(to statement: OpaquePointer, at parameter: Int32) -> Int32 {
    switch self {
    case .some(let value): value.bind(to: statement, at: parameter)
    case .none: sqlite3_bind_null(statement, parameter)
    }
  }

  /// Reads the value.
  package init(statement: OpaquePointer, column: Int32) {
    let isNull = sqlite3_column_type(statement, column) == SQLITE_NULL
    self = isNull ? .none : .some(Wrapped(statement: statement, column: column))
  }
}
