import TandemSQLite

extension Store {
  /// How many values of a kind are kept; the oldest goes first.
  static let cacheLimit = 64

  /// Returns a cached value, or nil where there is none of this type.
  ///
  /// - Throws: `StoreError`.
  package func cached<T: Decodable & Sendable>(
    kind: String, key: String, as type: T.Type = T.self
  ) throws(StoreError) -> T? {
    let json: String? = try ledger.attempt {
      try $0.value("SELECT value FROM cache WHERE kind = ? AND key = ?", kind, key)
    }
    // What another version wrote is no failure: it is made again.
    return try? ledger.optional(type, from: json, place: "the cache")
  }

  /// Keeps a value that can be made again, until newer ones of its kind push it out.
  ///
  /// - Throws: `StoreError`.
  package func cache(
    kind: String, key: String, value: some Encodable & Sendable
  ) throws(StoreError) {
    let json = try ledger.json(value)
    try ledger.transaction { db in
      try db.run("DELETE FROM cache WHERE kind = ? AND key = ?", kind, key)
      try db.run("INSERT INTO cache (kind, key, value) VALUES (?, ?, ?)", kind, key, json)
      try db.run(
        """
        DELETE FROM cache WHERE kind = ?1 AND position NOT IN (
          SELECT position FROM cache WHERE kind = ?1 ORDER BY position DESC LIMIT ?2)
        """, kind, Self.cacheLimit)
    }
  }
}
