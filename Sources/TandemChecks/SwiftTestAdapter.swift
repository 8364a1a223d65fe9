package import TandemCore
package import TandemWorkspace

/// Runs `swift test` and reads its two xunit files: XCTest's and Swift Testing's.
///
/// Ids are `Target.Suite/test()`, as `--filter` takes them. XCTest's file tells neither skips, nor
/// reasons, nor crashes; those come from the output (`SwiftTestOutput`).
package struct SwiftTestAdapter: TestAdapter {
  /// `swift test`.
  package let name = "swift test"
  /// Always: both files tell each test.
  package let reportsEachTest = true
  /// `swift test`, or what the configuration says.
  package let commandLine: [String]
  private let directory: RepositoryFolder
  private let tests: [String]
  private let read: @Sendable (String) -> String?

  /// Makes an adapter for test files at `tests`, whose texts are `texts`.
  package init(
    command: [String] = ["swift", "test"], directory: String = "", tests: [String],
    texts: [String: String]
  ) {
    commandLine = command
    self.directory = RepositoryFolder(directory)
    self.tests = tests
    read = { texts[$0] }
  }

  /// Returns what speaks for `swift test`: a manifest and test files.
  static func detected(in project: ProjectFiles) -> DetectedTests.Candidate? {
    guard project.has("Package.swift") else { return nil }
    let adapter = configured(["swift", "test"], in: project)
    guard let test = adapter.tests.first else { return nil }
    return .init(
      adapter: adapter,
      reason: "\(project.shown("Package.swift")) is a Swift package and \(test) has tests")
  }

  /// Returns the adapter for a configured command.
  static func configured(_ words: [String], in project: ProjectFiles) -> SwiftTestAdapter {
    let folder = project.folder
    var texts: [String: String] = [:]
    for path in project.paths where path.hasSuffix(".swift") {
      guard folder.relative(path).hasPrefix("Tests/"), let text = project.text(at: path) else {
        continue
      }
      if text.contains("@Test") || text.contains("XCTestCase") { texts[path] = text }
    }
    return SwiftTestAdapter(
      command: words, directory: folder.path, tests: texts.keys.sorted(), texts: texts)
  }

  /// Returns filters: a file means its target and types, an id itself and what is below it.
  package func arguments(for selection: TestSelection) -> [String] {
    let patterns: [String]
    switch selection {
    case .whole: return []
    case .files(let paths): patterns = paths.flatMap(patterns(of:))
    case .tests(let tests): patterns = tests.map { "^" + RegexText.escaped($0.name) }
    }
    // Without a filter everything runs; nothing is asked for here.
    if patterns.isEmpty { return ["--filter", "^$"] }
    return Set(patterns).sorted().flatMap { ["--filter", $0] }
  }

  /// Returns the command; XCTest writes its file only where tests run side by side.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let file = "{results}/tandem_" + invocation.token + ".xml"
    let own = ["--parallel", "--verbose"].filter { !commandLine.contains($0) }
    return WorkspaceCommand(
      arguments: CapturedOutput(invocation, .both).command(
        commandLine + own + ["--xunit-output", file] + arguments(for: invocation.selection)),
      directory: directory.path, environment: invocation.environment,
      changes: invocation.changes, deadline: invocation.deadline)
  }

  /// Returns `swift build --build-tests`.
  package func build(for invocation: TestInvocation) -> WorkspaceCommand? {
    guard commandLine == ["swift", "test"] else { return nil }
    var build = command(for: invocation)
    build.arguments = ["swift", "build", "--build-tests"]
    return build
  }

  /// Returns `swift build --build-tests`, and what runs the tests as they were built.
  package func steps(for invocation: TestInvocation) -> TestSteps? {
    guard let build = build(for: invocation), let bundle = SwiftTestBundle(invocation) else {
      return nil
    }
    var run = command(for: invocation)
    run.arguments = CapturedOutput(invocation, .both).command(
      bundle.command(arguments(for: .tests(bundle.new))))
    return TestSteps(build: build, run: run)
  }

  /// Reads both files; either may be missing where a package has no tests of its kind.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    let prefix = "tandem_" + invocation.token
    let files = [".xml", "-swift-testing.xml"].compactMap { result.collected[prefix + $0] }
    let reports = files.map(JUnitXML.init)
    let captured = CapturedOutput(invocation, .both)
    let text = captured.text(in: result)
    let output = SwiftTestOutput(text ?? "")
    let bundle = SwiftTestBundle(invocation).flatMap {
      result.collected[$0.mark] == nil ? nil : $0
    }
    let told = reports.flatMap { report in
      report.results { $0.className.isEmpty ? $0.name : $0.className + "/" + $0.name }
    }
    let results = ((bundle?.old ?? []).compactMap(output.result) + told).map(output.explained)
    let left = results.first { $0.failure?.errorClass == SwiftTestOutput.left }
    let reading = RunReading(
      results: results,
      defect: output.defect ?? left.map { "the process left while running \($0.id)" }
        ?? (files.isEmpty && bundle == nil ? "no report was left" : nil)
        ?? reports.compactMap(\.defect).first
        ?? (text == nil ? "swift's output was not kept" : nil))
    return reading.run(
      captured.shown(result), shown: shown(invocation.selection), runner: name
    ) {
      let lines = $0.output.split(separator: "\n")
      let words =
        lines.last { $0.contains(": Fatal error: ") } ?? lines.first { $0.contains(": error: ") }
      return words.map { Bounds.head(String($0), 300) }
    }
  }

  /// Whether `path` is a file with Swift tests.
  package func canRun(_ path: String) -> Bool {
    tests.contains(path)
      || (directory.contains(path) && directory.relative(path).hasPrefix("Tests/")
        && TestFiles.isTest(path))
  }

  /// Whether `path` is a Swift file below the folder.
  package func speaksFor(_ path: String) -> Bool {
    directory.contains(path) && path.hasSuffix(".swift")
  }

  /// Returns the file of the target that defines the suite, where one does.
  package func file(of test: TestID) -> String? {
    let parts = test.name.split(separator: "/")[0].split(separator: ".")
    guard parts.count > 1, let type = parts.last else { return nil }
    return tests.first { path in
      directory.relative(path).hasPrefix("Tests/\(parts[0])/")
        && types(in: read(path) ?? "").contains(String(type))
    }
  }

  private func patterns(of path: String) -> [String] {
    let parts = directory.relative(path).split(separator: "/")
    let target = parts.count > 2 ? String(parts[1]) : ""
    let types = types(in: read(path) ?? "")
    guard !types.isEmpty else { return ["^" + RegexText.escaped(target) + "\\."] }
    return types.map {
      "^" + RegexText.escaped(target) + "\\.(.*\\.)?" + RegexText.escaped($0) + "/"
    }
  }

  private func types(in text: String) -> [String] {
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    return zip(words, words.dropFirst()).filter { pair in
      ["struct", "class", "enum", "actor", "extension"].contains(pair.0)
    }.map { String($0.1) }
  }
}
