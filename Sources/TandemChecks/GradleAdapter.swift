package import TandemCore
package import TandemWorkspace

/// Runs `gradle test` without the network and reads its XML reports.
///
/// Ids are `package.Class.method`. Tried on documented output only: no Gradle could be had here.
package struct GradleAdapter: TestAdapter {
  /// `gradle`.
  package let name = "gradle"
  /// Always: its XML reports tell each test.
  package let reportsEachTest = true
  /// `gradle test`, or what the configuration says.
  package let commandLine: [String]
  private let directory: RepositoryFolder
  private let classes: JavaClasses
  private static let reports = JUnitReports(pattern: "*/build/test-results/*/TEST-*.xml")

  /// Makes an adapter.
  ///
  /// - Parameters:
  ///   - command: The command, without a selection.
  ///   - directory: Where it runs, in the repository; empty for its top.
  ///   - paths: Every path of the base tree in that folder.
  ///   - read: Returns a file's text in the base tree, or nil.
  package init(
    command: [String] = ["gradle", "test"], directory: String = "", paths: [String],
    read: (String) -> String?
  ) {
    commandLine = command
    self.directory = RepositoryFolder(directory)
    classes = JavaClasses(in: self.directory, paths: paths, read: read)
  }

  /// Returns what speaks for Gradle: its build file and a test.
  static func detected(in project: ProjectFiles) -> DetectedTests.Candidate? {
    guard let file = ["build.gradle", "build.gradle.kts"].first(where: project.has) else {
      return nil
    }
    let adapter = GradleAdapter(
      directory: project.folder.path, paths: project.paths, read: project.text(at:))
    guard let test = adapter.classes.paths.first else { return nil }
    return .init(
      adapter: adapter,
      reason: "\(project.shown(file)) is a Gradle build and \(test) has tests")
  }

  /// Returns Gradle's filters, one a class or method.
  package func arguments(for selection: TestSelection) -> [String] {
    let wanted: [String]
    switch selection {
    case .whole: return []
    case .files(let paths): wanted = paths.map(classes.name)
    case .tests(let tests):
      wanted = tests.map { test in String(test.name.prefix { $0 != "[" && $0 != "(" }) }
    }
    // Without a name Gradle runs everything; nothing is asked for here.
    if wanted.isEmpty { return ["--tests", "none.None"] }
    return Set(wanted).sorted().flatMap { ["--tests", $0] }
  }

  /// Returns the command, which goes on after a red project.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let own = ["--offline", "--no-daemon", "--console=plain", "--continue"]
    return WorkspaceCommand(
      arguments: Self.reports.command(
        [commandLine[0]] + own + commandLine.dropFirst() + arguments(for: invocation.selection),
        invocation),
      directory: directory.path, environment: invocation.environment,
      changes: invocation.changes, deadline: invocation.deadline)
  }

  /// Reads the reports.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    Self.reports.reading(result, invocation).run(
      result.command, shown: shown(invocation.selection), runner: name
    ) { JavaOutput.diagnosis($0.output) }
  }

  /// Whether `path` is a file with a test class.
  package func canRun(_ path: String) -> Bool { classes.canRun(path) }

  /// Whether `path` is a Java file below the folder.
  package func speaksFor(_ path: String) -> Bool { classes.speaksFor(path) }

  /// Returns the file of the class that the id begins with.
  package func file(of test: TestID) -> String? { classes.file(of: test) }
}
