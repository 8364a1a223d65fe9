import TandemChecks
import TandemCode
import TandemCore
import TandemWorkspace

/// Repair with a runner's own command: one sandboxed shell tries change after change, each built on
/// what the builds before it left.
///
/// What passes is read by the runner's adapter, not by exit code alone.
struct CommandSearch: PatchSearch {
  let workspace: Workspace
  let adapter: any TestAdapter
  /// What the tests need (`tests.env`).
  let environment: [String: String]

  /// The most passing tests that are traced one by one.
  private static let mostTraced = 16
  /// The most candidates of one search: each is a file of its own.
  static let mostCandidates = 8_000
  /// Milliseconds for the unchanged failing tests where one is known to have no end.
  private static let endless = 5_000

  /// Whether changes share a build or a process.
  static func shares(_ adapter: any TestAdapter) -> Bool {
    adapter is any NodeRunner || adapter.steps(for: TestInvocation(selection: .tests([]))) != nil
  }

  // MARK: trace

  func trace(
    _ failing: [TestID], _ passing: [TestID], _ models: [CodeModel], _ baseline: Baseline,
    seconds: Double
  ) async throws(CommandFailure) -> Trace {
    let probed = ProbedFiles(models)
    let threads = NodeThreads(adapter, environment)
    if let trace = try await threads?.trace(
      failing, passing, probed, baseline, workspace, seconds: seconds)
    {
      return trace
    }
    let groups = groups(failing, passing)
    let invocations = groups.map { TestInvocation(selection: .tests($0), environment: environment) }
    var script = CommandScript()
    // Built once, where the runner can part building and running.
    let all = TestInvocation(selection: .tests(groups.flatMap(\.self)), environment: environment)
    let steps = adapter.steps(for: all)
    if let steps {
      script.define("build", steps.build)
      script.run("build", as: "build", milliseconds: Int(seconds * 1000))
      script.add("[ $code = 0 ] || exit 0\n")
    }
    for (index, invocation) in invocations.enumerated() {
      let built = steps == nil ? nil : adapter.steps(for: invocation)?.run
      script.define("run\(index)", built ?? adapter.narrowCommand(for: invocation))
      if index > 0 { script.stop(after: Int(seconds * 1000)) }
      script.run(
        "run\(index)", as: "t\(index)", milliseconds: Int(seconds * 1000),
        probes: "probes\(index)")
    }
    var command = script.command(deadline: .seconds(seconds + 10))
    command.changes = probed.changes
    let result = try await workspace.run(command)
    let kept = KeptRuns(result, adapter)
    var trace = Trace()
    for (index, (tests, invocation)) in zip(groups, invocations).enumerated() {
      guard let run = kept.run("t\(index)", invocation) else { continue }
      let lines = probed.lines(result.collected["probes\(index)"])
      for test in tests {
        guard let status = run.byTest[test]?.status else { continue }
        trace.tests.append(
          Trace.Test(
            id: test, status: status.isRed ? .failed : status == .passed ? .passed : .skipped,
            why: "", seconds: 0, worked: 0, lines: lines))
        // One of a group speaks for all: they share their lines.
        if index >= failing.count { break }
      }
    }
    let sawAny = trace.tests.contains { $0.status == .failed && !$0.lines.isEmpty }
    return sawAny ? trace : Trace.blind(failing, models)
  }

  /// Each failing test alone, the passing ones alone as far as they are few, else together.
  private func groups(_ failing: [TestID], _ passing: [TestID]) -> [[TestID]] {
    guard adapter.reportsEachTest else { return failing.map { [$0] } }
    let ordered = HeldTests.nearestFirst(passing, failing, adapter)
    var groups = failing.map { [$0] } + ordered.prefix(Self.mostTraced).map { [$0] }
    let rest = Array(ordered.dropFirst(Self.mostTraced))
    if !rest.isEmpty { groups.append(rest) }
    return groups
  }

  // MARK: search

