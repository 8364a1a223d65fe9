import CCurl
import Synchronization

/// What other threads ask of the thread that owns the connections.
///
/// It is also the only road to that thread's handle from outside: waking it.
final class TransferInbox: Sendable {
  /// Something to be done on the owning thread.
  enum Command: Sendable {
    /// Begins an exchange.
    case start(id: Int, HTTPRequest, EventChannel)
    /// Ends an exchange and closes its connection, unless it is draining.
    case cancel(id: Int)
    /// Reads the rest for a moment, so that the connection can be used again.
    case drain(id: Int)
    /// Ends everything and the thread.
    case stop
  }

  private struct State {
    var commands: [Command] = []
    var isRunning = false
    /// The address of the handle to wake, while the thread lives.
    ///
    /// A number, since waking is the one call that libcurl allows from another thread.
    var multi: UInt?
    var lastID = 0
  }

  private let state = Mutex(State())

  /// A number that no other exchange of this inbox has.
  func nextID() -> Int {
    state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
  }

  /// Leaves a command and wakes the thread.
  func post(_ command: Command) {
    state.withLock { state in
      state.commands.append(command)
      if let multi = state.multi.flatMap(UnsafeMutableRawPointer.init(bitPattern:)) {
        curl_multi_wakeup(multi)
      }
    }
  }

  /// Takes all commands, oldest first.
  func take() -> [Command] {
    state.withLock { state in
      defer { state.commands = [] }
      return state.commands
    }
  }

  /// Starts the thread at the first use; false where the system has none to give.
  func startThread() -> Bool {
    state.withLock { state in
      if !state.isRunning { state.isRunning = OwnThread.start { TransferLoop.run(for: self) } }
      return state.isRunning
    }
  }

  /// Lends the thread's handle for waking, or takes it back.
  func lend(_ multi: UnsafeMutableRawPointer?) {
    let address = multi.map { UInt(bitPattern: $0) }
    state.withLock { $0.multi = address }
  }
}
