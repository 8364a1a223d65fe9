import TandemCore

/// A run of `node --test` taken apart, for who runs its files in another way than node does.
package struct NodeTestParts: Sendable, Hashable {
  /// Node's options that load something before the tests.
  package var preloads: [String]
  /// Its other options, without those that only its parent process heeds.
  package var options: [String]
  /// The files, told from the folder that they run in.
  package var files: [String]
  /// Expressions for the names of the tests to run; empty for all of a file's.
  package var patterns: [String]
  /// The tests' names as the reporter tells them.
  package var tests: [String]
  /// The name of the reporter (`.mjs`, a tool) and of its result file (`.jsonl`), without their endings.
  package var report: String

  /// Makes parts.
  package init(
    preloads: [String] = [], options: [String] = [], files: [String], patterns: [String],
    tests: [String], report: String
  ) {
    self.preloads = preloads
    self.options = options
    self.files = files
    self.patterns = patterns
    self.tests = tests
    self.report = report
  }
}

extension NodeTestAdapter {
  /// Takes the run of an invocation of single tests apart; nil for any other.
  package func parts(for invocation: TestInvocation) -> NodeTestParts? {
    guard case .tests(let tests) = invocation.selection else { return nil }
    var parts = NodeTestParts(
      files: arguments(for: invocation.selection),
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
