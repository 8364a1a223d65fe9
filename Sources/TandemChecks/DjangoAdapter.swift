package import TandemCore
package import TandemWorkspace

/// Runs Django's test runner, `tests/runtests.py` or `manage.py test`, through a script of ours
/// that reports each test.
///
/// Ids are unittest's own: `expressions.tests.BasicExpressionsTests.test_case`. Files are handed
/// to Django as module labels; ids are kept by the reporter, as one that is gone fails the rest.
package struct DjangoAdapter: TestAdapter {
  /// `django`.
  package let name = "django"
  /// Always: the script reports each test.
  package let reportsEachTest = true
  private let launcher: [String]
  private let directory: RepositoryFolder
  private let script: String
  private let options: [String]
  private let labels: [String]
  private let sources: [String]
  private let modules: PythonModules

  /// Makes an adapter.
  ///
  /// - Parameters:
  ///   - launcher: The interpreter, with what starts it.
  ///   - directory: Where it runs, in the repository.
  ///   - script: `runtests.py` or `manage.py`, told from `directory`; labels are told from its folder.
  ///   - options: Arguments before the labels, always given.
  ///   - labels: The whole suite's labels; empty for what the script finds.
  ///   - sources: Folders that modules are imported from, told from `directory`.
  ///   - tests: The test files of the base tree.
  package init(
    launcher: [String] = ["python3"], directory: String, script: String, options: [String],
    labels: [String] = [], sources: [String] = [], tests: [String]
  ) {
    self.launcher = launcher
    self.directory = RepositoryFolder(directory)
    self.script = script
    self.options = options
    self.labels = labels
    self.sources = sources
    var modules = PythonModules()
    let home = Self.home(script, self.directory)
    for path in tests where home.contains(path) {
      modules.add(PythonPath.module(at: home.relative(path)), at: path)
    }
    self.modules = modules
  }

  /// `python3 runtests.py --parallel 1`.
  package var commandLine: [String] { launcher + [script] + options }

  /// Returns labels as Django takes them.
  package func arguments(for selection: TestSelection) -> [String] {
    switch selection {
    case .whole: labels
    case .files(let paths): paths.map { label(of: $0) }
    case .tests(let tests): tests.map(PythonModules.target)
    }
  }

  /// Returns the command: our script, which runs Django's as the main program.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let reporter = PythonReporter(module: .unittest, token: invocation.token)
    let todo: PythonReporter.Plan
    switch invocation.selection {
    case .whole: todo = plan(labels: labels)
    case .files(let paths):
      let gone = Set(invocation.changes.lazy.filter { $0.text == nil }.map(\.path))
      todo = selected(paths.filter { !gone.contains($0) }.map { label(of: $0) })
    case .tests(let tests):
      var modules = modules
      for change in invocation.changes where canRun(change.path) {
        let label = label(of: change.path)
        if change.text == nil { modules.remove(label) } else { modules.add(label, at: change.path) }
      }
      let files = Set(tests.compactMap { modules.path(of: $0) })
      todo = selected(files.sorted().map { label(of: $0) }, ids: tests)
    }
    var environment = invocation.environment
    environment.merge(reporter.environment) { $1 }
    environment["PYTHONPATH"] = PythonPath.joined(environment["PYTHONPATH"], sources)
    return WorkspaceCommand(
      arguments: launcher + [reporter.path], directory: directory.path, environment: environment,
      changes: invocation.changes, tools: reporter.tools(todo), deadline: invocation.deadline)
  }

  /// Reads the script's report.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    PythonReporter(module: .unittest, token: invocation.token).read(
      result, shown: shown(invocation.selection), runner: name)
  }

  /// Whether `path` is a Python test module below the script's folder.
  package func canRun(_ path: String) -> Bool {
    TestFiles.isPythonTest(path) && Self.home(script, directory).contains(path)
  }

  /// Returns the file whose module name `test` begins with.
  package func file(of test: TestID) -> String? { modules.path(of: test) }

  private func plan(labels: [String]) -> PythonReporter.Plan {
    PythonReporter.Plan(script: script, arguments: options + labels)
  }

  /// Django without labels runs everything, so nothing to run is a plan of no modules.
  private func selected(_ labels: [String], ids: [TestID]? = nil) -> PythonReporter.Plan {
    guard !labels.isEmpty else { return PythonReporter.Plan(roots: [], modules: [], pattern: "") }
    var plan = plan(labels: labels)
    plan.ids = ids?.map(PythonModules.target)
    return plan
  }

  private func label(of path: String) -> String {
    PythonPath.module(at: Self.home(script, directory).relative(path))
  }

  /// The folder that labels are told from: the script's own.
  private static func home(_ script: String, _ directory: RepositoryFolder) -> RepositoryFolder {
    RepositoryFolder(
      directory.absolute(script).split(separator: "/").dropLast().joined(separator: "/"))
  }
}
