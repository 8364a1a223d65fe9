package import TandemCore
package import TandemWorkspace

/// Runs `node --test` with a reporter of ours and reads its report, test by test.
///
/// Ids are `test/a.test.js::suite::name`, told from the folder that the tests run in; a second test
/// of the same name is `name #2`. Node cannot select by suite, so ids are kept by us: their files
/// are run whole.
package struct NodeTestAdapter: TestAdapter {
  /// `node --test`.
  package let name = "node --test"
  /// Always: the reporter tells each test.
  package let reportsEachTest = true
  /// `node --test` with the options of the project's own script, without files.
  package let commandLine: [String]
  private let directory: RepositoryFolder
  private let patterns: [String]
  private let paths: [String]
  private let environment: [String: String]

  /// Makes an adapter.
  ///
  /// - Parameters:
  ///   - words: The project's command: `node`, options, files and patterns of files.
  ///   - directory: Where it runs, in the repository; empty for its top.
  ///   - environment: Variables that the project's script sets.
  ///   - paths: Every path of the base tree in that folder.
  package init(
    words: [String] = ["node", "--test"], directory: String = "",
    environment: [String: String] = [:], paths: [String] = []
  ) {
    self.directory = RepositoryFolder(directory)
    self.paths = paths
    self.environment = environment
    var options: [String] = []
    var patterns: [String] = []
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      if word.hasPrefix("--test-reporter") {
        // Reporters and their destinations come in pairs, and ours must be the first.
        if !word.contains("=") { _ = rest.popFirst() }
      } else if word.hasPrefix("-") {
        options.append(word)
        if Self.valued.contains(word), let value = rest.popFirst() { options.append(value) }
      } else {
        patterns.append(word)
      }
    }
    commandLine = [words.first ?? "node"] + options
    self.patterns = patterns
  }

  /// Returns what speaks for `node --test` in a project without a script: tests that need it.
  static func detected(in project: ProjectFiles) -> DetectedTests.Candidate? {
    let tests = project.paths.filter(Self.isDefaultTest).prefix(40)
    guard
      let path = tests.first(where: { path in
        project.text(at: path).map { $0.contains("'node:test'") || $0.contains("\"node:test\"") }
          ?? false
      })
    else { return nil }
    return .init(
      adapter: NodeTestAdapter(directory: project.folder.path, paths: project.paths),
      reason: "\(path) imports node:test")
  }

  /// Returns files as node takes them.
  package func arguments(for selection: TestSelection) -> [String] {
    switch selection {
    case .whole: patterns
    case .files(let paths): paths.map(directory.relative)
    case .tests(let tests): Set(tests.map { Self.path(of: $0) }).sorted()
    }
  }

  /// Returns the command, with our reporter beside one for people.
  package func command(for invocation: TestInvocation) -> WorkspaceCommand {
    let tool = "tandem_" + invocation.token
    let own = [
      "--test-reporter={tools}/\(tool).mjs", "--test-reporter-destination={results}/\(tool).jsonl",
      "--test-reporter=spec", "--test-reporter-destination=stdout",
    ]
    var files = arguments(for: invocation.selection)
    if invocation.selection == .whole {
      files = files.flatMap { pattern in expanded(pattern, invocation.changes) }
    } else if files.isEmpty {
      // Without files node runs everything it finds; nothing is asked for here.
      files = [tool + ".none"]
    }
    return WorkspaceCommand(
      arguments: [commandLine[0]] + own + commandLine.dropFirst()
        // A path that begins with a dash must not become an option.
        + files.map { $0.hasPrefix("-") ? "./" + $0 : $0 },
      directory: directory.path,
      environment: environment.merging(invocation.environment) { $1 },
      changes: invocation.changes,
      tools: [
        tool + ".mjs": String(decoding: PackageResources.node_reporter_mjs, as: UTF8.self)
      ], deadline: invocation.deadline)
  }

  /// Returns the command with the tests' own names as patterns; a subtest of a test is not found so.
  package func narrowCommand(for invocation: TestInvocation) -> WorkspaceCommand {
    var command = command(for: invocation)
    let patterns = namePatterns(of: invocation.selection)
    guard !patterns.isEmpty else { return command }
    command.arguments.insert(contentsOf: patterns.map { "--test-name-pattern=" + $0 }, at: 1)
    // A single file runs by itself: without `--test` node starts no second process for it.
    if arguments(for: invocation.selection).count == 1 {
      command.arguments.removeAll { $0 == "--test" }
    }
    return command
  }

  /// Expressions that match the tests' own names; none where these cannot be told apart so.
  func namePatterns(of selection: TestSelection) -> [String] {
    guard case .tests(let tests) = selection else { return [] }
    let names = tests.compactMap { test -> Substring? in
      let parts = test.name.split(separator: "::")
      return parts.count > 1 ? parts.last : nil
    }
    // Of several tests of one name only the first can be told.
    guard names.count == tests.count, !names.contains(where: { $0.contains(" #") }) else {
      return []
    }
    return Set(names).sorted().map { "^" + RegexText.escaped(String($0)) + "$" }
  }

  /// Reads the reporter's lines.
  package func parse(_ result: WorkspaceResult, of invocation: TestInvocation) -> TestRun {
    let file = "tandem_" + invocation.token + ".jsonl"
    var reading = RunReading(log: result.collected[file].map(ReporterLog.init))
    reading.keep(invocation.selection)
    return reading.run(
      result.command, shown: shown(invocation.selection), runner: name)
  }

  /// Whether `path` is a test of the script's patterns, or of node's own customs.
  package func canRun(_ path: String) -> Bool {
    guard directory.contains(path), ScriptFiles.isOne(path) else { return false }
    if patterns.isEmpty { return Self.isDefaultTest(path) }
    let own = directory.relative(path)
    return patterns.contains { Self.matches($0, own) }
  }

  /// Whether `path` is a script below the folder.
  package func speaksFor(_ path: String) -> Bool {
    directory.contains(path) && ScriptFiles.isOne(path)
  }

  /// Returns the path before the first `::`, told from the top of the repository.
  package func file(of test: TestID) -> String? { directory.absolute(Self.path(of: test)) }

  /// The files that a pattern stands for: only newer nodes expand it themselves.
  private func expanded(_ pattern: String, _ changes: [FileChange]) -> [String] {
    guard pattern.contains("*") || pattern.contains("{") else { return [pattern] }
    let changed = Dictionary(changes.map { ($0.path, $0.text != nil) }, uniquingKeysWith: { $1 })
    let all = Set(paths).union(changed.keys).filter { changed[$0] ?? true }.sorted()
    let found = all.filter(directory.contains).map(directory.relative)
      .filter { Self.matches(pattern, $0) }
    return found.isEmpty ? [pattern] : found
  }

  private static func matches(_ pattern: String, _ path: String) -> Bool {
    let bare = RepositoryFolder(pattern).path
    if bare.isEmpty || path == bare || path.hasPrefix(bare + "/") { return true }
    // To a shell, unlike to git, a pattern without a slash means this folder alone.
    return bare.contains("/") == path.contains("/") && Glob(bare).matches(path)
  }

  /// Node's own custom of what a test file is called.
  private static func isDefaultTest(_ path: String) -> Bool {
    guard ScriptFiles.isOne(path) else { return false }
    let parts = path.split(separator: "/")
    let stem = parts.last?.prefix { $0 != "." } ?? ""
    return TestFiles.isTest(path) || stem == "test" || stem.hasPrefix("test-")
      || parts.dropLast().contains("test")
  }

  private static func path(of test: TestID) -> String { TestPath.before(test) }

  /// Options of node that take the next word as their value.
  static let valued: Set<String> = [
    "--import", "--require", "-r", "--loader", "--experimental-loader", "--conditions", "-C",
    "--test-name-pattern", "--test-skip-pattern", "--test-concurrency", "--test-timeout",
    "--env-file",
  ]
}
