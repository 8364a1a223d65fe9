import TandemCore
import TandemTriage
import Testing

/// A report read in each of its forms, and what is refused.
@Suite struct ReportReaderTests {
  private func read(_ text: String) throws(ReportError) -> BugReport {
    try ReportReader.read(Array(text.utf8), source: "issue.md")
  }

  @Test(arguments: [
    ("# Crash on save\n\nIt fails.\n", "Crash on save", "It fails."),
    ("\n\nCrash on save\r\nIt fails.\r\nAlways.", "Crash on save", "It fails.\nAlways."),
    ("## Title: **Crash on save**\n\nIt fails.", "Crash on save", "It fails."),
    ("# Title\n\nCrash on save\n\nIt fails.", "Crash on save", "It fails."),
    ("Crash on save", "Crash on save", ""),
    ("\"# Crash on save\\n\\nIt fails.\"", "Crash on save", "It fails."),
  ])
  func `a text's first heading or line is its title`(text: String, title: String, body: String)
    throws
  {
    #expect(try read(text) == BugReport(title: title, body: body, source: "issue.md"))
  }

  @Test func `github's webhook, rest and command line forms`() throws {
    let issue = """
      {"title": "Crash", "body": "It fails.", "number": 12,
       "labels": [{"name": "bug"}], "comments": 3}
      """
    let expected = BugReport(
      title: "Crash", body: "It fails.", source: "GitHub issue #12", number: "12", labels: ["bug"])
    #expect(try read(issue) == expected)
    #expect(try read("{\"action\": \"opened\", \"issue\": \(issue), \"sender\": {}}") == expected)
    let listed = """
      {"number": 12, "title": "Crash", "body": "It fails.", "labels": [{"id": "x", "name": "bug"}],
       "comments": [{"author": {"login": "ann"}, "body": "Me too."}]}
      """
    var commented = expected
    commented.body = "It fails.\n\n## Comment by ann\n\nMe too."
    #expect(try read(listed) == commented)
    #expect(try read("{\"title\": \"Crash\", \"body\": null}").body == "")
  }

  @Test func `gitlab's webhook and rest forms`() throws {
    let expected = BugReport(
      title: "Crash", body: "It fails.", source: "GitLab issue #7", number: "7", labels: ["bug"])
    #expect(
      try read(
        """
        {"object_kind": "issue", "labels": [{"title": "bug"}],
         "object_attributes": {"iid": 7, "title": "Crash", "description": "It fails."}}
        """) == expected)
    #expect(
      try read(
        "{\"iid\": 7, \"title\": \"Crash\", \"description\": \"It fails.\", \"labels\": [\"bug\"]}")
        == expected)
  }

  @Test func `a text that only begins like json is a text`() throws {
    #expect(try read("{ is not closed\n\nIt fails.").title == "{ is not closed")
  }

  @Test(
    arguments: [
      ("", .empty), (" \n\t\n", .empty),
      ("<!-- Describe\nthe bug -->\n", .onlyComments),
      ("a\u{0}b", .notText("byte 1 is NUL")),
      ("{\"a\": 1}", .unknownPayload), ("[1]", .unknownPayload),
      ("{\"pull_request\": {\"title\": \"x\"}}", .changeRequest),
      (
        "{\"object_kind\": \"merge_request\", \"object_attributes\": {\"title\": \"x\"}}",
        .changeRequest
      ),
    ] as [(String, ReportError.Problem)])
  func `what is no report is refused`(text: String, problem: ReportError.Problem) {
    #expect(throws: ReportError(problem: problem, source: "issue.md")) { try read(text) }
  }

  @Test func `binary and too large files are refused with what to do`() {
    #expect(throws: ReportError(problem: .notText("it is not UTF-8"), source: "a.md")) {
      try ReportReader.read([0x61, 0xC3, 0x28], source: "a.md")
    }
    #expect(throws: ReportError(problem: .notText("it is UTF-16"), source: "a.md")) {
      try ReportReader.read([0xFF, 0xFE, 0x61, 0], source: "a.md")
    }
    let error = ReportError(problem: .tooLarge, source: "a.md")
    #expect(throws: error) {
      try ReportReader.read([UInt8](repeating: 97, count: 5_000_000), source: "a.md")
    }
    #expect(
      error.description
        == "a.md is too large; a report may have 1 MB (1048576 bytes): keep the description "
        + "and the part of the log around the error.")
  }

  @Test func `what a reader of the page would not see is taken out and noted`() throws {
    let report = try read(
      """
      # Crash\u{200B}

      <!-- hidden
      orders --> See `<!-- kept -->`.\u{202E}

      ```html
      <!-- kept too -->
      ```
      ### Version

      _No response_
      2 <!-- 3
      <!-- never closed
      """)
    #expect(
      report
        == BugReport(
          title: "Crash",
          body: "See `<!-- kept -->`.\n\n```html\n<!-- kept too -->\n```\n### Version\n\n2 <!-- 3",
          source: "issue.md",
          removed: [
            "2 HTML comments (39 bytes)", "1 writing-direction control", "1 invisible character",
          ]))
  }
}
