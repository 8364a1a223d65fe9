import TandemCore
import TandemReport

/// Where a run's events go: lines for people on standard error, or JSON lines on standard output.
struct ProgressPrinter: Sendable {
  let host: Host
  let asJSON: Bool
  let isQuiet: Bool
  let cap: MicroDollars

  /// Prints one event.
  func print(_ event: RunEvent) {
    if asJSON {
      if let line = try? JSONLine.of(event) { host.print(line) }
      return
    }
    // Nobody waits for a piped line that a step has begun.
    if case .stepStarted = event, !host.isErrorTerminal { return }
    guard !isQuiet, let line = ProgressLine.text(event, cap: cap) else { return }
    host.printError(line)
  }
}
