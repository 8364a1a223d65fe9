import FoundationEssentials
import TandemCore
import TandemSandbox

/// A shell in a folder, in the session's own environment.
struct Shell {
  let directory: String

  func run(_ line: String) async throws -> CommandResult {
    try await Unsandboxed().run(
      Command(
        arguments: ["/bin/sh", "-c", line], directory: directory,
        environment: ProcessInfo.processInfo.environment, deadline: .seconds(600)))
  }
}
