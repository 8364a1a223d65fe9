/// The names of the signals that end a process, by their numbers on Linux (signal(7)).
enum Signal {
  /// The signals that a crash or a limit sends.
  static let known: [Int32: String] = [
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS",
    8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
    24: "SIGXCPU", 25: "SIGXFSZ", 31: "SIGSYS",
  ]

  /// The signal's name, or its number where it has none here.
  static func name(_ number: Int32) -> String { known[number] ?? "signal \(number)" }
}
