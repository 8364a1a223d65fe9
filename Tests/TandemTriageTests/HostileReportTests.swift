import TandemCore
import TandemTriage
import Testing

/// Reports of a megabyte made to cost much.
@Suite(.timeLimit(.minutes(1))) struct HostileReportTests {
  @Test(arguments: [
    "<!--", "`", "word. ", "a_b ", "x\n", "    code\n", "a/b.py\n", "not found\n", "```\n", "E   ",
  ])
  func `a megabyte of anything is triaged`(piece: String) throws {
    let text = "Crash on save\n\n" + String(repeating: piece, count: 900_000 / piece.utf8.count)
    let report = try ReportReader.read(Array(text.utf8), source: "issue.md")
    let triage = TriageRules.triage(report)
    #expect(triage.paths.count <= 80)
    #expect(triage.symbols.count <= 80)
    #expect(triage.symptoms.count <= 6)
  }
}
