package import TandemCore

/// Which of a repository's tests to run.
package enum TestSelection: Codable, Sendable, Hashable {
  /// Everything that the runner finds by itself.
  case whole
  /// The test files at these paths of the base tree.
  case files([String])
  /// These tests, or everything below an id that names a class, a file or a module.
  case tests([TestID])
}

/// One run of a selection over the base plus some edits: what both ends of it must agree on.
package struct TestInvocation: Sendable, Hashable {
  /// What to run.
  package var selection: TestSelection
  /// The edits laid over the base tree.
  package var changes: [FileChange]
  /// What the tests need in their environment.
  package var environment: [String: String]
  /// Wall time after which everything is ended.
  package var deadline: Duration
  /// Names the reporter and its result file; nobody else can know it before the run.
  package var token: String

  /// Makes an invocation with a fresh random token.
  package init(
    selection: TestSelection, changes: [FileChange] = [], environment: [String: String] = [:],
    deadline: Duration = .seconds(60)
  ) {
    self.selection = selection
    self.changes = changes
    self.environment = environment
    self.deadline = deadline
    token = "t" + String(UInt64.random(in: .min ... .max), radix: 36)
  }
}
