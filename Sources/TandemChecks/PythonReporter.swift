import FoundationEssentials
import TandemCore
import TandemWorkspace

/// A reporter module of ours for one invocation: the files it needs, and how its results are read.
///
/// Module, plan and result file carry the invocation's random token, so that no file of the
/// repository can stand in for them and no result at a guessed path is read.
struct PythonReporter {
  /// The module's own part, after `Reporters/report.py`.
  enum Module {
    case pytest
    case unittest
  }

  /// What the reporter is told to run; the fields that a module does not know stay nil.
  struct Plan: Encodable {
    /// Keep only these ids and what lies below them.
    var ids: [String]?
    /// pytest: the files to collect, in place of the command's own.
    var files: [String]?
    /// unittest: run this file as the main program, with `arguments`.
    var script: String?
    /// unittest: arguments of the script, or of `python -m unittest` where there is none.
    var arguments: [String]?
    /// unittest: folders to discover in, each with the folder that its modules are named from.
    var roots: [[String]]?
    /// unittest: path and dotted name of each module to load, in place of discovery.
    var modules: [[String]]?
    /// unittest: what test files are called.
    var pattern: String?
  }

  let module: Module
  let token: String

  /// The module's name, for `-p`.
  var name: String { "tandem_" + token }
  /// The module's path as the command sees it.
  var path: String { "{tools}/" + name + ".py" }
  private var resultFile: String { name + ".jsonl" }

  /// What the reporter takes out of the environment before a test sees it.
  var environment: [String: String] { ["TANDEM_REPORT": "{results}/" + resultFile] }

  /// The module and its plan.
  func tools(_ plan: Plan) -> [String: String] {
    let own =
      switch module {
      case .pytest: PackageResources.pytest_reporter_py
      case .unittest: PackageResources.unittest_reporter_py
      }
    let source = PackageResources.report_py + [UInt8(ascii: "\n")] + own
    // A plan of strings always encodes.
    let json = (try? JSONEncoder().encode(plan)) ?? Data()
    return [
      name + ".py": String(decoding: source, as: UTF8.self),
      name + ".json": String(decoding: json, as: UTF8.self),
    ]
  }

  /// Reads what the command left, and decides whether to believe it.
  ///
  /// - Parameter diagnosis: What the adapter knows about a run without any result file.
  func read(
    _ result: WorkspaceResult, shown: String, runner: String,
    diagnosis: (CommandResult) -> String? = { _ in nil }
  ) -> TestRun {
    let command = result.command
    let log = result.collected[resultFile].map(ReporterLog.init)
    var results = log?.results ?? []
    let place = log?.running.map { " while running \($0)" } ?? ""
    func died(_ errorClass: String, _ message: String) {
      guard let test = log?.running else { return }
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
    case .exited(let code) where code > 128 && log?.end == nil && Signal.known[code - 128] != nil:
      // How a shell or bubblewrap hands on that a signal ended its child.
      ending = crashed(by: code - 128)
    case .exited(let code):
      if log?.end == nil {
        died("ProcessExit", "the process exited with \(code) while this test ran")
      }
      ending = self.ending(exit: code, log: log, place: place) {
        diagnosis(command) ?? Self.lastLine(of: command.output).map { "exit \(code): " + $0 }
          ?? "exit \(code), no output"
      }
    }
    return TestRun(
      command: shown, runner: runner, ending: ending, results: results, seconds: command.seconds,
      output: Bounds.tail(command.output, 8_000))
  }

  /// The ending of a run that exited by itself.
  private func ending(
    exit code: Int32, log: ReporterLog?, place: String, diagnosis: () -> String
  ) -> TestRun.Ending {
    guard let log else { return .broken(reason: "no result file was left (\(diagnosis()))") }
    if let defect = log.defect { return .broken(reason: defect) }
    guard let end = log.end else {
      return .broken(
        reason: "the result file has no end: the process left with exit \(code)" + place)
    }
    switch end.exit {
    case 2: return .broken(reason: "pytest was interrupted (\(diagnosis()))")
    case 3: return .broken(reason: "pytest failed inside itself (\(diagnosis()))")
    case 4: return .broken(reason: "pytest could not use its arguments (\(diagnosis()))")
    default: return .completed
    }
  }

  /// The last line that says something.
  private static func lastLine(of output: String) -> String? {
    let tail = Bounds.tail(output, 4_000)
    let lines = tail.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return lines.last { !$0.allSatisfy { $0 == UInt8(ascii: " ") } }
      .flatMap { Substring($0) }.map { Bounds.head(String($0), 300) }
  }
}
