package import TandemCore
package import TandemWorkspace

/// Runs unittest through a script of ours that loads, selects and reports the tests.
///
/// Ids are unittest's own: `tests.test_a.TestB.test_c`, and `setUpClass (tests.test_a.TestB)` for a
/// class that could not be set up.
package struct UnittestAdapter: TestAdapter {
  /// `unittest`.
  package let name = "unittest"
  /// Always: the script reports each test.
  package let reportsEachTest = true
  private let launcher: [String]
  private let directory: RepositoryFolder
  private let sources: [String]
  private let roots: [Root]
  private let pattern: String
  private let names: [String]?
  private let modules: PythonModules

  /// A folder to discover in, and the folder that its modules are named from.
  package struct Root: Sendable, Hashable {
    /// Where discovery starts, told from the tests' folder.
    package var start: String
    /// What dotted names begin at, told from the tests' folder.
    package var top: String

    /// Makes a root.
    package init(start: String, top: String) {
      self.start = start
      self.top = top
    }
  }

  /// Makes an adapter.
  ///
  /// - Parameters:
  ///   - launcher: The interpreter, with what starts it: `python3`, `uv run python`.
  ///   - directory: Where it runs, in the repository; empty for its top.
  ///   - sources: Folders that modules are imported from, told from `directory` (`src`).
  ///   - roots: Where tests are found and named from; the deepest top that holds a file names it.
  ///   - pattern: What test files are called.
  ///   - names: The configured arguments of `python -m unittest`, in place of discovery.
  ///   - tests: The test files of the base tree.
  package init(
    launcher: [String] = ["python3"], directory: String = "", sources: [String] = [],
    roots: [Root], pattern: String = "test*.py", names: [String]? = nil, tests: [String]
  ) {
    self.launcher = launcher
    self.directory = RepositoryFolder(directory)
    self.sources = sources
    self.roots = roots.sorted { ($1.top.utf8.count, $0.start) < ($0.top.utf8.count, $1.start) }
    self.pattern = pattern
    self.names = names
    var modules = PythonModules()
    for path in tests where self.directory.contains(path) {
      if let name = Self.module(at: self.directory.relative(path), in: self.roots) {
        modules.add(name, at: path)
      }
    }
    self.modules = modules
  }

  /// `python3 -m unittest`.
  package var commandLine: [String] { launcher + ["-m", "unittest"] }

  /// Returns modules and ids as unittest takes them.
  package func arguments(for selection: TestSelection) -> [String] {
    switch selection {
    case .whole:
      names ?? ["discover"]
        + (roots.count == 1 ? ["-s", roots[0].start, "-t", roots[0].top, "-p", pattern] : [])
    case .files(let paths):
      paths.compactMap { Self.module(at: directory.relative($0), in: roots) }
    case .tests(let tests): tests.map(PythonModules.target)
    }
  }

  /// Returns the command: our script, with what to load in its plan.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let reporter = PythonReporter(module: .unittest, token: invocation.token)
    var plan = PythonReporter.Plan(roots: roots.map { [$0.start, $0.top] }, pattern: pattern)
    switch invocation.selection {
    case .whole: plan.arguments = names
    case .files(let paths): plan.modules = load(paths)
    case .tests(let tests):
      var modules = modules
      for change in invocation.changes where canRun(change.path) {
        if let name = Self.module(at: directory.relative(change.path), in: roots) {
          modules.add(name, at: change.path)
        }
      }
      plan.ids = tests.map(PythonModules.target)
      plan.modules = load(Set(tests.compactMap { modules.path(of: $0) }).sorted())
    }
    var environment = invocation.environment
    environment.merge(reporter.environment) { $1 }
    environment["PYTHONPATH"] = PythonPath.joined(environment["PYTHONPATH"], sources)
    return WorkspaceCommand(
      arguments: launcher + [reporter.path], directory: directory.path, environment: environment,
      changes: invocation.changes, tools: reporter.tools(plan), deadline: invocation.deadline)
  }

  /// Reads the script's report.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    PythonReporter(module: .unittest, token: invocation.token).read(
      result, shown: shown(invocation.selection), runner: name)
  }

  /// Whether `path` is a Python test module that one of the roots can name.
  package func canRun(_ path: String) -> Bool {
    TestFiles.isPythonTest(path) && directory.contains(path)
      && Self.module(at: directory.relative(path), in: roots) != nil
  }

  /// Returns the file whose module name `test` begins with.
  package func file(of test: TestID) -> String? { modules.path(of: test) }

  /// Path and dotted name of each file, both told from the tests' folder.
  private func load(_ paths: [String]) -> [[String]] {
    paths.map(directory.relative).compactMap { path in
      Self.module(at: path, in: roots).map { [path, $0] }
    }
  }

  private static func module(at path: String, in roots: [Root]) -> String? {
    for root in roots where root.top == "." || path.hasPrefix(root.top + "/") {
      return PythonPath.module(at: RepositoryFolder(root.top).relative(path))
    }
    return nil
  }
}
