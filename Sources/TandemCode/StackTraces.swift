package import TandemCore

/// Finds the stack frames that a text quotes, in the forms of many languages' runtimes.
///
/// A report mixes prose, logs and traces, so every line is asked alone; only forms that are told
/// by two lines (Python's `File …`, Go's function over its path, Rust's and Swift's `at`) look at
/// their neighbour. Frames come out innermost last within each trace, whatever way the runtime
/// prints them.
package enum StackTraces {
  /// Returns the frames of every trace in `text`, trace by trace, innermost last.
  ///
  /// Only the first 2,000 frames are kept, and lines of more than 2,000 bytes are passed over.
  package static func frames(in text: String) -> [StackFrame] {
    var frames: [StackFrame] = []
    var trace: [StackFrame] = []
    var isInnermostFirst = false
    /// The function named by the line before, for the two-line forms.
    var pending: String?
    func close() {
      frames += isInnermostFirst ? trace.reversed() : trace
      trace = []
    }
    for bytes in text.utf8.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 10 }) {
      guard frames.count + trace.count < 2000 else { break }
      guard bytes.count <= 2000 else { continue }
      let line = TraceLine(String(Substring(bytes)))
      if let found = line.frame(under: pending) {
        if found.innermostFirst != isInnermostFirst, !trace.isEmpty { close() }
        isInnermostFirst = found.innermostFirst
        trace.append(found.frame)
        pending = nil
      } else {
        pending = line.functionHeading
        if line.beginsTrace { close() }
      }
    }
    close()
    return frames
  }
}
