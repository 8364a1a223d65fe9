package import TandemCore
package import TandemWorkspace

/// Runs jest and reads its JSON report.
///
/// Tried with a jest 29 from Debian's packages; newer ones by their documentation.
package struct JestAdapter: TestAdapter {
  /// `jest`.
  package let name = "jest"
  /// Always: the report tells each test.
  package let reportsEachTest = true
  let runner: ScriptRunner

  /// Makes an adapter for a project's script.
  init(_ script: NodeScript, directory: RepositoryFolder) {
    runner = ScriptRunner(
      script, directory: directory,
      dropped: ["--watch", "--watchAll", "--coverage", "--bail", "-b", "--json", "-u"])
  }

  /// `jest` with the options of the project's own script, without files.
  package var commandLine: [String] { runner.options }

  /// Returns files and a pattern of names as jest takes them.
  package func arguments(for selection: TestSelection) -> [String] {
    if selection == .whole { return runner.patterns }
    let pattern = runner.namePattern(of: selection).map { ["--testNamePattern", $0] } ?? []
    return pattern + ["--runTestsByPath"] + runner.files(of: selection)
  }

  /// Returns the command, which writes no snapshots and no coverage.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let tool = "tandem_" + invocation.token
    let own = ["--ci", "--coverage=false", "--json", "--outputFile={results}/\(tool).json"]
    return runner.command(commandLine + own + arguments(for: invocation.selection), for: invocation)
  }

  /// Reads the report.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    ScriptReport.run(result, of: invocation, adapter: self)
  }

  /// Whether `path` is a test file by custom or by the script.
  package func canRun(_ path: String) -> Bool { runner.canRun(path) }

  /// Whether `path` is a script below the folder.
  package func speaksFor(_ path: String) -> Bool { runner.speaksFor(path) }

  /// Returns the path before the first `::`, told from the top of the repository.
  package func file(of test: TestID) -> String? { runner.file(of: test) }
}
