import TandemCore
import TandemWorkspace

/// A run of tests under node taken apart, for who runs its files in another way than its runner does.
package struct NodeRunParts: Sendable, Hashable {
  /// The words that start node, without its options.
  package var node: [String]
  /// Node's options that load something before the tests.
  package var preloads: [String]
  /// Its other options, without those that only its parent process heeds.
  package var options: [String]
  /// The options of a runner that is a program of its own.
  package var words: [String]
  /// The files, told from the folder that they run in.
  package var files: [String]
  /// Expressions for the names of the tests to run; empty for all of a file's.
  package var patterns: [String]
  /// The tests' names as the reporter tells them.
  package var tests: [String]
  /// The name of the reporter (a tool) and of its result file (`.jsonl`), without their endings.
  package var report: String

  /// Makes parts.
  package init(
    node: [String] = ["node"], preloads: [String] = [], options: [String] = [],
    words: [String] = [], files: [String], patterns: [String], tests: [String], report: String
  ) {
    self.node = node
    self.preloads = preloads
    self.options = options
    self.words = words
    self.files = files
    self.patterns = patterns
    self.tests = tests
    self.report = report
  }
}

/// A runner whose tests can be run in threads of one process.
package protocol NodeRunner: TestAdapter {
  /// Takes the run of an invocation of single tests apart; nil for any other.
  func parts(for invocation: TestInvocation) -> NodeRunParts?
}

extension MochaAdapter: NodeRunner {
  /// Returns the run as mocha's own options, files and names.
  package func parts(for invocation: TestInvocation) -> NodeRunParts? {
    runner.parts(of: command(for: invocation), for: invocation)
  }
}

extension JestAdapter: NodeRunner {
  /// Returns the run as jest's own options, files and names.
  package func parts(for invocation: TestInvocation) -> NodeRunParts? {
    runner.parts(of: command(for: invocation), for: invocation)
  }
}

extension ScriptRunner {
  fileprivate func parts(
    of command: WorkspaceCommand, for invocation: TestInvocation
  ) -> NodeRunParts? {
    guard case .tests(let tests) = invocation.selection else { return nil }
    return NodeRunParts(
      node: command.arguments.prefix { $0 != options[0] } + ["node"],
      words: Array(options.dropFirst()), files: files(of: invocation.selection),
      patterns: [namePattern(of: invocation.selection)].compactMap(\.self),
      tests: tests.map(\.name), report: "tandem_" + invocation.token)
  }
}

extension NodeTestAdapter: NodeRunner {
  /// Returns the run as node's options, files and names.
  package func parts(for invocation: TestInvocation) -> NodeRunParts? {
    guard case .tests(let tests) = invocation.selection else { return nil }
    var parts = NodeRunParts(
      node: [commandLine[0]], files: arguments(for: invocation.selection),
      patterns: namePatterns(of: invocation.selection), tests: tests.map(\.name),
      report: "tandem_" + invocation.token)
    var rest = commandLine.dropFirst()
    while let word = rest.popFirst() {
      let name = String(word.prefix { $0 != "=" })
      let words =
        Self.valued.contains(word) ? [word] + [rest.popFirst()].compactMap(\.self) : [word]
      if Self.preloading.contains(name) {
        parts.preloads += words
      } else if !Self.parental.contains(name) {
        parts.options += words
      }
    }
    return parts
  }

  private static let preloading: Set<String> = [
    "--import", "--require", "-r", "--loader", "--experimental-loader",
  ]

  private static let parental: Set<String> = [
    "--test", "--test-concurrency", "--test-isolation", "--experimental-test-isolation", "--watch",
    "--experimental-test-coverage", "--test-force-exit",
  ]
}
