import FoundationEssentials
import TandemChecks
import TandemCore
import TandemWorkspace

/// Runs the Python worker inside the repository's own test command, in the sandbox.
///
/// The adapter's command loads and selects the tests; the worker's part is loaded before it does
/// and takes the tests over where they would be run. It judges nothing.
struct Worker: Sendable {
  private let workspace: Workspace
  private let adapter: any TestAdapter
  private let environment: [String: String]

  /// Nil for a runner whose tests cannot be called one by one.
  init?(workspace: Workspace, adapter: any TestAdapter, environment: [String: String]) {
    guard Self.runners.contains(adapter.name) else { return nil }
    self.workspace = workspace
    self.adapter = adapter
    self.environment = environment
  }

  /// The runners the worker can take over.
  static let runners = ["pytest", "unittest", "django"]

  /// Traces the job's tests.
  func trace(_ job: WorkerJob) async throws(CommandFailure) -> Trace {
    let rows = try await run(job, tests: job.tests ?? [])
    var trace = Trace()
    for row in rows.rows {
      if let lines = row.imported { trace.imported = lines }
      if let called = row.called { trace.called = called.map(\.function) }
      if let broken = row.broken { trace.broken = broken }
      if let test = row.test, let status = row.status.flatMap(Trace.Status.init) {
        trace.tests.append(
          Trace.Test(
            id: TestID(test), status: status, why: row.why ?? "", seconds: row.seconds ?? 0,
            worked: row.worked ?? 0, lines: row.lines ?? [:]))
      }
    }
    // Tests end in any order; what follows is to be the same each time.
    let order = (job.tests ?? []).enumerated().map { (TestID($0.element), $0.offset) }
    let place = Dictionary(order, uniquingKeysWith: { first, _ in first })
    trace.tests.sort { (place[$0.id] ?? 0) < (place[$1.id] ?? 0) }
    if trace.broken == nil, let reason = rows.defect { trace.broken = reason }
    return trace
  }

  /// Tries the job's candidates.
  func search(_ job: WorkerJob) async throws(CommandFailure) -> SearchReport {
    let rows = try await run(job, tests: (job.failing ?? []) + (job.others ?? []))
    var report = SearchReport()
    for row in rows.rows {
      if let broken = row.broken { report.broken = broken }
      if let tried = row.tried { report.tried = tried }
      if let comparison = row.comparison { report.comparison = comparison.read }
      if row.tried != nil, let seconds = row.seconds { report.seconds = seconds }
      guard row.status == "plausible" else { continue }
      if let index = row.candidate {
        report.plausible.append(index)
        report.firstFound = report.firstFound ?? row.seconds
      }
      if let index = row.confirmed { report.confirmed.append(index) }
    }
    if report.broken == nil, let reason = rows.defect { report.broken = reason }
    return report
  }

  // MARK: the command

  private func run(
    _ job: WorkerJob, tests: [String]
  ) async throws(CommandFailure) -> (rows: [Row], defect: String?) {
    let deadline = Duration.seconds(job.seconds * 2 + job.loadSeconds * 2 + 20)
    let invocation = TestInvocation(
      selection: .tests(tests.map { TestID($0) }), environment: environment, deadline: deadline)
    var command = adapter.command(for: invocation)
    var job = job
    job.depth = command.directory.split(separator: "/").count { $0 != "." }
    // Numbers, strings and lists of them always encode.
    let json = (try? JSONEncoder().encode(job)) ?? Data()
    command.tools.merge(Self.modules) { $1 }
    command.tools["tandem_job.json"] = String(decoding: json, as: UTF8.self)
    command.environment["TANDEM_REPAIR"] = "{results}/" + Self.resultFile
    if adapter.name == "pytest" {
      let others = command.environment["PYTEST_PLUGINS"].map { "," + $0 } ?? ""
      command.environment["PYTEST_PLUGINS"] = "tandem_repair" + others
    } else {
      // The adapter's script is the last argument; ours runs it.
      command.arguments.insert("{tools}/tandem_repair.py", at: command.arguments.count - 1)
    }
    let result = try await workspace.run(command)
    let rows = (result.collected[Self.resultFile] ?? []).split(separator: 10).compactMap {
      try? JSONDecoder().decode(Row.self, from: Data($0))
    }
    return (rows, Self.defect(rows, result.command))
  }

  private static let resultFile = "tandem_repair.jsonl"

  private static var modules: [String: String] {
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    return [
      "tandem_repair.py": text(PackageResources.tandem_repair_py),
      "tandem_search.py": text(PackageResources.tandem_search_py),
      "tandem_tracing.py": text(PackageResources.tandem_tracing_py),
      "tandem_swapping.py": text(PackageResources.tandem_swapping_py),
      "tandem_children.py": text(PackageResources.tandem_children_py),
      "tandem_behaviour.py": text(PackageResources.tandem_behaviour_py),
      "tandem_comparison.py": text(PackageResources.tandem_comparison_py),
    ]
  }

  /// Why the rows are not all there; nil where they are.
  private static func defect(_ rows: [Row], _ command: CommandResult) -> String? {
    if rows.last?.end == true { return nil }
    let output = String(decoding: command.output.utf8.suffix(300), as: UTF8.self)
    switch command.ending {
    case .timedOut: return "the worker did not end in time"
    case .outOfMemory: return "the worker used too much memory"
    case .signalled(let number): return "the worker was ended by signal \(number)"
    case .exited(let code): return "the worker left no result (exit \(code)): \(output)"
    }
  }

  /// One line of the result file.
  private struct Row: Decodable {
    var imported: [String: [Int]]?
    var called: [Called]?
    var test: String?
    var candidate: Int?
    var confirmed: Int?
    var status: String?
    var why: String?
    var seconds: Double?
    var worked: Double?
    var lines: [String: [Int]]?
    var tried: Int?
    var comparison: Comparison?
    var broken: String?
    var end: Bool?
  }

  /// What the changes that passed do on inputs like those of the tests.
  private struct Comparison: Decodable {
    var inputs: Int
    var alike: [[Int]]
    var example: Example?

    var read: SearchReport.Comparison {
      SearchReport.Comparison(inputs: inputs, alike: alike, example: example?.read)
    }
  }

  /// Call, outcome, other outcome, whose.
  private struct Example: Decodable {
    var read: SearchReport.Comparison.Example

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      read = SearchReport.Comparison.Example(
        call: try list.decode(String.self), first: try list.decode(String.self),
        other: try list.decode(String.self), rival: try list.decode(Int.self))
    }
  }

  /// Path, line, name.
  private struct Called: Decodable {
    var function: Trace.Function

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      function = Trace.Function(
        path: try list.decode(String.self), line: try list.decode(Int.self),
        name: try list.decode(String.self))
    }
  }
}
