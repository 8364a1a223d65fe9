package import TandemCore
package import TandemWorkspace

/// Runs JUnit 4 tests of a Java project without a build tool: `javac`, then a runner of ours.
///
/// Ids are `package.Class.method`, and `package.Class` for a class that could not be set up. The jars
/// are the repository's own and Debian's `junit4`.
package struct JUnitAdapter: TestAdapter {
  /// `junit`.
  package let name = "junit"
  /// Always: the runner tells each test.
  package let reportsEachTest = true
  /// What a person would run; the class path and our runner are left out.
  package let commandLine = ["java", "org.junit.runner.JUnitCore"]
  private let directory: RepositoryFolder
  private let classes: JavaClasses
  private let jars: [String]

  /// Makes an adapter.
  ///
  /// - Parameters:
  ///   - directory: Where it runs, in the repository; empty for its top.
  ///   - paths: Every path of the base tree in that folder.
  ///   - read: Returns a file's text in the base tree, or nil.
  package init(directory: String = "", paths: [String], read: (String) -> String?) {
    let folder = RepositoryFolder(directory)
    self.directory = folder
    classes = JavaClasses(in: self.directory, paths: paths, read: read)
    jars = paths.filter { $0.hasSuffix(".jar") }.map(folder.relative)
  }

  /// Returns what speaks for plain JUnit: tests that import it, and no build tool.
  static func detected(in project: ProjectFiles) -> DetectedTests.Candidate? {
    let tools = [
      "pom.xml", "build.gradle", "build.gradle.kts", "build.xml", "BUILD", "BUILD.bazel",
    ]
    guard !tools.contains(where: project.has) else { return nil }
    let adapter = JUnitAdapter(
      directory: project.folder.path, paths: project.paths, read: project.text(at:))
    let importing = adapter.classes.paths.first { path in
      let text = project.text(at: path) ?? ""
      return text.contains("org.junit.") && !text.contains("org.junit.jupiter")
    }
    guard let importing else { return nil }
    return .init(
      adapter: adapter, reason: "\(importing) imports JUnit 4 and there is no build tool")
  }

  /// Returns classes and methods.
  package func arguments(for selection: TestSelection) -> [String] {
    switch selection {
    case .whole: []
    case .files(let paths): paths.map(classes.name)
    case .tests(let tests): tests.map(\.name)
    }
  }

  /// Returns a shell line that compiles everything and starts our runner.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let tool = "tandem_" + invocation.token
    let plan =
      switch invocation.selection {
      case .whole: classes.all(with: invocation.changes)
      case .files(let paths): paths.map(classes.name)
      case .tests(let tests):
        tests.map { test in
          let (name, method) = classes.split(test)
          return method.map { name + "#" + $0 } ?? name
        }
      }
    let line = """
      out="${TMPDIR:-/tmp}/$0"; mkdir -p "$out" || exit
      find . -name '*.java' -not -path './.*' >"$out/sources"
      for folder in src/main/resources src/test/resources; do
        [ -d "$folder" ] && CLASSPATH="$CLASSPATH:$folder"
      done
      export CLASSPATH
      javac -nowarn -encoding UTF-8 -d "$out" @"$out/sources" "$1" || exit
      CLASSPATH="$out:$CLASSPATH" exec java -ea -Djava.awt.headless=true TandemReporter "$2" "$3"
      """
    var environment = invocation.environment
    let own = [environment["CLASSPATH"]].compactMap(\.self) + jars + Self.debian
    environment["CLASSPATH"] = own.joined(separator: ":")
    return WorkspaceCommand(
      arguments: [
        "/bin/sh", "-c", line, tool, "{tools}/\(tool).java", "{tools}/\(tool).txt",
        "{results}/\(tool).jsonl",
      ], directory: directory.path, environment: environment, changes: invocation.changes,
      tools: [
        tool + ".java": String(decoding: PackageResources.TandemReporter_java, as: UTF8.self),
        tool + ".txt": plan.joined(separator: "\n"),
      ], deadline: invocation.deadline)
  }

  /// Reads the runner's lines.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    let file = "tandem_" + invocation.token + ".jsonl"
    let reading = RunReading(log: result.collected[file].map(ReporterLog.init))
    return reading.run(result.command, shown: shown(invocation.selection), runner: name) {
      JavaOutput.diagnosis($0.output)
    }
  }

  /// Whether `path` is a file with a test class.
  package func canRun(_ path: String) -> Bool { classes.canRun(path) }

  /// Whether `path` is a Java file below the folder.
  package func speaksFor(_ path: String) -> Bool { classes.speaksFor(path) }

  /// Returns the file of the class that the id begins with.
  package func file(of test: TestID) -> String? { classes.file(of: test) }

  /// Where Debian's `junit4` and `libhamcrest-java` lie.
  private static let debian = ["/usr/share/java/junit4.jar", "/usr/share/java/hamcrest.jar"]
}
