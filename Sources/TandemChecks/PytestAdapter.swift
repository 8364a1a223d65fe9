package import TandemCore
package import TandemWorkspace

/// Runs pytest with a plugin of ours and reads its report, test by test.
///
/// Ids are node ids told from the folder that the tests run in, as pytest accepts them there.
package struct PytestAdapter: TestAdapter {
  /// `pytest`.
  package let name = "pytest"
  /// Always: the plugin reports each test.
  package let reportsEachTest = true
  /// `python3 -m pytest`, or what the configuration says.
  package let commandLine: [String]
  private let directory: RepositoryFolder
  private let sources: [String]

  /// Makes an adapter.
  ///
  /// - Parameters:
  ///   - command: The command without any files, as configured or found.
  ///   - directory: Where it runs, in the repository; empty for its top.
  ///   - sources: Folders that modules are imported from, told from `directory` (`src`).
  package init(
    command: [String] = ["python3", "-m", "pytest"], directory: String = "", sources: [String] = []
  ) {
    commandLine = command
    self.directory = RepositoryFolder(directory)
    self.sources = sources
  }

  /// Returns files and node ids as pytest takes them.
  package func arguments(for selection: TestSelection) -> [String] {
    switch selection {
    case .whole: []
    case .files(let paths): paths.map(directory.relative)
    case .tests(let tests): tests.map(\.name)
    }
  }

  /// Returns the command: the files on the command line, the ids in the plugin's plan.
  ///
  /// Ids are not handed to pytest itself, which runs nothing at all when one of them is gone.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let reporter = PythonReporter(module: .pytest, token: invocation.token)
    var plan = PythonReporter.Plan()
    switch invocation.selection {
    case .whole: break
    case .files(let paths): plan.files = paths.map(directory.relative)
    case .tests(let tests):
      plan.ids = tests.map(\.name)
      plan.files = Set(tests.map { Self.path(of: $0) }).sorted()
    }
    let options = [
      "-p", reporter.name, "--maxfail=0", "--continue-on-collection-errors", "--tb=short",
    ]
    var environment = invocation.environment
    environment.merge(reporter.environment) { $1 }
    environment["PYTHONPATH"] = PythonPath.joined(environment["PYTHONPATH"], sources + ["{tools}"])
    return WorkspaceCommand(
      // Ids are hostile: one that begins with a dash must not become an option.
      arguments: commandLine + options
        + (plan.files ?? []).map { $0.hasPrefix("-") ? "./" + $0 : $0 },
      directory: directory.path,
      environment: environment, changes: invocation.changes, tools: reporter.tools(plan),
      deadline: invocation.deadline)
  }

  /// Reads the plugin's report.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    PythonReporter(module: .pytest, token: invocation.token).read(
      result, shown: shown(invocation.selection), runner: name
    ) { command in
      command.output.utf8.count < 100_000 && command.output.contains("No module named pytest")
        ? "this Python has no pytest: install it into the environment, or set `tests.setup`" : nil
    }
  }

  /// Whether `path` is a Python test module in the tests' folder.
  package func canRun(_ path: String) -> Bool {
    TestFiles.isPythonTest(path) && directory.contains(path)
  }

  /// Returns the path before the first `::`, told from the top of the repository.
  package func file(of test: TestID) -> String? { directory.absolute(Self.path(of: test)) }

  private static func path(of test: TestID) -> String { TestPath.before(test) }
}
