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
  /// Whether the last line is a step under way.
  private let isOpen = Mutex(false)

  init(host: Host, asJSON: Bool, isQuiet: Bool, cap: MicroDollars) {
    self.host = host
    self.asJSON = asJSON
    self.isQuiet = isQuiet
    self.cap = cap
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
        // Nobody waits for a piped line that a step has begun.
        if case .stepStarted = event { return }
        return host.printError(line)
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
