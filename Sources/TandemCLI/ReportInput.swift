import TandemCore
import TandemTriage

/// The report that a command was given, with the logs that belong to it.
enum ReportInput {
  /// Reads a file or standard input.
  ///
  /// - Throws: `CommandError` (usage) or `ReportError`.
  static func read(_ arguments: Arguments, _ host: Host) throws -> BugReport {
    guard let path = arguments.positional.first else {
      throw CommandError.usage(
        "which report?", "give a file, or - for standard input: tandem fix issue.md")
    }
    if path == "-", host.isInputTerminal {
      host.printError("reading the report from the terminal; end it with Ctrl-D")
    }
    let bytes = try InputFile.read(path, limit: ReportReader.limit, host: host)
    let report = try ReportReader.read(bytes, source: path == "-" ? "standard input" : path)
    return report.attaching(
      try arguments.logs.map { log in
        let bytes = try InputFile.read(log, limit: AttachedLog.limit, host: host)
        guard bytes.count <= AttachedLog.limit else {
          throw CommandError.usage("\(log) is larger than 16 MB", "keep the part around the error")
        }
        return AttachedLog(
          name: log.split(separator: "/").last.map(String.init) ?? log, bytes: bytes)
      })
  }
}
