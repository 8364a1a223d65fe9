import FoundationEssentials
import TandemCore

/// What a reporter of ours wrote during a run: one JSON object a line (`Reporters/report.py`).
///
/// The file is hostile data: the code under test runs in the reporter's process.
struct ReporterLog {
  /// One result a test, the worst where a test was reported twice.
  private(set) var results: [TestResult] = []
  /// The test that was started and never finished.
  private(set) var running: TestID?
  /// The runner's totals, from the last line; nil where the file has no end.
  private(set) var end: Totals?
  /// Why the file contradicts itself, where it does.
  private(set) var defect: String?

  /// The totals of the last line.
  struct Totals: Decodable {
    /// Lines that tell a result.
    var end: Int
    /// Tests that pytest collected and kept.
    var collected: Int?
    /// Collected tests that were reported.
    var finished: Int?
    /// The exit code that pytest decided on.
    var exit: Int?
    /// Whether unittest stopped before its last test.
    var stopped: Bool?
  }

  /// Reads a result file.
  init(_ bytes: [UInt8]) {
    var byTest: [TestID: TestResult] = [:]
    var lines = 0
    defect = read(bytes, &byTest, &lines)
    results = byTest.values.sorted { $0.id < $1.id }
    guard defect == nil, let end else { return }
    if end.end != lines {
      defect = "the result file holds \(lines) results and its end counts \(end.end)"
    } else if let collected = end.collected, let finished = end.finished, finished < collected {
      defect = "only \(finished) of \(collected) collected tests were reported"
    } else if end.stopped == true {
      defect = "the runner stopped before its last test"
    }
  }

  /// Reads line by line; returns what is wrong with the first line that is no reporter's.
  private mutating func read(
    _ bytes: [UInt8], _ byTest: inout [TestID: TestResult], _ lines: inout Int
  ) -> String? {
    let decoder = JSONDecoder()
    var isFirst = true
    // Line by line, not split at once: a hostile file may be one of many short lines.
    var rest = bytes[...]
    while !rest.isEmpty {
      let newline = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      let text = rest[..<newline]
      rest = rest[newline...].dropFirst()
      if text.isEmpty { continue }
      guard end == nil else { return "something was written after the result file's end" }
      let line = try? decoder.decode(Line.self, from: Data(text))
      if isFirst {
        guard line?.tandem == 1 else {
          return "the result file does not begin as a reporter's does"
        }
        isFirst = false
      } else if let started = line?.started {
        running = TestID(started)
      } else if let result = line?.result {
        lines += 1
        if running == result.id { running = nil }
        byTest[result.id] = byTest[result.id].map { Self.worse($0, result) } ?? result
      } else if line?.end != nil {
        end = try? decoder.decode(Totals.self, from: Data(text))
      } else {
        return "the result file holds a line that is no reporter's"
      }
    }
    return nil
  }

  /// Red beats skipped, skipped beats passed: a test counts as its worst report.
  private static func worse(_ a: TestResult, _ b: TestResult) -> TestResult {
    func rank(_ status: TestStatus) -> Int {
      switch status {
      case .passed: 0
      case .skipped: 1
      case .failed, .error: 2
      }
    }
    return rank(b.status) > rank(a.status) ? b : a
  }

  /// One line; which fields it has tells its kind.
  private struct Line: Decodable {
    var tandem: Int?
    var started: String?
    var test: String?
    var status: TestStatus?
    var seconds: Double?
    var `class`: String?
    var message: String?
    var trace: String?
    var end: Int?

    var result: TestResult? {
      guard let test, let status else { return nil }
      let failure =
        status.isRed
        ? TestFailure(
          errorClass: Bounds.head(`class` ?? "", 200), message: Bounds.head(message ?? "", 500),
          trace: Bounds.tail(trace ?? "", 4_000))
        : nil
      return TestResult(id: TestID(test), status: status, seconds: seconds, failure: failure)
    }
  }
}
