package import TandemCore
package import TandemWorkspace

/// Runs tests in a workspace and reads what they left.
///
/// It judges nothing.
package struct TestRunner: Sendable {
  /// Who turns selections into commands and reads their results.
  package let adapter: any TestAdapter
  private let workspace: Workspace
  private let environment: [String: String]

  /// Makes a runner.
  ///
  /// - Parameter environment: What the tests need (`tests.env`), beside the sandbox's own.
  package init(
    workspace: Workspace, adapter: any TestAdapter, environment: [String: String] = [:]
  ) {
    self.workspace = workspace
    self.adapter = adapter
    self.environment = environment
  }

  /// Runs a selection over the base plus `changes`, from an empty upper layer.
  ///
  /// Tests that fail, crash or never end are a result: `TestRun.ending` tells.
  /// - Parameter deadline: Wall time after which the whole process tree is ended.
  /// - Throws: `CommandFailure` where the command could not be started.
  package func run(
    _ selection: TestSelection, changes: [FileChange] = [], deadline: Duration
  ) async throws(CommandFailure) -> TestRun {
    let invocation = TestInvocation(
      selection: selection, changes: changes, environment: environment, deadline: deadline)
    let result = try await workspace.run(adapter.command(for: invocation))
    return adapter.parse(result, of: invocation)
  }
}
