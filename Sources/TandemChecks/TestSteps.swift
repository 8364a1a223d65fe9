package import TandemWorkspace

/// A run of tests in two parts, so that many runs can follow one build.
package struct TestSteps: Sendable, Hashable {
  /// Builds the tests and runs none; exits with 0 exactly where they are built.
  package var build: WorkspaceCommand
  /// Runs them as they were built last, in the same sandboxed shell; leaves what the adapter parses.
  package var run: WorkspaceCommand
  /// Fails where the tests fail as they were built last, sooner than `run` does; nil where nothing is sooner.
  ///
  /// It leaves nothing to parse, and whether the tests pass is for `run` to say.
  package var refutation: WorkspaceCommand?
}
