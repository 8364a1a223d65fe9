package import TandemCore
package import TandemWorkspace

/// Runs `cargo test` and reads its text, as stable Rust tells results in no other way.
///
/// Ids are `src/lib.rs::module::tests::name`: the root file of the target, then the test's path. A
/// documentation test is `src/lib.rs - item`, numbered where an item has several: its line moves.
package struct CargoAdapter: TestAdapter {
  /// `cargo test`, labelled for what is read.
  package let name = "cargo test (text)"
  /// Always, as text.
  package let reportsEachTest = true
  /// `cargo test`, or what the configuration says, without `--` and what follows.
  package let commandLine: [String]
  private let directory: RepositoryFolder
  private let packages: CargoPackages

  /// Makes an adapter.
  ///
  /// - Parameters:
  ///   - command: The command, without a selection.
  ///   - directory: Where it runs, in the repository; empty for its top.
  ///   - paths: Every path of the base tree in that folder.
  ///   - read: Returns a file's text in the base tree, or nil.
  package init(
    command: [String] = ["cargo", "test"], directory: String = "", paths: [String],
    read: (String) -> String?
  ) {
    commandLine = command
    self.directory = RepositoryFolder(directory)
    packages = CargoPackages(paths: paths, read: read)
  }

  /// Returns what speaks for `cargo test`: a manifest and a test.
  static func detected(in project: ProjectFiles) -> DetectedTests.Candidate? {
    guard let manifest = project.text("Cargo.toml") else { return nil }
    let adapter = CargoAdapter(
      command: ["cargo", "test"]
        + (manifest.contains("[workspace]") && manifest.contains("[package]")
          ? ["--workspace"] : []),
      directory: project.folder.path, paths: project.paths,
      read: project.text(at:))
    guard let test = adapter.packages.tests.first else { return nil }
    return .init(
      adapter: adapter,
      reason: "\(project.shown("Cargo.toml")) is a Cargo manifest and \(test) has tests")
  }

  /// Returns targets and names as cargo takes them; files of a crate's sources mean everything.
  package func arguments(for selection: TestSelection) -> [String] {
    switch selection {
    case .whole: return []
    case .files(let paths):
      let targets = paths.map(packages.integrationTest)
      let known = targets.compactMap(\.self)
      guard !known.isEmpty, known.count == targets.count else { return [] }
      return Set(known).sorted().flatMap { ["--test", $0] }
    case .tests(let tests):
      return ["--"] + Set(tests.map { Self.name(of: $0) }).sorted()
    }
  }

  /// Returns the command, without the network and going on after a red binary.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let own = commandLine.contains("--no-fail-fast") ? [] : ["--no-fail-fast"]
    return command(
      CapturedOutput(invocation, .both).command(
        commandLine + own + arguments(for: invocation.selection)), invocation)
  }

  /// Returns the command with the targets that hold the tests: without them documentation is built anew.
  package func narrowCommand(for invocation: TestInvocation) -> WorkspaceCommand {
    var command = command(for: invocation)
    let place = command.arguments.lastIndex(of: "--") ?? command.arguments.endIndex
    command.arguments.insert(contentsOf: targets(of: invocation), at: place)
    return command
  }

  /// Returns `cargo test --no-run`, and the narrow command, which then finds all built.
  package func steps(for invocation: TestInvocation) -> TestSteps? {
    TestSteps(
      build: command(commandLine + ["--no-run"] + targets(of: invocation), invocation),
      run: narrowCommand(for: invocation))
  }

  /// Returns `cargo test --no-run`.
  package func build(for invocation: TestInvocation) -> WorkspaceCommand? {
    command(commandLine + ["--no-run"], invocation)
  }

  private func command(_ words: [String], _ invocation: TestInvocation) -> WorkspaceCommand {
    var environment = ["CARGO_NET_OFFLINE": "true", "CARGO_TERM_COLOR": "never"]
    environment.merge(invocation.environment) { $1 }
    return WorkspaceCommand(
      arguments: words, directory: directory.path, environment: environment,
      changes: invocation.changes, deadline: invocation.deadline)
  }

  /// Integration tests by their names, else all targets but documentation, unless it is asked for.
  private func targets(of invocation: TestInvocation) -> [String] {
    guard case .tests(let tests) = invocation.selection else { return [] }
    let roots = Set(tests.map { TestPath.before($0) })
    guard roots.allSatisfy({ $0.hasSuffix(".rs") }) else { return [] }
    let named = roots.compactMap(packages.integrationTest)
    return named.count == roots.count ? named.sorted().flatMap { ["--test", $0] } : ["--tests"]
  }

  /// Reads what cargo and its test binaries printed.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    let captured = CapturedOutput(invocation, .both)
    let shown = shown(invocation.selection)
    guard let text = captured.text(in: result) else {
      return RunReading(defect: "cargo's output was not kept").run(
        result.command, shown: shown, runner: name)
    }
    let output = CargoOutput(text)
    var reading = RunReading(
      results: output.binaries.flatMap(results(of:)), defect: output.defect)
    reading.keep(invocation.selection)
    return reading.run(
      captured.shown(result), shown: shown, runner: name)
  }

  /// Whether `path` is a Rust file with tests.
  package func canRun(_ path: String) -> Bool { packages.holdsTests(path) }

  /// Whether `path` is a Rust file below the folder.
  package func speaksFor(_ path: String) -> Bool {
    directory.contains(path) && path.hasSuffix(".rs")
  }

  /// Returns the file of the module that the test stands in.
  package func file(of test: TestID) -> String? { packages.file(of: test) }

  private func results(of binary: CargoOutput.Binary) -> [TestResult] {
    guard !binary.path.isEmpty else { return documentation(binary) }
    let root = packages.root(of: binary.path, crate: binary.crate)
    return binary.tests.map { test in
      Self.result(root + "::" + test.name, test.status, test.said)
    }
  }

  /// Documentation tests: `src/lib.rs - item (line 7)`, numbered in place of their lines.
  private func documentation(_ binary: CargoOutput.Binary) -> [TestResult] {
    let lines = binary.tests.map { test -> (item: String, line: Int) in
      guard test.name.hasSuffix(")"), let open = test.name.ranges(of: "(line ").last else {
        return (test.name, 0)
      }
      let item = test.name[..<open.lowerBound].split(separator: " ").joined(separator: " ")
      return (item, Int(test.name[open.upperBound...].dropLast()) ?? 0)
    }
    var seen: [String: Int] = [:]
    return zip(binary.tests, lines).sorted { $0.1 < $1.1 }.map { test, place in
      seen[place.item, default: 0] += 1
      let number = seen[place.item] ?? 1
      return Self.result(
        place.item + (number > 1 ? " #\(number)" : ""), test.status, test.said)
    }
  }

  private static func result(_ id: String, _ status: TestStatus, _ said: String) -> TestResult {
    guard status.isRed else { return TestResult(id: TestID(id), status: status) }
    let lines = said.split(separator: "\n").map(String.init)
    let panic = lines.firstIndex { $0.contains(" panicked at ") }
    let message = panic.map { lines[($0 + 1)...].prefix(3).joined(separator: "\n") } ?? lines.first
    let errorClass =
      message?.hasPrefix("assertion") ?? false ? "assertion" : panic != nil ? "panic" : "failure"
    return TestResult(
      id: TestID(id), status: status,
      failure: TestFailure(
        errorClass: errorClass, message: Bounds.head(message ?? "", 500),
        trace: Bounds.tail(said, 4_000)))
  }

  /// What libtest knows the test as: the path behind the root file.
  private static func name(of test: TestID) -> String {
    let root = TestPath.before(test)
    guard root != test.name else {
      return String(test.name.prefix { $0 != "#" }).split(separator: " ").joined(separator: " ")
    }
    return String(test.name.dropFirst(root.count + 2))
  }
}
