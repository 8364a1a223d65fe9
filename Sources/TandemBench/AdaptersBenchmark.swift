import FoundationEssentials
@preconcurrency import Glibc
import TandemChecks
import TandemCore
import TandemGit
import TandemPipeline
import TandemSandbox
import TandemWorkspace

/// `tandem-bench adapters`: the tests of a repository's `HEAD` through the adapter that is detected
/// for them, in the sandbox, and the whole run as JSON: each id with its status.
///
/// `scripts/compare-adapter.py` holds that against what the runner itself says.
package enum AdaptersBenchmark {
  static let usage = """
    usage: tandem-bench adapters REPOSITORY STATE [--dir D] [--runner NAME] [--env NAME=VALUE]…
             [--seconds N] [--command WORD…]
    STATE is a scratch folder; --runner takes that one of several runners found.
    """

  /// What the arguments ask for.
  private struct Options {
    var repository = ""
    var state = ""
    var runner: String?
    var seconds = 600
    var tests = ConfiguredTests()

    /// Reads the arguments; nil where they do not fit.
    init?(_ arguments: [String]) {
      var places: [String] = []
      var rest = arguments[...]
      while let word = rest.popFirst() {
        switch word {
        case "--command":
          tests.command = Array(rest)
          rest = []
        case "--dir": tests.directory = rest.popFirst() ?? ""
        case "--runner": runner = rest.popFirst()
        case "--seconds": seconds = rest.popFirst().flatMap(Int.init) ?? seconds
        case "--env":
          let parts = rest.popFirst()?.split(separator: "=", maxSplits: 1) ?? []
          guard parts.count == 2 else { return nil }
          tests.environment[String(parts[0])] = String(parts[1])
        default: places.append(word)
        }
      }
      guard places.count == 2 else { return nil }
      (repository, state) = (places[0], places[1])
    }
  }

  /// Runs the whole suite and prints the run; 1 where it did not come to its end.
  package static func run(arguments: [String]) async throws -> Int32 {
    guard let options = Options(arguments) else {
      print(usage)
      return 2
    }
    let repository = try Repository.open(at: options.repository, trustOwner: true)
    let tree = try repository.resolve("HEAD").tree
    let base = try BaseTree(repository: repository, tree: tree)
    let detected = TestDetection.detect(
      files: base.paths, read: base.text, configured: options.tests)
    let candidate = detected.candidates.first {
      options.runner == nil || $0.adapter.name == options.runner
    }
    guard let candidate else {
      print("no such runner: \(detected.reason)")
      return 2
    }
    let environment = ProcessInfo.processInfo.environment
    let host = HostEnvironment(
      path: environment["PATH"] ?? "", home: environment["HOME"] ?? "/", userName: "bench",
      uid: getuid(), gid: getgid())
    let workspace = try await Workspace.prepare(
      repository: repository, tree: tree,
      options: WorkspaceOptions(state: options.state, host: host), runner: Bubblewrap(host: host))
    let runner = TestRunner(
      workspace: workspace, adapter: candidate.adapter, environment: detected.environment)
    let run = try await runner.run(.whole, deadline: .seconds(options.seconds))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(run), as: UTF8.self))
    return run.ending == .completed ? 0 : 1
  }
}
