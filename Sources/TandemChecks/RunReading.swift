import TandemCore

/// Results as a runner told them, held against how its command ended.
struct RunReading {
  /// What was told, one result a test.
  var results: [TestResult] = []
  /// The test that was started and never finished.
  var running: TestID?
  /// Why the results cannot be whole; nil where they are.
  var defect: String?
  /// Red tests that ran without being asked for: they explain the exit code too.
  private var ignoredRed = 0

  /// What was told by hand.
  init(results: [TestResult] = [], running: TestID? = nil, defect: String? = nil) {
    self.results = results
    self.running = running
    self.defect = defect
  }

  /// What a reporter of ours wrote; nil where it left no file.
  init(log: ReporterLog?) {
    results = log?.results ?? []
    running = log?.running
    defect =
      log == nil
      ? "no result file was left"
      : log?.defect ?? (log?.end == nil ? "the result file has no end" : nil)
  }

  /// Returns the run of a runner that exits with 0 exactly where nothing is red.
  ///
  /// Results that contradict the exit code are not believed.
  ///
  /// - Parameter diagnosis: What the adapter knows about a command without results.
  func run(
    _ command: CommandResult, shown: String, runner: String,
    diagnosis: (CommandResult) -> String? = { _ in nil }
  ) -> TestRun {
    run(command, shown: shown, runner: runner, isWhole: defect == nil) { code in
      func said() -> String {
        diagnosis(command) ?? Self.lastLine(of: command.output, exit: code)
      }
      if let defect { return .broken(reason: "\(defect) (\(said()))") }
      let red = results.count { $0.status.isRed } + ignoredRed
      if code == 0, red > 0 {
        return .broken(reason: "\(red) tests are red and yet the runner exited with 0")
      }
      if code != 0, red == 0 {
        return .broken(reason: "no test is red and yet the runner failed (\(said()))")
      }
      return .completed
    }
  }

  /// Returns the run; `exited` judges a runner that ended by itself.
  ///
  /// - Parameter isWhole: Whether the runner had told everything when it ended.
  func run(
    _ command: CommandResult, shown: String, runner: String, isWhole: Bool,
    exited: (Int32) -> TestRun.Ending
  ) -> TestRun {
    var results = results
    let place = running.map { " while running \($0)" } ?? ""
    func died(_ errorClass: String, _ message: String) {
      guard let test = running else { return }
      let failure = TestFailure(
        errorClass: errorClass, message: message, trace: Bounds.tail(command.output, 4_000))
      results.removeAll { $0.id == test }
      results.append(TestResult(id: test, status: .failed, failure: failure))
    }
    func crashed(by number: Int32) -> TestRun.Ending {
      let signal = Signal.name(number)
      died(signal, "the process was ended by \(signal) while this test ran")
      return .broken(reason: "the runner was ended by \(signal)" + place)
    }
    let ending: TestRun.Ending
    switch command.ending {
    case .timedOut:
      died("Timeout", "the run was ended at its deadline while this test ran")
      ending = .timedOut(seconds: command.seconds)
    case .outOfMemory:
      died("OutOfMemory", "the run was ended for using too much memory while this test ran")
      ending = .broken(reason: "the runner used too much memory" + place)
    case .signalled(let number):
      ending = crashed(by: number)
    case .exited(let code) where code > 128 && !isWhole && Signal.known[code - 128] != nil:
      // How a shell or bubblewrap hands on that a signal ended its child.
      ending = crashed(by: code - 128)
    case .exited(let code):
      if !isWhole { died("ProcessExit", "the process exited with \(code) while this test ran") }
      ending = exited(code)
    }
    return TestRun(
      command: shown, runner: runner, ending: ending, results: results, seconds: command.seconds,
      output: Bounds.tail(command.output, 8_000))
  }

  /// Leaves out what was not asked for: runners that take files only run more than the ids given.
  mutating func keep(_ selection: TestSelection) {
    guard case .tests(let tests) = selection else { return }
    let wanted = Set(tests.map(\.name))
    let red = results.count { $0.status.isRed }
    defer { ignoredRed += red - results.count { $0.status.isRed } }
    results.removeAll { result in
      !wanted.contains(result.id.name)
        && !wanted.contains {
          result.id.name.hasPrefix($0 + "::") || result.id.name.hasPrefix($0 + ".")
        }
        // What could not be loaded stands for the tests in it.
        && !(result.status == .error && wanted.contains { $0.hasPrefix(result.id.name + "::") })
    }
  }

  /// The last line that says something, with the exit code.
  static func lastLine(of output: String, exit code: Int32) -> String {
    let tail = Bounds.tail(output, 4_000)
    let lines = tail.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return lines.last { !$0.allSatisfy { $0 == UInt8(ascii: " ") } }
      .flatMap { Substring($0) }.map { "exit \(code): " + Bounds.head(String($0), 300) }
      ?? "exit \(code), no output"
  }
}
