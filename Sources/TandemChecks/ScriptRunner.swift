import TandemCore
import TandemWorkspace

/// What the runners of `package.json` scripts have in common: mocha, jest and vitest.
///
/// Ids are `test/a.test.js::suite::name`, told from the folder that the tests run in.
struct ScriptRunner {
  let directory: RepositoryFolder
  /// The program and its options, without files.
  let options: [String]
  /// Files and patterns of files that the script names.
  let patterns: [String]
  /// Variables that the script sets.
  let environment: [String: String]

  /// Takes a script of the project in `directory` apart; `dropped` words are left out.
  init(_ script: NodeScript, directory: RepositoryFolder, dropped: Set<String>) {
    self.directory = directory
    environment = script.environment
    var options = [script.program]
    var patterns: [String] = []
    var rest = script.words.dropFirst()
    while let word = rest.popFirst() {
      if dropped.contains(word) { continue }
      if Self.reporting.contains(String(word.prefix { $0 != "=" })) {
        // The results are ours to ask for, and a value left behind would be taken for a file.
        if !word.contains("=") { _ = rest.popFirst() }
        continue
      }
      if word.hasPrefix("-") {
        options.append(word)
        if Self.valued.contains(word), let value = rest.popFirst() { options.append(value) }
      } else {
        patterns.append(word)
      }
    }
    self.options = options
    self.patterns = patterns
  }

  /// The command that runs `words` in the folder with the script's and the invocation's variables.
  func command(_ words: [String], for invocation: TestInvocation) -> WorkspaceCommand {
    WorkspaceCommand(
      arguments: NodeLaunch.command(
        words, in: directory, place: "tandem_\(invocation.token).place"),
      directory: directory.path, environment: environment.merging(invocation.environment) { $1 },
      changes: invocation.changes, deadline: invocation.deadline)
  }

  /// The paths of a selection, told from the folder.
  func files(of selection: TestSelection) -> [String] {
    switch selection {
    case .whole: []
    case .files(let paths): paths.map(directory.relative)
    case .tests(let tests): Set(tests.map { TestPath.before($0) }).sorted()
    }
  }

  /// A pattern of full names, joined by spaces, that means these tests and what is below them; nil
  /// where a whole file is asked for.
  func namePattern(of selection: TestSelection) -> String? {
    guard case .tests(let tests) = selection else { return nil }
    let names = tests.map { test in
      let path = TestPath.before(test)
      return String(test.name.dropFirst(path.count + 2).prefix { $0 != "#" })
    }
    guard !names.isEmpty, !names.contains("") else { return nil }
    let patterns = Set(names.map(Self.pattern)).sorted()
    return "^(?:" + patterns.joined(separator: "|") + ")"
  }

  /// The full name as a pattern; titles may begin and end with colons and spaces of their own.
  private static func pattern(_ name: String) -> String {
    let parts = name.split(separator: "::").map { part in
      RegexText.escaped(String(part.drop(while: isEdge).reversed().drop(while: isEdge).reversed()))
    }
    return "[: ]*" + parts.joined(separator: "[: ]+")
  }

  private static func isEdge(_ character: Character) -> Bool {
    character == ":" || character == " "
  }

  /// Whether `path` is a test by the customs of these runners, or named by the script.
  func canRun(_ path: String) -> Bool {
    guard directory.contains(path), ScriptFiles.isOne(path) else { return false }
    let own = directory.relative(path)
    return TestFiles.isTest(path) || own.hasPrefix("test/") || own.hasPrefix("tests/")
      || patterns.contains { pattern in
        let bare = RepositoryFolder(pattern).path
        return own == bare || own.hasPrefix(bare + "/") || Glob(bare).matches(own)
      }
  }

  /// Whether `path` is a script below the folder.
  func speaksFor(_ path: String) -> Bool { directory.contains(path) && ScriptFiles.isOne(path) }

  /// The file that an id begins with.
  func file(of test: TestID) -> String? { directory.absolute(TestPath.before(test)) }

  /// Options that say how results are told, each with a value.
  private static let reporting: Set<String> = [
    "--reporter", "-R", "--reporters", "--reporter-option", "--reporter-options", "-O",
    "--outputFile",
  ]

  /// Options that take the next word as their value.
  private static let valued: Set<String> = [
    "-c", "--config", "--selectProjects", "--rootDir", "--maxWorkers", "-w", "--testTimeout",
    "--env", "--project", "--root", "-r", "--require", "--ui", "-u", "--timeout", "-t", "--grep",
    "-g", "--file", "--spec", "--extension", "--import", "--loader", "--ignore", "--exclude",
    "--mode", "--environment", "--pool", "--retries", "--slow", "--dir",
  ]
}
