package import TandemCore
package import TandemWorkspace

/// Runs mocha with a reporter of ours and reads its report, test by test.
///
/// Not mocha's own JSON: that is written at the end, and does not tell which test a process died in.
package struct MochaAdapter: TestAdapter {
  /// `mocha`.
  package let name = "mocha"
  /// Always: the reporter tells each test.
  package let reportsEachTest = true
  let runner: ScriptRunner

  /// Makes an adapter for a project's script.
  init(_ script: NodeScript, directory: RepositoryFolder) {
    runner = ScriptRunner(
      script, directory: directory, dropped: ["--bail", "-b", "--watch", "-w", "--parallel", "-p"])
  }

  /// `mocha` with the options of the project's own script, without files.
  package var commandLine: [String] { runner.options }

  /// Returns files and a pattern of names as mocha takes them.
  package func arguments(for selection: TestSelection) -> [String] {
    if selection == .whole { return runner.patterns }
    let pattern = runner.namePattern(of: selection).map { ["--grep", $0] } ?? []
    return pattern + runner.files(of: selection)
  }

  /// Returns the command, with our reporter in place of the script's.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let tool = "tandem_" + invocation.token
    let own = ["--no-bail", "--reporter", "{tools}/\(tool).cjs"]
    var command = runner.command(
      commandLine + own + arguments(for: invocation.selection), for: invocation)
    command.environment["TANDEM_REPORT"] = "{results}/\(tool).jsonl"
    command.tools = [
      tool + ".cjs": String(decoding: PackageResources.mocha_reporter_cjs, as: UTF8.self)
    ]
    return command
  }

  /// Reads the reporter's lines.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    let file = "tandem_" + invocation.token + ".jsonl"
    var reading = RunReading(log: result.collected[file].map(ReporterLog.init))
    reading.keep(invocation.selection)
    return reading.run(
      result.command, shown: shown(invocation.selection), runner: name)
  }

  /// Whether `path` is a test file by custom or by the script.
  package func canRun(_ path: String) -> Bool { runner.canRun(path) }

  /// Whether `path` is a script below the folder.
  package func speaksFor(_ path: String) -> Bool { runner.speaksFor(path) }

  /// Returns the path before the first `::`, told from the top of the repository.
  package func file(of test: TestID) -> String? { runner.file(of: test) }
}
