import FoundationEssentials
import TandemChecks
import TandemCore
import TandemTestKit
import TandemWorkspace

/// A folder of Python files whose tests are run by a real interpreter, without a sandbox.
final class PythonFixture: Sendable {
  private let folder: TemporaryDirectory
  private let files: [String]

  /// Writes `files` by path.
  init(_ files: [String: String]) throws {
    folder = try TemporaryDirectory("checks")
    for (path, text) in files { try folder.write("repo/" + path, text) }
    self.files = files.keys.sorted()
    root = folder.file("repo")
  }

  /// The work tree.
  let root: String

  /// What is found in the folder.
  func detect(_ configured: ConfiguredTests = ConfiguredTests()) -> DetectedTests {
    let root = root
    return TestDetection.detect(
      files: files, read: { try? String(contentsOfFile: root + "/" + $0, encoding: .utf8) },
      configured: configured)
  }

  /// Runs a selection with an adapter and reads what it left.
  ///
  /// - Parameter marker: A file that a test writes when it may be ended as at its deadline.
  func run(
    _ adapter: any TestAdapter, _ selection: TestSelection = .whole,
    marker: String? = nil, seconds: Double = 100
  ) async throws -> TestRun {
    let invocation = TestInvocation(
      selection: selection, deadline: .seconds(seconds))
    let command = adapter.command(for: invocation)
    let tools = folder.file("tools-" + UUID().uuidString)
    let results = folder.file("results-" + UUID().uuidString)
    try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: results, withIntermediateDirectories: true)
    for (name, text) in command.tools {
      try Data(text.utf8).write(to: URL(fileURLWithPath: tools + "/" + name))
    }
    func placed(_ text: String) -> String {
      text.replacing("{tools}", with: tools).replacing("{results}", with: results)
    }
    var variables = command.environment.mapValues(placed)
    variables["PATH"] = "/usr/bin:/bin"
    var arguments = command.arguments.map(placed)
    if arguments[0] == "python3" { arguments[0] = "/usr/bin/python3" }
    let clock = ContinuousClock()
    let start = clock.now
    let child = try ChildProcess(
      arguments, directory: root + "/" + command.directory, environment: variables)
    var ending: CommandResult.Ending?
    while ending == nil {
      if try child.hasEnded(deadline: start + command.deadline) {
        let code = child.result.exitCode
        ending = code > 128 ? .signalled(code - 128) : .exited(code)
      } else if let marker, FileManager.default.fileExists(atPath: root + "/" + marker) {
        child.signal(9)
        ending = .timedOut
      }
      try await Task.sleep(for: .milliseconds(2))
    }
    var collected: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: results) {
      collected[name] = Array(try Data(contentsOf: URL(fileURLWithPath: results + "/" + name)))
    }
    let took = start.duration(to: clock.now) / .seconds(1)
    let said = child.result
    return adapter.parse(
      WorkspaceResult(
        command: CommandResult(
          ending: ending ?? .timedOut, output: said.output + said.errorOutput, seconds: took),
        collected: collected),
      of: invocation)
  }
}

extension TestRun {
  /// The tests by how they ended, for comparing whole.
  func ids(_ status: TestStatus) -> [String] {
    results.filter { $0.status == status }.map(\.id.name)
  }

  /// Each test with its status, for comparing whole.
  var statuses: [String: TestStatus] {
    Dictionary(uniqueKeysWithValues: results.map { ($0.id.name, $0.status) })
  }
}
