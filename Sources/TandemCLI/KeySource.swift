import TandemCore
import TandemSandbox

/// Where a key comes from: a command of the user's file, or an environment variable.
struct KeySource {
  let command: String?
  let variable: String?

  /// The key; nil where there is none.
  ///
  /// - Throws: `CommandError` (usage) where the user's command fails.
  func key(_ host: Host) async throws -> Secret? {
    guard let command else {
      return variable.flatMap { host.environment[$0] }.flatMap { $0.isEmpty ? nil : Secret($0) }
    }
    // The user's own command, in the user's own session: that is what it is for.
    let result = try await Unsandboxed().run(
      Command(
        arguments: ["/bin/sh", "-c", command], directory: host.directory,
        environment: host.environment, network: true, deadline: .seconds(30),
        outputLimit: 65_536))
    guard result.ending == .exited(0) else {
      throw CommandError.usage(
        "key_command ended with \(result.ending)", "run it by hand to see why")
    }
    let key = result.output.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    guard !key.isEmpty else { throw CommandError.usage("key_command printed no key") }
    return Secret(key)
  }
}
