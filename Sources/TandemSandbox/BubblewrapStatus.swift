import CLinux
import Glibc
import TandemCore

/// What bubblewrap reports of itself on `--json-status-fd`: the sandbox's first process, and
/// whether the command ever ran.
final class BubblewrapStatus {
  private let pipe: Descriptor
  private var text = ""

  /// Reads from the pipe bubblewrap writes to.
  init(_ pipe: Descriptor) { self.pipe = pipe }

  /// Ends every process in the sandbox; false where it is not up yet.
  func endSandbox() -> Bool {
    guard let first = number("child-pid"), let process = pid_t(exactly: first) else { return false }
    let result = tandem_pidfd_open(process)
    guard result >= 0 else { return false }
    return tandem_signal(Descriptor(owning: result).number, SIGKILL) == 0
  }

  /// Why the command never ran, where that is so.
  func refusal(_ ended: RunningCommand.Ended, program: String) -> CommandFailure? {
    let output = ended.output.text
    let firstLine = output.prefix { !$0.isNewline }
    // The command's own process says this when it cannot become the program. A command that
    // prints it itself gains only that it is not believed.
    if ended.code == 1, firstLine.hasPrefix("bwrap: execvp \(program): ") {
      return CommandFailure(
        message: "\(program) cannot be started in the sandbox: "
          + firstLine.dropFirst("bwrap: execvp \(program): ".count),
        hint: "is it on PATH, or in a folder that sandbox.bind must show?")
    }
    if number("exit-code") == nil {
      return SandboxRefusal(bubblewrapOutput: String(firstLine), signal: ended.signal)
        .asCommandFailure
    }
    return nil
  }

  private func number(_ key: String) -> Int? {
    while let bytes = pipe.available(limit: 4096), !bytes.isEmpty {
      text += String(decoding: bytes, as: UTF8.self)
    }
    guard let range = text.firstRange(of: "\"\(key)\": ") else { return nil }
    return Int(text[range.upperBound...].prefix { $0.isNumber })
  }
}
