package import TandemCore

/// One command to run over the base tree plus some recorded edits.
///
/// In `arguments` and `environment`, `{tools}` stands for the read-only folder of `tools` and
/// `{results}` for the writable folder that is read back; both lie at random paths outside the
/// work tree. `{home}` stands for the command's home folder.
package struct WorkspaceCommand: Sendable, Hashable {
  /// Program and arguments.
  package var arguments: [String]
  /// Folder inside the repository to start in; empty for its top.
  package var directory: String
  /// Added to the sandbox's own small environment.
  package var environment: [String: String]
  /// The edits laid over the base tree.
  package var changes: [FileChange]
  /// Read-only files of ours (reporter modules), by file name.
  package var tools: [String: String]
  /// Whether the network is reachable.
  package var network: Bool
  /// Wall time after which everything is ended.
  package var deadline: Duration

  /// Makes a command from its parts.
  package init(
    arguments: [String], directory: String = "", environment: [String: String] = [:],
    changes: [FileChange] = [], tools: [String: String] = [:], network: Bool = false,
    deadline: Duration = .seconds(60)
  ) {
    self.arguments = arguments
    self.directory = directory
    self.environment = environment
    self.changes = changes
    self.tools = tools
    self.network = network
    self.deadline = deadline
  }
}

/// What a workspace command left.
package struct WorkspaceResult: Sendable, Hashable {
  /// How the command ended and what it printed.
  package var command: CommandResult
  /// The regular files left in `{results}`, by file name, each at most 64 MB; links, devices and
  /// fifos are never followed or opened.
  package var collected: [String: [UInt8]]

  /// Makes a result from its parts.
  package init(command: CommandResult, collected: [String: [UInt8]]) {
    self.command = command
    self.collected = collected
  }
}
