import FoundationEssentials
import TandemCore
import TandemTestKit

/// The built `tandem`, run as a user would, in a home and environment of its own.
struct TandemBinary {
  let home: TemporaryDirectory
  /// Added to the environment: keys, settings.
  var environment: [String: String] = [:]
  /// Scripted models answer in the order of the whole cascade: scope, cheap draft, review.
  ///
  /// Tests of the routing itself empty it.
  var routing = [
    "TANDEM_ROUTING_MODE": "routed", "TANDEM_ROUTING_DRAFT": "cheap",
    "TANDEM_ROUTING_BUILTIN": "off",
  ]

  init() throws { home = try TemporaryDirectory("home") }

  /// The binary beside this test bundle.
  static let path: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    let folder = bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let built = folder.joined(separator: "/") + "/tandem"
    return FileManager.default.isExecutableFile(atPath: built)
      ? built : FixtureBug.top + "/.build/debug/tandem"
  }()

  /// Writes the user's configuration file.
  func configure(_ yaml: String) throws {
    try home.write(".config/tandem/config.yml", yaml)
  }

  /// Runs `tandem` with arguments in a folder, to its end.
  func run(
    _ arguments: [String], in directory: String, input: String = "", seconds: Double = 400
  ) async throws -> ProcessResult {
    try await runProcess(
      [Self.path] + arguments, directory: directory, environment: variables,
      input: Array(input.utf8), seconds: seconds)
  }

  /// Runs `tandem` after a shell line of `setup`, in user and mount namespaces of their own: what it
  /// mounts or limits is seen by nobody else.
  func run(
    _ arguments: [String], in directory: String, after setup: String
  ) async throws -> ProcessResult {
    try await runProcess(
      ["/usr/bin/unshare", "-Urm", "/bin/sh", "-c", "\(setup) && exec \"$0\" \"$@\"", Self.path]
        + arguments, directory: directory, environment: variables)
  }

  /// Starts `tandem`, to be killed or interrupted by the test.
  func start(_ arguments: [String], in directory: String) throws -> ChildProcess {
    try ChildProcess([Self.path] + arguments, directory: directory, environment: variables)
  }

  /// The whole environment that it is run with.
  var variables: [String: String] {
    var variables = ["HOME": home.path, "LANG": "C.UTF-8"]
    variables["PATH"] = ToolNeed.path
    return variables.merging(routing) { $1 }.merging(environment) { $1 }
  }
}
