import TandemChecks
import TandemCore
import TandemWorkspace

/// What a command script left: its log, and every run's own files under the name it was kept by.
struct KeptRuns {
  /// The log's lines as words: a run's name or a candidate's number, then codes and milliseconds.
  let rows: [[Substring]]
  private let codes: [Substring: Int32]
  private let collected: [String: [UInt8]]
  private let adapter: any TestAdapter

  /// Reads the log of a script whose commands are `adapter`'s.
  init(_ result: WorkspaceResult, _ adapter: any TestAdapter) {
    rows = result.rows(CommandScript.log)
    codes = Dictionary(
      rows.compactMap { row in row.count > 1 ? Int32(row[1]).map { (row[0], $0) } : nil },
      uniquingKeysWith: { first, _ in first })
    collected = result.collected
    self.adapter = adapter
  }

  /// Whether a run of that name was made.
  func made(_ name: String) -> Bool { codes[name[...]] != nil }

  /// Whether a run of that name exited with 0.
  func passed(_ name: String) -> Bool { codes[name[...]] == 0 }

  /// A run as the adapter reads it; nil where it did not happen.
  func run(_ name: String, _ invocation: TestInvocation) -> TestRun? {
    let prefix = name + "."
    guard let output = collected[prefix + "out"] else { return nil }
    var files: [String: [UInt8]] = [:]
    for (file, bytes) in collected where file.hasPrefix(prefix) {
      files[String(file.dropFirst(prefix.count))] = bytes
    }
    // Of a candidate only those are kept that exited with 0.
    let code = codes[name[...]] ?? 0
    let command = CommandResult(
      ending: code == 124 ? .timedOut : .exited(code),
      output: String(decoding: output, as: UTF8.self), seconds: 0)
    return adapter.parse(WorkspaceResult(command: command, collected: files), of: invocation)
  }
}

extension WorkspaceResult {
  /// The lines of a result file as words; none where it is missing.
  func rows(_ name: String) -> [[Substring]] {
    let text = collected[name].map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: "\n").map { $0.split(separator: " ") }
  }
}
