import TandemCore
import TandemWorkspace

/// Reads the JSON report that jest and vitest write.
enum ScriptReport {
  /// Returns the run that the report of an invocation tells.
  static func run(
    _ result: WorkspaceResult, of invocation: TestInvocation, adapter: any TestAdapter
  ) -> TestRun {
    let tool = "tandem_" + invocation.token
    let place = String(
      decoding: (result.collected[tool + ".place"] ?? []).prefix { $0 != 10 }, as: UTF8.self)
    var reading = RunReading(defect: "no report was left")
    if let bytes = result.collected[tool + ".json"] {
      reading =
        JestReport(bytes)?.reading(from: place)
        ?? RunReading(defect: "the report is no whole JSON report")
    }
    reading.keep(invocation.selection)
    return reading.run(
      result.command, shown: adapter.shown(invocation.selection), runner: adapter.name)
  }
}
