package import TandemCore

/// What the checks may look at beside the diff: texts before and after, and what shows the bug.
package struct CheckContext: Sendable {
  /// The text of a file of the base; nil where it is not there or not UTF-8.
  package var before: @Sendable (String) -> String?
  /// The text of a file after the change.
  package var after: @Sendable (String) -> String?
  /// Whether the base has a file or a folder at a path.
  package var exists: @Sendable (String) -> Bool
  /// The sources of the tests that are red on the base and must turn green.
  package var showingTests: [String]
  /// Further paths that only a person may let change, from the configuration.
  package var riskPaths: [Glob]

  /// Makes a context from its parts.
  package init(
    before: @escaping @Sendable (String) -> String?,
    after: @escaping @Sendable (String) -> String?,
    exists: @escaping @Sendable (String) -> Bool = { _ in false }, showingTests: [String] = [],
    riskPaths: [Glob] = []
  ) {
    self.before = before
    self.after = after
    self.exists = exists
    self.showingTests = showingTests
    self.riskPaths = riskPaths
  }
}
