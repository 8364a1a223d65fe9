package import TandemCore
package import TandemWorkspace

/// Runs vitest and reads its JSON report, whose form is jest's.
///
/// Tried on documented output only: vitest could not be had where this was built.
package struct VitestAdapter: TestAdapter {
  /// `vitest`.
  package let name = "vitest"
  /// Always: the report tells each test.
  package let reportsEachTest = true
  private let runner: ScriptRunner

  /// Makes an adapter for a project's script.
  init(_ script: NodeScript, directory: RepositoryFolder) {
    runner = ScriptRunner(
      script, directory: directory,
      dropped: ["run", "--run", "watch", "--watch", "dev", "--coverage", "-u", "--bail"])
  }

  /// `vitest` with the options of the project's own script, without files.
  package var commandLine: [String] {
    runner.options.prefix(1) + ["run"] + runner.options.dropFirst()
  }

  /// Returns files and a pattern of names as vitest takes them.
  package func arguments(for selection: TestSelection) -> [String] {
    if selection == .whole { return runner.patterns }
    let pattern = runner.namePattern(of: selection).map { ["--testNamePattern", $0] } ?? []
    return pattern + runner.files(of: selection)
  }

  /// Returns the command, which runs once.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let tool = "tandem_" + invocation.token
    let own = ["--reporter=json", "--outputFile={results}/\(tool).json"]
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