  func search(
    _ candidates: [Candidate], _ failing: [TestID], _ models: [CodeModel], trace: Trace,
    _ baseline: Baseline, seconds: Double
  ) async throws(CommandFailure) -> SearchReport {
    let tried = Array(candidates.prefix(Self.mostCandidates))
    let passing = HeldTests.near(passing(baseline, failing), failing, adapter)
    let red = TestInvocation(selection: .tests(failing), environment: environment)
    let green = TestInvocation(selection: .tests(passing), environment: environment)
    let texts = Dictionary(models.map { ($0.path, $0.source.bytes) }, uniquingKeysWith: { $1 })
    let paths = models.map(\.path)
    var script = CommandScript()
    // Narrowed only where that was seen to run them.
    let seen = Set(trace.tests.map(\.id))
    let isNarrow = failing.allSatisfy(seen.contains) && !trace.isBlind
    script.define("red", isNarrow ? adapter.narrowCommand(for: red) : adapter.command(for: red))
    if !passing.isEmpty { script.define("green", adapter.narrowCommand(for: green)) }
    let steps = part(red, passing.isEmpty ? nil : green, in: &script)
    let threads = NodeThreads(adapter, environment)?
      .command(.search, baseline, red: red, green: passing.isEmpty ? nil : green, paths: paths)
    if let threads { script.define("threads", threads) }
    var index = ""
    for (number, candidate) in tried.enumerated() {
      guard let file = paths.firstIndex(of: candidate.path), let bytes = texts[candidate.path],
        let span = candidate.rewrite.span(in: bytes)
      else { continue }
      script.tools["c\(number)"] = String(decoding: span.text, as: UTF8.self)
      index += "\(number) \(file) \(span.bytes.lowerBound) \(span.bytes.upperBound)\n"
    }
    script.tools["index.txt"] = index
    if steps != nil { script.tools.merge(SchemataFiles(models, tried).files) { $1 } }
    // What never ends is not waited for as long again.
    let hasNoEnd = trace.tests.contains { failing.contains($0.id) && $0.why == Trace.noEnd }
    let half = Int(seconds * 500)
    script.add(
      """
      whole=\(Int(seconds * 1000)); half=\(hasNoEnd ? min(half, Self.endless) : half)
      has_green=\(passing.isEmpty ? 0 : 1); can_part=\(steps == nil ? 0 : 1)
      can_thread=\(threads == nil ? 0 : 1); can_refute=\(steps?.refutation == nil ? 0 : 1)

      """)
    for (number, path) in paths.enumerated() {
      script.add(
        "path\(number)=\(CommandScript.quoted(path)); cp \"$path\(number)\" \"$work/base.\(number)\"\n"
      )
    }
    script.add(String(decoding: PackageResources.tries_sh, as: UTF8.self))
    let result = try await workspace.run(script.command(deadline: .seconds(seconds * 1.2 + 30)))
    return report(result, red, green, failing, passing, trace, tried)
  }

  /// What must stay green: everything that passes steadily and can be run without the failing tests.
  private func passing(_ baseline: Baseline, _ failing: [TestID]) -> [TestID] {
    guard adapter.reportsEachTest else { return [] }
    let out = Set(baseline.flaky)
    let red = Set(failing.map(adapter.unit))
    return (baseline.run?.results ?? []).filter { $0.status == .passed && !out.contains($0.id) }
      .map(\.id).filter { !red.contains(adapter.unit(of: $0)) }
  }

  /// Defines what builds the tests and what runs them built, and returns it for the failing ones; nil where
  /// the runner cannot part them.
  private func part(
    _ red: TestInvocation, _ green: TestInvocation?, in script: inout CommandScript
  ) -> TestSteps? {
    guard let failing = adapter.steps(for: red) else { return nil }
    script.define("build", failing.build)
    script.define("red_built", failing.run)
    if let refutation = failing.refutation { script.define("refute", refutation) }
    guard let green else { return failing }
    guard let passing = adapter.steps(for: green) else { return nil }
    script.define("build_passing", passing.build)
    script.define("green_built", passing.run)
    return failing
  }

  private func report(
    _ result: WorkspaceResult, _ red: TestInvocation, _ green: TestInvocation, _ failing: [TestID],
    _ passing: [TestID], _ trace: Trace, _ candidates: [Candidate]
  ) -> SearchReport {
    var report = SearchReport()
    let kept = KeptRuns(result, adapter)
    report.seconds = result.command.seconds
    if !kept.made("base.red") {
      report.broken = Self.reason(result.command)
      return report
    }
    let base = kept.run("base.red", red)
    if let odd = failing.first(where: { base?.byTest[$0]?.status.isRed == false }) {
      report.broken = "\(odd) passes when it is run alone"
      return report
    }
    let holdsGreen = kept.passed("base.green")
    let steady = holdsGreen ? kept.run("base.green", green) : nil
    let passing = passing.filter { steady?.byTest[$0]?.status == .passed }
    report.others = passing.count
    report.count(trace.tests.filter { $0.status == .passed }, reaching: candidates)
    for row in kept.rows where row.count == 3 {
      guard let number = Int(row[0]) else { continue }
      report.tried += 1
      guard row[1] == "0", row[2] == "0" || row[2] == "-" else { continue }
      let id = String(row[0])
      let first = kept.run(id + ".red", red)
      let isGreen = failing.allSatisfy { first?.byTest[$0]?.status == .passed }
      guard isGreen, first?.ending == .completed else { continue }
      report.plausible.append(number)
      if holdsGreen {
        let second = kept.run(id + ".green", green)
        guard second?.ending == .completed,
          passing.allSatisfy({ second?.byTest[$0]?.status == .passed })
        else { continue }
      }
      report.confirmed.append(number)
    }
    func sum(_ name: String) -> Int {
      kept.rows.filter { $0.first == name[...] }.reduce(0) { $0 + (Int($1[1]) ?? 0) }
    }
    report.together = sum("together")
    report.threaded = sum("threads")
    report.stayed = sum("stayed")
    // What passed only among other changes.
    let refuted = kept.rows.filter { $0.first == "refuted" }.compactMap { Int($0[1]) }
    report.confirmed.removeAll(where: refuted.contains)
    return report
  }

  /// Why a search left nothing.
  static func reason(_ command: CommandResult) -> String {
    let tail = String(decoding: command.output.utf8.suffix(300), as: UTF8.self)
    return switch command.ending {
    case .timedOut: "the search did not end in time"
    case .outOfMemory: "the tests used too much memory"
    case .signalled(let number): "the search was ended by signal \(number)"
    case .exited(let code): "the search left no result (exit \(code)): \(tail)"
    }
  }
}
