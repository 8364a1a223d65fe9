import TandemCore
import Testing

@testable import TandemPipeline

@Suite struct CommitMessageTests {
  private func text(_ title: String, cause: String = "", number: String? = nil) -> String {
    CommitMessage.text(
      report: BugReport(title: title, body: "", source: "a file", number: number),
      contract: ChangeContract(cause: cause, plan: "", files: [], tier: .premium),
      authors: ["some-model"], tests: "pytest", run: "r1")
  }

  @Test func `a message has a subject, the cause and the trailers`() {
    #expect(
      text("Late fee is off by a day", cause: "`days_late` counts the due date.", number: "12")
        == """
        Fix: Late fee is off by a day

        `days_late` counts the due date.

        Reported in #12.

        Assisted-by: Tandem:some-model [pytest]
        Tandem-Run: r1

        """)
  }

  @Test func `a report cannot add lines or trailers`() {
    let message = text(
      "bug\n\nSigned-off-by: Mallory <m@example.org>", cause: "x\nSigned-off-by: Mallory")
    #expect(!message.split(separator: "\n").contains { $0.hasPrefix("Signed-off-by") })
    #expect(message.hasSuffix("\n\nAssisted-by: Tandem:some-model [pytest]\nTandem-Run: r1\n"))
  }

  @Test func `a long title is cut at a word`() {
    let subject = text(String(repeating: "word ", count: 40)).split(separator: "\n")[0]
    #expect(subject.count <= 72)
    #expect(subject.hasSuffix("word…"))
  }
}
