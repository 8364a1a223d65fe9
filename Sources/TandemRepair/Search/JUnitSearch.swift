import TandemChecks
import TandemCode
import TandemCore
import TandemWorkspace

/// Repair of Java whose tests are plain JUnit: two virtual machines compile changes in memory and run
/// single tests, each load of the classes new.
struct JUnitSearch: PatchSearch {
  let workspace: Workspace
  let adapter: JUnitAdapter
  /// What the tests need (`tests.env`).
  let environment: [String: String]

  /// Machines side by side.
  private static let lanes = 2
  private static let mostTraced = 200

  func trace(
    _ failing: [TestID], _ passing: [TestID], _ models: [CodeModel], _ baseline: Baseline,
    seconds: Double
  ) async throws(CommandFailure) -> Trace {
    let probed = ProbedFiles(models)
    let tests = failing + passing.prefix(Self.mostTraced)
    var command = self.command("trace", failing, Array(tests.dropFirst(failing.count)), seconds)
    command.changes = probed.changes
    let result = try await workspace.run(command)
    var trace = Trace()
    for row in result.rows("trace.txt") where row.count == 3 {
      guard let index = Int(row[0]), index < tests.count else { continue }
      let status: Trace.Status =
        row[1] == "passed" ? .passed : row[1] == "skipped" ? .skipped : .failed
      let took = (Double(row[2]) ?? 0) / 1000
      trace.tests.append(
        Trace.Test(
          id: tests[index], status: status, why: row[1] == "stuck" ? Trace.noEnd : "",
          seconds: took, worked: took,
          lines: probed.lines(result.collected["probes\(index)"])))
    }
    if trace.tests.isEmpty { return Trace.blind(failing, models) }
    return trace
  }

  func search(
    _ candidates: [Candidate], _ failing: [TestID], _ models: [CodeModel], trace: Trace,
    _ baseline: Baseline, seconds: Double
  ) async throws(CommandFailure) -> SearchReport {
    let tried = Array(candidates.prefix(CommandSearch.mostCandidates))
    let passing = trace.tests.filter { $0.status == .passed }
    var command = self.command("search", failing, passing.map(\.id), seconds)
    var index = ""
    // The machines run in the project's folder.
    let folder = command.directory.isEmpty ? "" : command.directory + "/"
    for (number, candidate) in tried.enumerated() {
      guard let model = models.first(where: { $0.path == candidate.path }),
        candidate.path.hasPrefix(folder),
        let span = candidate.rewrite.span(in: model.source.bytes)
      else { continue }
      command.tools["c\(number)"] = String(decoding: span.text, as: UTF8.self)
      let path = candidate.path.dropFirst(folder.count)
      index += "\(number) \(span.bytes.lowerBound) \(span.bytes.upperBound) \(path)\n"
    }
    command.tools["index.txt"] = index
    let slowest = passing.map(\.seconds).max() ?? 0
    command.tools["limit.txt"] = "\(Int(min(5, max(0.5, 5 * slowest)) * 1000))"
    let result = try await workspace.run(command)
    var report = SearchReport()
    report.seconds = result.command.seconds
    report.others = passing.count
    report.count(passing, reaching: tried)
    let rows = (0..<Self.lanes).flatMap { result.rows("lane\($0).txt") }
    if rows.isEmpty { report.broken = CommandSearch.reason(result.command) }
    for row in rows where row.count == 2 {
      guard let number = Int(row[0]) else { continue }
      switch row[1] {
      case "begun": report.tried += 1
      case "near": report.plausible.append(number)
      case "plausible": report.confirmed.append(number)
      default: break
      }
    }
    return report
  }

  /// Compiles everything as the adapter does, then starts the machines, and again after a stuck test.
  private func command(
    _ mode: String, _ failing: [TestID], _ passing: [TestID], _ seconds: Double
  ) -> WorkspaceCommand {
    let line = """
      out="${TMPDIR:-/tmp}/tandem-try"; mkdir -p "$out" || exit
      date +%s%3N >"{results}/start"
      find . -name '*.java' -not -path './.*' >"$out/sources"
      for folder in src/main/resources src/test/resources; do
        [ -d "$folder" ] && CLASSPATH="$CLASSPATH:$PWD/$folder"
      done
      export CLASSPATH
      javac -nowarn -encoding UTF-8 -d "$out" @"$out/sources" || exit
      mkdir -p "$out.own" && javac -nowarn -d "$out.own" "{tools}/TandemTry.java" || exit
      lane() {
        for round in 1 2 3 4 5 6 7 8 9 10; do
          java -ea -Djava.awt.headless=true -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \\
            -cp "$out.own:$CLASSPATH" TandemTry \(mode) "{tools}" "{results}" "$out" "$1" "$2"
          [ $? = 75 ] || [ "$3" = search ] || return
          [ "$(tail -n 1 "{results}/lane$1.txt" 2>/dev/null)" = end ] && return
        done
      }
      \(mode == "trace"
        ? "lane 0 1 trace" : (0..<Self.lanes).map { "lane \($0) \(Self.lanes) search &" }
          .joined(separator: "\n") + "\nwait")
      """
    let red = adapter.command(
      for: TestInvocation(selection: .tests(failing), environment: environment))
    let green = adapter.command(for: TestInvocation(selection: .tests(passing)))
    func plan(_ command: WorkspaceCommand) -> String {
      command.tools.first { $0.key.hasSuffix(".txt") }?.value ?? ""
    }
    return WorkspaceCommand(
      arguments: ["/bin/sh", "-c", line], directory: red.directory, environment: red.environment,
      tools: [
        "TandemTry.java": String(decoding: PackageResources.TandemTry_java, as: UTF8.self),
        "red.txt": plan(red), "green.txt": passing.isEmpty ? "" : plan(green),
        "stop.txt": "\(Int(seconds * 1000))", "limit.txt": "5000", "index.txt": "",
      ], deadline: .seconds(seconds + 20))
  }
}
