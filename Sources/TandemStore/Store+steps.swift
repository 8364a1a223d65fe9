import FoundationEssentials
import TandemSQLite

/// One recorded step of a run.
package struct RecordedStep: Sendable, Hashable {
  /// The step's key within the run.
  package var key: String
  /// Its value, as JSON.
  package var json: [UInt8]
  /// When it was recorded, in wall seconds since 1970.
  package var recorded: Double
}

extension Store {
  /// Records the value of a step, for good: it is on the disk when this returns.
  ///
  /// The same value may be recorded again; the first write wins.
  ///
  /// - Throws: `StoreError`; `conflict` where another value was recorded under the key.
  package func record(
    run: String, key: String, value: some Encodable & Sendable
  ) throws(StoreError) {
    let number = try ledger.heldNumber(of: run)
    let json = try ledger.json(value)
    let recorded = now()
    let earlier: String? = try ledger.attempt { db in
      let added = try db.run(
        """
        INSERT INTO step (run, key, recorded, value, digest) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """, number, key, recorded, json, Digest.of(key, json))
      return added == 1
        ? json : try db.value("SELECT value FROM step WHERE run = ? AND key = ?", number, key)
    }
    guard earlier == json else {
      throw StoreError(
        kind: .conflict, message: "step “\(key)” of run \(run) was recorded with another value",
        hint: nil)
    }
  }

  /// Returns the recorded value of a step, or nil where it has none.
  ///
  /// - Throws: `StoreError`; `corrupt` where the value is damaged or of another type.
  package func recorded<T: Decodable & Sendable>(
    run: String, key: String, as type: T.Type
  ) throws(StoreError) -> T? {
    let number = try ledger.number(of: run)
    let found = try ledger.attempt { db in
      try db.rows("SELECT value, digest FROM step WHERE run = ? AND key = ?", number, key) { row in
        (json: row[0] as String, digest: row[1] as Int64)
      }.first
    }
    guard let found else { return nil }
    let place = "step “\(key)” of run \(run)"
    try ledger.verify(found.json, found.digest, name: key, place: place)
    return try ledger.value(type, from: found.json, place: place)
  }

  /// Returns all steps of a run, in the order in which they were recorded.
  ///
  /// - Throws: `StoreError`; `unknownRun`, or `corrupt` where a value is damaged.
  package func steps(run: String) throws(StoreError) -> [RecordedStep] {
    let number = try ledger.number(of: run)
    let found = try ledger.attempt { db in
      try db.rows(
        "SELECT key, value, recorded, digest FROM step WHERE run = ? ORDER BY position", number
      ) { row in
        (
          key: row[0] as String, json: row[1] as String, recorded: row[2] as Double,
          digest: row[3] as Int64
        )
      }
    }
    return try found.map { step throws(StoreError) in
      let place = "step “\(step.key)” of run \(run)"
      try ledger.verify(step.json, step.digest, name: step.key, place: place)
      return RecordedStep(key: step.key, json: Array(step.json.utf8), recorded: step.recorded)
    }
  }
}
