import TandemReport

/// An error as a person sees it: what happened, what to do, and the exit code of its kind.
struct CommandError: Error, Sendable, Equatable {
  /// What went wrong, in one or more sentences.
  let message: String
  /// What to do next.
  let hint: String?
  /// The documented exit code.
  let exitCode: Int32

  /// A mistake in the arguments or the configuration.
  static func usage(_ message: String, _ hint: String? = nil) -> CommandError {
    CommandError(message: message, hint: hint, exitCode: 2)
  }

  /// A fault of the environment, worth repeating.
  static func environment(_ message: String, _ hint: String? = nil) -> CommandError {
    CommandError(message: message, hint: hint, exitCode: 5)
  }

  /// Something asked for cannot be done in this state.
  static func refused(_ message: String, _ hint: String? = nil) -> CommandError {
    CommandError(message: message, hint: hint, exitCode: 1)
  }

  /// The lines on standard error; what they quote of others steers no terminal.
  var text: String {
    LogText.block(hint.map { "tandem: \(message)\n        \($0)" } ?? "tandem: \(message)")
  }
}
