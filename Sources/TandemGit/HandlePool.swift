import Synchronization

/// Open handles that nobody uses at the moment; one more is opened when all are in use.
final class HandlePool: Sendable {
  private let facts: RepositoryFacts
  private let isScratch: Bool
  private let idle = Mutex<[Handle]>([])

  init(_ facts: RepositoryFacts, isScratch: Bool) {
    self.facts = facts
    self.isScratch = isScratch
  }

  /// Runs `body` with a handle that no other thread has.
  func withHandle<T>(_ body: (Handle) throws(GitError) -> T) throws(GitError) -> T {
    let handle: Handle
    if let waiting = idle.withLock({ $0.popLast() }) {
      handle = waiting
    } else {
      handle = try Handle(facts, isScratch: isScratch)
    }
    defer {
      handle.forget()
      idle.withLock { $0.append(handle) }
    }
    return try body(handle)
  }
}
