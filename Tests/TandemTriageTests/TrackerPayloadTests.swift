import TandemCore
import Testing

@testable import TandemTriage

@Suite("Reports of forms and trackers")
struct TrackerPayloadTests {
  private func read(_ text: String) throws -> BugReport {
    try ReportReader.read(Array(text.utf8), source: "issue.json")
  }

  @Test func `an issue form's unanswered questions and ticked boxes go`() throws {
    let body = """
      ### What happened?\\n\\nIt fails.\\n\\n### Logs\\n\\n```shell\\n### not a heading\\n```\\n\\n\
      ### Version\\n\\n_No response_\\n\\n### Code of Conduct\\n\\n- [X] I agree\\n- [x] I searched
      """
    let report = try read("{\"title\": \"Crash\", \"number\": 3, \"body\": \"\(body)\"}")
    #expect(
      report.body
        == "### What happened?\n\nIt fails.\n\n### Logs\n\n```shell\n### not a heading\n```")
  }

  @Test func `jira's webhook with markup`() throws {
    let report = try read(
      """
      {"webhookEvent": "jira:issue_created", "issue": {"id": "1", "key": "SHOP-7", "fields": {
        "summary": "Total is wrong", "labels": ["money"], "environment": "Python 3.11",
        "description": "h2. Steps\\r\\n{{shop.total}} gives 1:\\n{code:python}\\ntotal([])\\n{code}\\n{noformat}x{noformat}",
        "comment": {"comments": [{"author": {"displayName": "Ann"}, "body": "Me too."}]}}}}
      """)
    #expect(
      report
        == BugReport(
          title: "Total is wrong",
          body: """
            ## Steps
            `shop.total` gives 1:
            ```
            total([])
            ```
            ```
            x
            ```


            ## Environment

            Python 3.11

            ## Comment by Ann

            Me too.
            """, source: "Jira issue SHOP-7", number: "SHOP-7", labels: ["money"]))
  }

  @Test func `jira's rest form with a document`() throws {
    let report = try read(
      """
      {"key": "SHOP-8", "fields": {"summary": "Crash", "description": {"type": "doc", "version": 1,
        "content": [
          {"type": "heading", "attrs": {"level": 3}, "content": [{"type": "text", "text": "Steps"}]},
          {"type": "paragraph", "content": [
            {"type": "text", "text": "Call "},
            {"type": "text", "text": "f()", "marks": [{"type": "code"}]},
            {"type": "hardBreak"}, {"type": "mention", "attrs": {"text": "@ann"}}]},
          {"type": "bulletList", "content": [{"type": "listItem", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "once"}]}]}]},
          {"type": "codeBlock", "content": [{"type": "text", "text": "f()\\nboom"}]},
          {"type": "panel", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "Since 2.0"}]}]}]}}}
      """)
    #expect(report.source == "Jira issue SHOP-8")
    #expect(
      report.body
        == "### Steps\n\nCall `f()`\n@ann\n\n- once\n\n```\nf()\nboom\n```\n\nSince 2.0")
  }

  @Test(
    arguments: [
      "{\"action\": \"create\", \"type\": \"Issue\", \"data\": ISSUE}",
      "{\"data\": {\"issue\": ISSUE}}",
    ])
  func `linear's webhook and api`(form: String) throws {
    let issue = """
      {"id": "u", "identifier": "ENG-12", "title": "Crash", "description": "It fails.",
       "labels": {"nodes": [{"name": "bug"}]},
       "comments": {"nodes": [{"body": "Me too.", "user": {"name": "Ann"}}]}}
      """
    #expect(
      try read(form.replacing("ISSUE", with: issue))
        == BugReport(
          title: "Crash", body: "It fails.\n\n## Comment by Ann\n\nMe too.",
          source: "Linear issue ENG-12", number: "ENG-12", labels: ["bug"]))
  }

  @Test func `a document nested without end is read as far as is sensible`() throws {
    let depth = 5_000
    let open = String(repeating: "{\"type\":\"panel\",\"content\":[", count: depth)
    let text =
      "{\"key\":\"A-1\",\"fields\":{\"summary\":\"Deep\",\"description\":{\"type\":\"doc\","
      + "\"content\":[\(open)\(String(repeating: "]}", count: depth))]}}}"
    // Where the decoder itself gives up, the text is no JSON and so the report.
    #expect(try !read(text).title.isEmpty)
  }

  @Test func `a long log keeps its head and its end`() throws {
    let lines = (0..<40_000).map { "line \($0)" }.joined(separator: "\n")
    let log = AttachedLog(name: "a.log", bytes: Array(lines.utf8))
    let report = BugReport(title: "t", body: "b", source: "s").attaching([log])
    let body = report.body
    #expect(body.hasPrefix("b\n\n## Attached: a.log\n\n```\nline 0\nline 1\n"))
    #expect(body.hasSuffix("\nline 39999\n```"))
    #expect(body.utf8.count < AttachedLog.head + AttachedLog.tail + 200)
    #expect(body.contains("bytes of this log are left out here]\nline "))
  }

  @Test func `a log cannot close its own fence`() {
    let log = AttachedLog(name: "a.log", bytes: Array("x\n```\n# Title\n\u{1B}[31m".utf8))
    #expect(
      BugReport(title: "t", body: "", source: "s").attaching([log]).body
        == "## Attached: a.log\n\n~~~~~~\nx\n```\n# Title\n[31m\n~~~~~~")
  }
}
