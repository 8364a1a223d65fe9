import TandemCore
import TandemWorkspace

/// A runner's own output as a result file: the command's output is cut in its middle when long.
struct CapturedOutput {
  /// The file's name.
  let name: String
  /// What goes into the file.
  let streams: Streams

  /// Which of a runner's streams hold its results.
  enum Streams {
    /// Standard output; what goes to the other stays the command's output.
    case output
    /// Both, in the order they were written.
    case both
  }

  /// Names the file after an invocation.
  init(_ invocation: TestInvocation, _ streams: Streams) {
    name = "tandem_" + invocation.token + ".txt"
    self.streams = streams
  }

  /// Returns a command that runs `words` and keeps what it prints.
  func command(_ words: [String]) -> [String] {
    let both = streams == .both ? " 2>&1" : ""
    return ["/bin/sh", "-c", "exec \"$@\" >\"$0\"" + both, "{results}/" + name] + words
  }

  /// What the runner printed, leniently decoded; nil where it is missing or too large.
  func text(in result: WorkspaceResult) -> String? {
    result.collected[name].map { String(decoding: $0, as: UTF8.self) }
  }

  /// The command's result with what was kept back in its output, for people.
  func shown(_ result: WorkspaceResult) -> CommandResult {
    var command = result.command
    if let bytes = result.collected[name] {
      command.output += String(decoding: bytes.suffix(16_000), as: UTF8.self)
    }
    return command
  }
}
