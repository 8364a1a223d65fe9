import Synchronization
import TandemCore
import TandemReport

/// Where a run's events go: lines for people on standard error, or JSON lines on standard output.
///
/// On a terminal the step that is under way is the last line, written over when it ends.
final class ProgressPrinter: Sendable {
  private let host: Host
  private let asJSON: Bool
  private let isQuiet: Bool
  private let cap: MicroDollars
  /// Whether nobody watches, but somebody will read all of it.
  private let isLog: Bool
  /// Whether the last line is a step under way.
  private let isOpen = Mutex(false)

  init(host: Host, asJSON: Bool, isQuiet: Bool, cap: MicroDollars, isLog: Bool = false) {
    self.host = host
    self.asJSON = asJSON
    self.isQuiet = isQuiet
    self.cap = cap
    self.isLog = isLog
  }

  /// Prints one event.
  func print(_ event: RunEvent) {
    if asJSON {
      if let line = try? JSONLine.of(event) { host.print(line) }
      return
    }
    guard !isQuiet, let line = ProgressLine.text(event, cap: cap) else { return }
    isOpen.withLock { isOpen in
      let clear = isOpen ? "\r\u{1B}[K" : ""
      isOpen = false
      guard let columns = host.errorColumns else {
        if isLog ? !event.isStart : event.isFact { host.printError(line) }
        return
      }
      if case .stepStarted = event {
        host.writeError(clear + line.prefix(columns - 1))
        isOpen = true
      } else {
        host.writeError(clear + line + "\n")
      }
    }
  }
}

extension RunEvent {
  /// Whether it says only that something began.
  fileprivate var isStart: Bool {
    if case .stepStarted = self { true } else { false }
  }

  /// Whether it is worth a line where nobody watches: what is worked on, and what is not.
  fileprivate var isFact: Bool {
    switch self {
    case .started, .notice: true
    case .stepStarted, .stepFinished, .modelCall, .decided, .finished: false
    }
  }
}
