import FoundationEssentials
import TandemChecks
import TandemCore
import Testing

/// Over real checkouts of Django, where `TANDEM_DJANGO` names them: a Python that has Django's
/// requirements, then `;` and a checkout with the labels to run, as often as wanted:
/// `PYTHON;CHECKOUT LABEL LABEL;CHECKOUT LABEL`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TANDEM_DJANGO"] != nil))
struct DjangoCheckoutTests {
  @Test func eachCheckoutSaysWhatItsOwnSummarySays() async throws {
    let setting = try #require(ProcessInfo.processInfo.environment["TANDEM_DJANGO"])
    let parts = setting.split(separator: ";").map(String.init)
    for part in parts.dropFirst() {
      let words = part.split(separator: " ").map(String.init)
      let fixture = try PythonFixture(at: words[0])
      let detected = fixture.detect(
        ConfiguredTests(command: [parts[0], "tests/runtests.py"]))
      let adapter = try #require(detected.adapter)
      let files = words.dropFirst().map {
        "tests/" + $0.split(separator: ".").joined(separator: "/") + ".py"
      }
      let run = try await fixture.run(adapter, .files(files), seconds: 300)
      #expect(run.ending == .completed, "\(run.output)")
      let summary = run.output.split(separator: "\n").filter {
        $0.hasPrefix("Ran ") || $0.hasPrefix("OK") || $0.hasPrefix("FAILED")
      }
      #expect(summary.first?.hasPrefix("Ran \(run.results.count) test") ?? false, "\(summary)")
      let first = try #require(run.results.first)
      let one = try await fixture.run(adapter, .tests([first.id]))
      #expect(one.results.map(\.id) == [first.id])
      print(
        words[0], summary, "\(run.results.count) results, \(run.red.count) red,",
        "\(run.ids(.skipped).count) skipped in \(run.seconds) s; one test in \(one.seconds) s")
    }
  }
}
