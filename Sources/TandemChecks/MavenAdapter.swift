package import TandemCore
package import TandemWorkspace

/// Runs `mvn test` without the network and reads surefire's XML reports.
///
/// Ids are `package.Class.method`.
package struct MavenAdapter: TestAdapter {
  /// `maven`.
  package let name = "maven"
  /// Always: surefire reports each test.
  package let reportsEachTest = true
  /// `mvn test`, or what the configuration says.
  package let commandLine: [String]
  private let directory: RepositoryFolder
  private let classes: JavaClasses
  private static let reports = JUnitReports(pattern: "*/surefire-reports/TEST-*.xml")

  /// Makes an adapter.
  ///
  /// - Parameters:
  ///   - command: The command, without a selection.
  ///   - directory: Where it runs, in the repository; empty for its top.
  ///   - paths: Every path of the base tree in that folder.
  ///   - read: Returns a file's text in the base tree, or nil.
  package init(
    command: [String] = ["mvn", "test"], directory: String = "", paths: [String],
    read: (String) -> String?
  ) {
    commandLine = command
    self.directory = RepositoryFolder(directory)
    classes = JavaClasses(in: self.directory, paths: paths, read: read)
  }

  /// Returns what speaks for Maven: its project file and a test.
  static func detected(in project: ProjectFiles) -> DetectedTests.Candidate? {
    guard project.has("pom.xml") else { return nil }
    let adapter = MavenAdapter(
      directory: project.folder.path, paths: project.paths, read: project.text(at:))
    guard let test = adapter.classes.paths.first else { return nil }
    return .init(
      adapter: adapter,
      reason: "\(project.shown("pom.xml")) is a Maven project and \(test) has tests")
  }

  /// Returns surefire's filter: classes, and methods behind `#`.
  package func arguments(for selection: TestSelection) -> [String] {
    let wanted: [String]
    switch selection {
    case .whole: return []
    case .files(let paths): wanted = paths.map(classes.name)
    case .tests(let tests):
      wanted = tests.map { test in
        let (name, method) = classes.split(test)
        return method.map { name + "#" + $0.prefix { $0 != "[" && $0 != "(" } } ?? name
      }
    }
    // Without a name surefire runs everything; nothing is asked for here.
    if wanted.isEmpty { return ["-Dtest=none.None"] }
    return ["-Dtest=" + Set(wanted).sorted().joined(separator: ",")]
  }

  /// Returns the command, which goes on after a red module.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let own = [
      "-o", "-B", "-fae", "-DfailIfNoTests=false", "-Dsurefire.failIfNoSpecifiedTests=false",
    ]
    return WorkspaceCommand(
      arguments: Self.reports.command(
        [commandLine[0]] + own + commandLine.dropFirst() + arguments(for: invocation.selection),
        invocation),
      directory: directory.path, environment: invocation.environment,
      changes: invocation.changes, deadline: invocation.deadline)
  }

  /// Reads the reports; where more failed than tests, some of them are missing.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    var reading = Self.reports.reading(result, invocation)
    reading.defect =
      Self.crash(in: result.command.output) ?? reading.defect
      ?? Self.stop(in: result.command.output)
    return reading.run(
      result.command, shown: shown(invocation.selection), runner: name
    ) { JavaOutput.diagnosis($0.output) }
  }

  /// Whether `path` is a file with a test class.
  package func canRun(_ path: String) -> Bool { classes.canRun(path) }

  /// Whether `path` is a Java file below the folder.
  package func speaksFor(_ path: String) -> Bool { classes.speaksFor(path) }

  /// Returns the file of the class that the id begins with.
  package func file(of test: TestID) -> String? { classes.file(of: test) }

  /// Surefire's word for a class whose process died: `[ERROR] Crashed tests:`, then its name.
  private static func crash(in output: String) -> String? {
    let lines = output.split(separator: "\n")
    guard let head = lines.firstIndex(where: { $0.hasSuffix("Crashed tests:") }) else { return nil }
    let name = lines[(head + 1)...].first?.split(separator: " ").last ?? "a class"
    return "the process ended while running \(name)"
  }

  /// Whether a goal failed for another reason than red tests: a module that does not build.
  private static func stop(in output: String) -> String? {
    let goals = output.split(separator: "\n").filter { $0.contains("Failed to execute goal ") }
    return goals.contains { !$0.contains("There are test failures") }
      ? "Maven stopped before all tests were told" : nil
  }
}
