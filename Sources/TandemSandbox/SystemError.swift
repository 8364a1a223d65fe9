import Glibc
package import TandemCore

/// A system call that failed: which, and the kernel's own words.
package struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The call, or the path and the call.
  package var call: String
  /// The `errno`.
  package var code: Int32

  /// Names the call and its `errno`.
  package init(_ call: String, _ code: Int32) {
    self.call = call
    self.code = code
  }

  /// `open /x: No such file or directory`.
  package var description: String { "\(call): \(String(cString: strerror(code)))" }

  /// As the failure of a command that could not be started, with what to do where it is known.
  package var asCommandFailure: CommandFailure {
    let hint: String? =
      switch code {
      case ENOSPC, EDQUOT: "free some disk space, or point --state at a folder with more room"
      case EMFILE, ENFILE: "raise the limit of open files (ulimit -n) or run fewer at once"
      case EROFS, EACCES: "make the state folder writable, or choose another with --state"
      case EAGAIN, ENOMEM: "the machine is out of processes or memory; run fewer at once"
      default: nil
      }
    return CommandFailure(message: description, hint: hint)
  }
}
