package import TandemCore

/// A base tree on disk, where commands run over it in isolation, each from a fresh upper layer.
///
/// Describes mounts as values; `CommandRunner` performs them. It judges nothing.
package final class Workspace: Sendable {
  /// How well commands are isolated.
  package let level: SandboxLevel

  init(level: SandboxLevel) { self.level = level }

  /// Runs `command` from an empty upper layer and returns what it left.
  ///
  /// - Throws: `CommandFailure` where it could not be started, the disk is full, or an edit would
  ///   leave the tree.
  package func run(_ command: WorkspaceCommand) async throws(CommandFailure) -> WorkspaceResult {
    throw CommandFailure(message: "the workspace has not landed yet")
  }
}
