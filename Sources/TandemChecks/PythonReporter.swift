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
    let reading = RunReading(results: log?.results ?? [], running: log?.running)
    let place = log?.running.map { " while running \($0)" } ?? ""
    return reading.run(command, shown: shown, runner: runner, isWhole: log?.end != nil) { code in
      ending(exit: code, log: log, place: place) {
        diagnosis(command) ?? RunReading.lastLine(of: command.output, exit: code)
      }
    }
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
}
