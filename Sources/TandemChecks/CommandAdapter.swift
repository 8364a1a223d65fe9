package import TandemCore
package import TandemWorkspace

/// Runs a configured command that no other adapter knows: its exit code is one coarse result.
///
/// It cannot select, and a code under test that exits with 0 looks green: reports label it so.
package struct CommandAdapter: TestAdapter {
  /// `exit code`.
  package let name = "exit code"
  /// Never: only the whole command's exit code is known.
  package let reportsEachTest = false
  /// The configured command.
  package let commandLine: [String]
  private let directory: RepositoryFolder

  /// Makes an adapter that runs `command` in `directory` of the repository, empty for its top.
  package init(command: [String], directory: String = "") {
    commandLine = command
    self.directory = RepositoryFolder(directory)
  }

  /// Nothing: the command is always run as it is.
  package func arguments(for selection: TestSelection) -> [String] { [] }

  /// Returns the configured command.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    WorkspaceCommand(
      arguments: commandLine, directory: directory.path, environment: invocation.environment,
      changes: invocation.changes, deadline: invocation.deadline)
  }

  /// Reads the exit code: one result, named after the command.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    let command = result.command
    let shown = shown(invocation.selection)
    func coarse(_ errorClass: String?) -> [TestResult] {
      let failure = errorClass.map { errorClass in
        TestFailure(
          errorClass: errorClass, message: "only the exit code of this command is known",
          trace: Bounds.tail(command.output, 4_000))
      }
      return [
        TestResult(
          id: TestID(shown), status: failure == nil ? .passed : .failed, seconds: command.seconds,
          failure: failure)
      ]
    }
    let ending: TestRun.Ending
    let results: [TestResult]
    switch command.ending {
    case .exited(let code):
      (ending, results) = (.completed, coarse(code == 0 ? nil : "exit \(code)"))
    case .signalled(let number):
      let signal = Signal.name(number)
      (ending, results) = (.broken(reason: "the command was ended by \(signal)"), coarse(signal))
    case .outOfMemory:
      (ending, results) = (
        .broken(reason: "the command used too much memory"), coarse("OutOfMemory")
      )
    case .timedOut:
      (ending, results) = (.timedOut(seconds: command.seconds), coarse("Timeout"))
    }
    return TestRun(
      command: shown, runner: name, ending: ending, results: results, seconds: command.seconds,
      output: Bounds.tail(command.output, 8_000))
  }

  /// No file can be given to it.
  package func canRun(_ path: String) -> Bool { false }

  /// No kind of file is known.
  package func speaksFor(_ path: String) -> Bool { false }

  /// No test is known.
  package func file(of test: TestID) -> String? { nil }
}
