import FoundationEssentials
import TandemCore
import TandemSQLite

/// The open ledger, with the user's account attached: errors worded, values as JSON.
final class LedgerFile {
  /// Where it lies.
  let path: String
  /// The user's account, where one is attached.
  let account: SpendingAccount?
  /// Who works on which run.
  var locks: RunLocks
  /// Keeps the keys in use out of whatever is written.
  var redaction = Redaction([])
  private let connection: Connection

  /// Opens or makes the ledger in `folder` and attaches the account.
  init(folder: String, account: SpendingAccount?) throws(StoreError) {
    let folder = try StateFolder.prepare(folder)
    let path = folder + "/ledger.sqlite"
    self.path = path
    self.account = account
    locks = try RunLocks(path: folder + "/running")
    do {
      // Two hundred processes that share a budget wait for one another: the last of them for long.
      connection = try Connection(path: path, busyMilliseconds: 60_000)
      // 3.40's write-ahead log can lose commits with several writers; a rollback journal cannot.
      // EXTRA also syncs the folder, so that a deleted journal stays deleted after a power loss.
      try connection.script(
        "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA"
      )
      try Schema.ledger.apply(to: connection)
    } catch let error as SQLiteError {
      throw StoreError(error, path: path)
    } catch let failure as Migrations.Failure {
      throw StoreError(failure, path: path)
    } catch {
      throw StoreError(kind: .other, message: "\(path): \(error)", hint: nil)
    }
    if let account { try attach(account) }
  }

  private func attach(_ account: SpendingAccount) throws(StoreError) {
    let path = try StateFolder.prepare(account.folder) + "/budget.sqlite"
    do {
      try connection.run("ATTACH ? AS account", path)
      // Both files use rollback journals, so one transaction over both is atomic.
      try connection.script(
        "PRAGMA account.journal_mode = DELETE; PRAGMA account.synchronous = EXTRA")
      try Schema.account.apply(to: connection, schema: "account")
    } catch let error as SQLiteError {
      throw StoreError(error, path: path)
    } catch let failure as Migrations.Failure {
      throw StoreError(failure, path: path)
    } catch {
      throw StoreError(kind: .other, message: "\(path): \(error)", hint: nil)
    }
  }

  /// Runs `work` on the connection and words what goes wrong.
  @discardableResult
  func attempt<T>(_ work: (Connection) throws -> T) throws(StoreError) -> T {
    do { return try work(connection) } catch let error as SQLiteError {
      throw StoreError(error, path: path)
    } catch let error as StoreError {
      throw error
    } catch {
      throw StoreError(kind: .other, message: "\(path): \(error)", hint: nil)
    }
  }

  /// Runs `work` in one transaction over ledger and account.
  @discardableResult
  func transaction<T>(_ work: (Connection) throws -> T) throws(StoreError) -> T {
    try attempt { connection in try connection.transaction { try work(connection) } }
  }

  /// Returns the number of a run.
  ///
  /// - Throws: `unknownRun`.
  func number(of run: String) throws(StoreError) -> Int64 {
    let found = try attempt {
      try $0.value("SELECT number FROM run WHERE id = ?", run, as: Int64.self)
    }
    guard let found else {
      throw StoreError(
        kind: .unknownRun, message: "there is no run “\(run)” in \(path)",
        hint: "`tandem runs` lists them")
    }
    return found
  }

  /// Returns the number of a run that this process works on.
  ///
  /// - Throws: `unknownRun`, or `wrongState` where it was neither begun nor reopened here.
  func heldNumber(of run: String) throws(StoreError) -> Int64 {
    let number = try number(of: run)
    guard locks.held.contains(number) else {
      throw StoreError(
        kind: .wrongState, message: "run \(run) was neither begun nor reopened by this process",
        hint: nil)
    }
    return number
  }

  /// Writes a value as JSON without any key; equal values give equal text.
  func json(_ value: some Encodable) throws(StoreError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return redaction.redact(String(decoding: try encoder.encode(value), as: UTF8.self))
    } catch {
      throw StoreError(kind: .other, message: "cannot be written as JSON: \(error)", hint: nil)
    }
  }

  /// Reads a value from JSON; `place` says where it was recorded.
  func value<T: Decodable>(
    _ type: T.Type, from json: String, place: String
  ) throws(StoreError) -> T {
    do { return try JSONDecoder().decode(type, from: Data(json.utf8)) } catch {
      throw StoreError(
        kind: .corrupt, message: "\(path): \(place) is not a \(type): \(error)",
        hint: "it was written by another version of tandem, or the file is damaged: start a new run"
      )
    }
  }

  /// Checks that a text is as it was recorded under `name`.
  ///
  /// - Throws: `corrupt`.
  func verify(_ text: String, _ digest: Int64, name: String, place: String) throws(StoreError) {
    guard Digest.of(name, text) != digest else { return }
    throw StoreError(
      kind: .corrupt, message: "\(path) is damaged: \(place) is not what was recorded",
      hint: "check the disk; other runs may be sound, start this one anew")
  }

  /// Reads a value from JSON that may be missing.
  func optional<T: Decodable>(
    _ type: T.Type, from json: String?, place: String
  ) throws(StoreError) -> T? {
    guard let json else { return nil }
    return try value(type, from: json, place: place)
  }
}

@available(*, unavailable)
extension LedgerFile: Sendable {}
