import TandemCore
import TandemRetrieval
import TandemTriage
import Testing

/// Which parts of a report speak for a file, and how much.
@Suite struct ReportPartTests {
  private func rank(
    _ title: String, _ body: String = "", _ files: [String: String]
  ) -> [RankedFile] {
    let report = BugReport(title: title, body: body, source: "test")
    return Retriever().rank(
      report: report, triage: TriageRules.triage(report), files: files.mapValues { Array($0.utf8) })
  }

  private func detail(_ file: RankedFile?, _ signal: String) -> String? {
    file?.reasons.first { $0.signal == signal }?.detail
  }

  @Test func `prose is what code, traces, boxes and versions are not`() {
    let body = """
      ### Checklist
      - [x] I have searched the kangaroo
      ### What happens
      The total loses a penny.
      ```
      print(kangaroo)
      ```

          kangaroo.indented()

      >>> kangaroo()
      kangaroo
      ### Version
      kangaroo 1.2
      """
    let files = ["a.py": "kangaroo = 1\n", "b.py": "penny = total\n"]
    let ranking = rank("Wrong sum", body, files)
    #expect(ranking.map(\.path) == ["b.py", "a.py"])
    #expect(detail(ranking.first, "words") == "total, penny")
    #expect(detail(ranking.last, "words") == nil)
    #expect(detail(ranking.last, "definition") != nil)
  }

  @Test func `only the first lines count as such`() {
    let body = "One penny.\n\nTwo pounds.\nThree francs.\nFour marks."
    let ranking = rank("Wrong", body, ["a.py": "penny = pounds = francs\n", "b.py": "marks = 1\n"])
    #expect(detail(ranking.first, "first lines' words") == "penny, pounds, francs")
    #expect(detail(ranking.last, "first lines' words") == nil)
    #expect(detail(ranking.last, "words") == "marks")
  }

  @Test func `a word of every report says less than one of its own`() {
    let files = ["a.py": "example = 1\n", "b.py": "penny = 1\n", "c.py": "x = 1\n"]
    #expect(rank("example penny", "", files).map(\.path) == ["b.py", "a.py"])
  }

  @Test func `the names of definitions say what a file is about`() {
    let files = [
      "a.py": "def f():\n    return receipt + penny\n",
      "b.py": "def receipt_penny():\n    return 1\n",
    ]
    let ranking = rank("Receipt loses a penny", "", files)
    #expect(ranking.first?.path == "b.py")
    #expect(detail(ranking.first, "words defined") == "receipt, penny")
    #expect(detail(ranking.last, "words defined") == nil)
  }

  @Test func `a folder that the report names speaks for its files, the first folder never`() {
    let files = ["shop/a.py": "total = 1\n", "src/shop/a.py": "total = 1\n"]
    let ranking = rank("Total of the shop", "", files)
    #expect(ranking.first?.path == "src/shop/a.py")
    #expect(detail(ranking.first, "folder named") == "shop")
    #expect(detail(ranking.last, "folder named") == nil)
  }
}
