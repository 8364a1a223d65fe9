import FoundationEssentials
import TandemChecks
import TandemCore
import TandemWorkspace

/// Tests of `node --test`, mocha and jest in threads of one process: a thread starts in a part of a process's time, what
/// the project's loaders make of a file is made once, and a changed text never reaches a file.
///
/// A thread loads every module anew. Where tests do otherwise there than by themselves, or run other
/// processes, the program says so and nothing is tried.
struct NodeThreads {
  private let adapter: any NodeRunner
  private let environment: [String: String]

  /// The most passing tests that are traced one by one.
  private static let mostTraced = 200

  /// Nil for any other runner.
  init?(_ adapter: any TestAdapter, _ environment: [String: String]) {
    guard let adapter = adapter as? any NodeRunner else { return nil }
    self.adapter = adapter
    self.environment = environment
  }

  /// What the program is to do.
  enum Mode: String, Encodable {
    case trace
    case search
  }

  /// The command of the program, which reads `TANDEM_TOP`, `TANDEM_STOP`, for a search `TANDEM_START` and
  /// `TANDEM_GREEN` as well; for a search also the files of candidates that `CommandSearch` writes.
  func command(
    _ mode: Mode, _ baseline: Baseline, red: TestInvocation, green: TestInvocation?,
    each: [TestInvocation] = [], paths: [String] = []
  ) -> WorkspaceCommand? {
    guard let parts = adapter.parts(for: red) else { return nil }
    let job = Job(
      runner: adapter.name, mode: mode, preloads: parts.preloads, options: parts.options,
      words: parts.words, red: Job.Plan(parts),
      green: green.flatMap(adapter.parts).map(Job.Plan.init),
      known: Job.failures(parts.tests, baseline),
      each: each.compactMap(adapter.parts).map(Job.Plan.init), paths: paths)
    // Strings and lists of them always encode.
    let json = (try? JSONEncoder().encode(job)) ?? Data()
    var command = adapter.command(for: red)
    command.arguments =
      parts.node + ["--require", "{tools}/tandem_overlay.cjs"] + parts.preloads
      + parts.options + ["{tools}/tandem_tries.cjs", "{tools}", "{results}"]
    command.tools.merge(Self.programs) { $1 }
    command.tools["threads.json"] = String(decoding: json, as: UTF8.self)
    return command
  }

  /// Traces each test alone; nil where that does not show what the failing tests run.
  func trace(
    _ failing: [TestID], _ passing: [TestID], _ probed: ProbedFiles, _ baseline: Baseline,
    _ workspace: Workspace, seconds: Double
  ) async throws(CommandFailure) -> Trace? {
    let tests = failing + passing.prefix(Self.mostTraced)
    func invocation(_ tests: [TestID]) -> TestInvocation {
      TestInvocation(selection: .tests(tests), environment: environment)
    }
    let threads = command(
      .trace, baseline, red: invocation(failing),
      green: passing.isEmpty ? nil : invocation(passing),
      each: tests.map { invocation([$0]) })
    guard let threads else { return nil }
    var script = CommandScript()
    script.define("threads", threads)
    script.add("export TANDEM_TOP=\"$PWD\" TANDEM_STOP=$((start + \(Int(seconds * 1000))))\n")
    script.run("threads", as: "threads", milliseconds: Int(seconds * 1000) + 5_000)
    var command = script.command(deadline: .seconds(seconds + 10))
    command.changes = probed.changes
    let result = try await workspace.run(command)
    var trace = Trace()
    for row in result.rows("trace.txt") where row.count == 3 {
      guard let index = Int(row[0]), index < tests.count, let status = Self.statuses[row[1]] else {
        continue
      }
      let took = (Double(row[2]) ?? 0) / 1000
      trace.tests.append(
        Trace.Test(
          id: tests[index], status: status, why: row[1] == "stuck" ? Trace.noEnd : "",
          seconds: took, worked: took, lines: probed.lines(result.collected["probes\(index)"])))
    }
    // Two threads end in any order; what follows is to be the same each time.
    let place = Dictionary(
      tests.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    trace.tests.sort { (place[$0.id] ?? 0) < (place[$1.id] ?? 0) }
    let shown = Set(
      trace.tests.filter { $0.status == .failed && !$0.lines.isEmpty }.map(\.id))
    return failing.allSatisfy(shown.contains) ? trace : nil
  }

  private static let statuses: [Substring: Trace.Status] = [
    "passed": .passed, "failed": .failed, "error": .failed, "stuck": .failed, "skipped": .skipped,
  ]

  private static var programs: [String: String] {
    [
      "tandem_jest.cjs": PackageResources.tandem_jest_cjs,
      "tandem_jest_reporter.cjs": PackageResources.tandem_jest_reporter_cjs,
      "tandem_jest_rounds.cjs": PackageResources.tandem_jest_rounds_cjs,
      "tandem_lane.cjs": PackageResources.tandem_lane_cjs,
      "tandem_mocha.cjs": PackageResources.tandem_mocha_cjs,
      "tandem_mocha_rounds.cjs": PackageResources.tandem_mocha_rounds_cjs,
      "tandem_modules.cjs": PackageResources.tandem_modules_cjs,
      "tandem_node_test.cjs": PackageResources.tandem_node_test_cjs,
      "tandem_node_test_rounds.cjs": PackageResources.tandem_node_test_rounds_cjs,
      "tandem_overlay.cjs": PackageResources.tandem_overlay_cjs,
      "tandem_packages.cjs": PackageResources.tandem_packages_cjs,
      "tandem_rounds.cjs": PackageResources.tandem_rounds_cjs,
      "tandem_runner.cjs": PackageResources.tandem_runner_cjs,
      "tandem_threads.cjs": PackageResources.tandem_threads_cjs,
      "tandem_tries.cjs": PackageResources.tandem_tries_cjs,
    ].mapValues { String(decoding: $0, as: UTF8.self) }
  }

  /// `threads.json`.
  private struct Job: Encodable {
    /// The adapter's name.
    var runner: String
    var mode: Mode
    var preloads: [String]
    var options: [String]
    var words: [String]
    var red: Plan
    var green: Plan?
    /// How the failing tests fail by themselves, as far as they end.
    var known: [String: Failure]
    /// The tests to trace, each alone.
    var each: [Plan]
    /// The files that candidates change, told from the repository's top.
    var paths: [String]

    /// As the reporter tells it.
    struct Failure: Encodable {
      var `class`: String
      var message: String
    }

    static func failures(_ tests: [String], _ baseline: Baseline) -> [String: Failure] {
      tests.reduce(into: [:]) { failures, test in
        let failure = baseline.run?.byTest[TestID(test)]?.failure
        failures[test] = failure.map { Failure(class: $0.errorClass, message: $0.message) }
      }
    }

    /// Tests to run together.
    struct Plan: Encodable {
      var files: [String]
      var patterns: [String]
      var tests: [String]
      var report: String

      init(_ parts: NodeRunParts) {
        files = parts.files
        patterns = parts.patterns
        tests = parts.tests
        report = parts.report
      }
    }
  }
}
