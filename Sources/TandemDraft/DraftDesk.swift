package import TandemCore

/// What a draft's tool loop may reach of the world, as values and closures.
///
/// The pipeline wires it: every closure is recorded, so that a resumed draft replays what it holds
/// and never asks or runs again.
package struct DraftDesk: Sendable {
  /// The tracked text files of the base a model may see, sorted.
  package var paths: [String]
  /// The base's text of a tracked file; nil where there is none or it is not UTF-8.
  package var read: @Sendable (_ path: String) -> String?
  /// Asks the model; the key names the turn within the step.
  package var ask: @Sendable (_ key: String, _ request: ModelRequest) async throws -> ModelReply
  /// Runs tests over the edits so far; an empty selection runs the contract's and the nearby tests.
  package var runTests:
    @Sendable (_ key: String, _ changes: [FileChange], _ selection: [String]) async throws ->
      TestRun

  /// Makes a desk from its parts.
  package init(
    paths: [String], read: @escaping @Sendable (String) -> String?,
    ask: @escaping @Sendable (String, ModelRequest) async throws -> ModelReply,
    runTests: @escaping @Sendable (String, [FileChange], [String]) async throws -> TestRun
  ) {
    self.paths = paths
    self.read = read
    self.ask = ask
    self.runTests = runTests
  }
}
