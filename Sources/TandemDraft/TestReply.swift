import TandemCore

/// A test run as the `run_tests` tool answers it.
enum TestReply {
  /// Whether an answer tells of no red test.
  static func isGreen(_ text: String) -> Bool { text.utf8.firstRange(of: ", 0 failed".utf8) != nil }

  static func text(for run: TestRun, named: [String] = []) -> String {
    switch run.ending {
    case .completed: break
    case .timedOut(let seconds):
      return "stopped after \(Int(seconds)) s without an end. The last output:\n"
        + FailureDigest.tail(run.output, 2_000)
    case .broken(let reason):
      return "the test run broke: \(reason). The last output:\n"
        + FailureDigest.tail(run.output, 3_000)
    }
    if run.results.isEmpty {
      return named.isEmpty
        ? "no test ran"
        : "no test is called \(named.joined(separator: ", ")); give ids as the "
          + "failing tests above are written, or test files"
    }
    let passed = run.results.count { $0.status == .passed }
    let skipped = run.results.count { $0.status == .skipped }
    let red = run.red.count
    let summary = "\(passed) passed, \(red) failed, \(skipped) skipped"
    return red == 0 ? summary : summary + "\n\n" + FailureDigest.text(for: run.results)
  }
}
