@preconcurrency import Glibc
import TandemCore

/// The process's surroundings as values: the one place that reads the environment and prints.
package struct Host: Sendable {
  /// The environment variables.
  let environment: [String: String]
  /// The current directory.
  let directory: String
  /// Columns of the terminal that shows standard error; nil where nobody watches it.
  let errorColumns: Int?
  /// Whether a person could answer at standard input.
  let isInputTerminal: Bool
  /// The real user and group ids.
  let userID: UInt32
  let groupID: UInt32
  /// Writes a text and a line feed to standard output.
  let print: @Sendable (String) -> Void
  /// Writes a text and a line feed to standard error.
  let printError: @Sendable (String) -> Void
  /// Writes a text to standard error as it is, for a line that will be written over.
  let writeError: @Sendable (String) -> Void

  /// The running process.
  package static func process() -> Host {
    var environment: [String: String] = [:]
    var entry = environ
    while let variable = entry.pointee {
      let parts = String(cString: variable).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { environment[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    let here = getcwd(nil, 0)
    defer { free(here) }
    return Host(
      environment: environment, directory: here.map { String(cString: $0) } ?? "/",
      errorColumns: columns(environment), isInputTerminal: isatty(0) == 1, userID: getuid(),
      groupID: getgid(),
      print: { Self.write($0 + "\n", to: 1) }, printError: { Self.write($0 + "\n", to: 2) },
      writeError: { Self.write($0, to: 2) })
  }

  private static func columns(_ environment: [String: String]) -> Int? {
    guard isatty(2) == 1, environment["TERM"] != "dumb" else { return nil }
    var size = winsize()
    return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 20 ? Int(size.ws_col) : 80
  }

  /// The same surroundings, whose output never shows `secrets`.
  func redacting(_ secrets: [Secret]) -> Host {
    let redaction = Redaction(secrets)
    let (print, printError, writeError) = (print, printError, writeError)
    return Host(
      environment: environment, directory: directory, errorColumns: errorColumns,
      isInputTerminal: isInputTerminal, userID: userID, groupID: groupID,
      print: { print(redaction.redact($0)) }, printError: { printError(redaction.redact($0)) },
      writeError: { writeError(redaction.redact($0)) })
  }

  /// The user's home, as the environment says it.
  var home: String { environment["HOME"] ?? "/nonexistent" }

  /// A path typed by the user, made absolute.
  func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path == "~" || path.hasPrefix("~/") { return home + path.dropFirst() }
    return path == "." ? directory : directory + "/" + path
  }

  /// Writes everything; a reader that went away is not an error worth a word.
  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}
