import FoundationEssentials
package import TandemCore
import TandemSQLite

/// The journal, the ledger and the budget account of one state folder.
///
/// What it has recorded is on the disk before the call returns. It runs on a thread of its own and
/// knows nothing of the pipeline: steps are keys and JSON.
package actor Store {
  let ledger: LedgerFile
  /// Wall seconds since 1970.
  let now: @Sendable () -> Double
  private let executor: StoreExecutor

  /// The thread that it runs on.
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  /// Opens the store of a state folder, making what is missing.
  ///
  /// - Parameters:
  ///   - folder: where `ledger.sqlite` lies; made with mode 0700.
  ///   - account: the user's budget over several repositories.
  ///   - now: wall seconds since 1970.
  /// - Throws: `StoreError` where the folder is on a network file system, cannot be written or is
  ///   full, or the file is damaged, of another program or of a newer Tandem.
  package static func open(
    folder: String, account: SpendingAccount? = nil,
    now: @Sendable @escaping () -> Double = { Date().timeIntervalSince1970 }
  ) async throws(StoreError) -> Store {
    let executor = StoreExecutor()
    let opened = await executor.run { () -> sending Result<LedgerFile, StoreError> in
      do throws(StoreError) {
        return .success(try LedgerFile(folder: folder, account: account))
      } catch {
        return .failure(error)
      }
    }
    return Store(executor: executor, ledger: try opened.get(), now: now)
  }

  private init(
    executor: StoreExecutor, ledger: sending LedgerFile, now: @Sendable @escaping () -> Double
  ) {
    self.executor = executor
    self.ledger = ledger
    self.now = now
  }

  /// From now on writes down no form of a secret, wherever it comes from.
  package func conceal(_ redaction: Redaction) { ledger.redaction = redaction }

  /// Runs `work` on the store's thread and blocks the calling one, which must be another.
  nonisolated func blocking<T: Sendable>(
    _ work: @Sendable (isolated Store) throws(StoreError) -> T
  ) throws(StoreError) -> T {
    try executor.runBlocking { () throws(StoreError) -> T in
      let result = self.assumeIsolated { store -> Result<T, StoreError> in
        do throws(StoreError) { return .success(try work(store)) } catch { return .failure(error) }
      }
      return try result.get()
    }
  }

  /// Returns what is wrong with the files' structure; empty where they are sound.
  ///
  /// - Throws: `StoreError` where they cannot even be read.
  package func problems() throws(StoreError) -> [String] {
    try ledger.attempt { try $0.integrityProblems() }
  }
}
