import TandemCode
import TandemCore
import TandemGit
import TandemRetrieval
import TandemTestKit
import TandemTriage
import Testing

/// Which files and regions come first for a report, and why.
@Suite struct RetrieverTests {
  private let files: [String: [UInt8]] = [
    "shop/dates.py": """
    import re

    MONTHS = ["january"]

    def parse_date(text):
        # Accepts a day and a month.
        day, month = text.split()
        return int(day), MONTHS.index(month)

    def format_date(day, month):
        return f"{day} {MONTHS[month]}"
    """,
    "shop/cart.py": """
    from shop.dates import format_date

    class Cart:
        def add(self, item):
            self.items.append(item)

        def total(self):
            return sum(item.price for item in self.items)
    """,
    "shop/__init__.py": "from shop.cart import Cart\nfrom shop.dates import parse_date\n",
    "shop/invoice.py": "class Invoice:\n    def render(self):\n        return format_date(1, 2)\n",
    "tests/test_dates.py": """
    from shop.dates import parse_date

    def test_parse_date():
        assert parse_date("1 january") == (1, 0)

    def test_parse_date_month():
        assert parse_date("2 month day parse date") == (1, 0)
    """,
    "docs/dates.rst": "Use parse_date to parse a date with a day and a month.\n",
    "vendor/dates.py": "def parse_date(text):\n    return text\n",
    "logo.png": "parse_date",
    "blob.py": "parse_date\0",
  ].mapValues { Array($0.utf8) }

  private func rank(
    _ title: String, _ body: String = "", scope: Retriever.Scope = Retriever.Scope()
  ) -> [RankedFile] {
    let report = BugReport(title: title, body: body, source: "test")
    return Retriever(scope: scope).rank(
      report: report, triage: TriageRules.triage(report), files: files)
  }

  @Test func `the file whose words and definitions answer comes first, tests and docs last`() {
    let ranking = rank("parse_date loses the month", "The day is right, the month is wrong.")
    #expect(ranking.first?.path == "shop/dates.py")
    #expect(ranking.first?.score == 1)
    #expect(ranking.first?.regions.first?.name == "parse_date")
    #expect(ranking.first?.regions.first?.firstLine == 5)
    #expect(ranking.first?.regions.first?.lastLine == 8)
    let order = ranking.map(\.path)
    #expect(order.firstIndex(of: "tests/test_dates.py") == order.count - 1)
    #expect(!order.contains("logo.png"))
    #expect(!order.contains("blob.py"))
  }

  @Test func `every part of a score has its reason`() throws {
    let best = try #require(rank("parse_date loses the month").first)
    #expect(best.reasons.contains { $0.signal == "title's symbol" && $0.detail == "parse_date" })
    #expect(best.reasons.contains { $0.signal == "words" && $0.detail.contains("parse_date") })
    let sum = best.reasons.reduce(0) { $0 + $1.score }
    #expect(abs(sum - best.score) < 1e-9)
    for file in rank("parse_date loses the month") {
      #expect(abs(file.reasons.reduce(0) { $0 + $1.score } - file.score) < 1e-9)
    }
  }

  @Test func `a path, a dotted name and a frame each name a file`() {
    func reason(_ ranking: [RankedFile], _ signal: String) -> [String] {
      ranking.filter { $0.reasons.contains { $0.signal == signal } }.map(\.path)
    }
    #expect(reason(rank("wrong", "see shop/invoice.py:2"), "path named") == ["shop/invoice.py"])
    #expect(
      reason(rank("wrong", "`shop.invoice.Invoice.render` is odd"), "dotted name")
        == ["shop/invoice.py"])
    let trace = """
      Traceback (most recent call last):
        File "/usr/lib/python3/site-packages/shop/cart.py", line 8, in total
          return sum()
      TypeError: x
      """
    let ranking = rank("Total fails", trace)
    #expect(reason(ranking, "stack frame") == ["shop/cart.py"])
    #expect(ranking.first?.regions.first?.name == "Cart.total")
  }

  @Test func `a scope keeps files out`() {
    let glob = Retriever.Scope(files: [Glob("shop/c*.py")])
    #expect(rank("parse_date, items and Cart", scope: glob).map(\.path) == ["shop/cart.py"])
    let folder = Retriever.Scope(directory: "docs")
    #expect(rank("parse_date", scope: folder).map(\.path) == ["docs/dates.rst"])
  }

  @Test func `a hint counts like the title`() {
    let hinted = Retriever.Scope(hint: "look at Invoice.render")
    #expect(rank("The page is wrong", scope: hinted).first?.path == "shop/invoice.py")
  }

  @Test func `a report without a word of the code gives nothing`() {
    #expect(rank("xyzzy", "plugh") == [])
  }

  @Test func `git objects give what memory gives; links and large files are passed over`() throws {
    let temporary = try TemporaryRepository()
    for (path, bytes) in files { try temporary.write(path, bytes) }
    try temporary.write("large.py", String(repeating: "parse_date ", count: 120_000))
    _ = try temporary.commit("base")
    let repository = try Repository.open(at: temporary.path)
    let report = BugReport(title: "parse_date loses the month", body: "", source: "test")
    let ranking = try Retriever().rank(
      report: report, triage: TriageRules.triage(report), repository: repository,
      tree: repository.head().tree)
    #expect(ranking == rank("parse_date loses the month"))
  }

  @Test func `what fails moves its files up and puts their functions first`() throws {
    let ranking = rank("Something is wrong with items")
    #expect(ranking.first?.path == "shop/cart.py")
    let failing = TestResult(
      id: TestID("tests/test_dates.py::test_parse_date"), status: .failed,
      failure: TestFailure(
        errorClass: "ValueError", message: "x",
        trace: """
          tests/test_dates.py:4: in test_parse_date
              parse_date("x")
          shop/dates.py:7: in parse_date
              day, month = text.split()
          E   ValueError: x
          """))
    let reranked = Retriever().rerank(ranking, failing: [failing, failing], files: files)
    let first = try #require(reranked.first { $0.path == "shop/dates.py" })
    #expect(reranked.map(\.path).firstIndex(of: "shop/dates.py") ?? 9 <= 1)
    #expect(first.reasons.first?.signal == "failing test")
    #expect(first.reasons.first?.detail == "tests/test_dates.py::test_parse_date")
    #expect(first.regions.first?.name == "parse_date")
    #expect(
      !reranked.contains {
        $0.path.hasPrefix("tests/") && $0.reasons.contains { $0.signal == "failing test" }
      })
    #expect(Retriever().rerank(ranking, failing: [], files: files) == ranking)
  }

  @Test func `a dotted test id leads to what its file imports and tests`() {
    let failing = TestResult(id: TestID("test_dates.DateTests.test_x"), status: .failed)
    let reranked = Retriever().rerank([], failing: [failing], files: files)
    #expect(reranked.map(\.path) == ["shop/dates.py"])
    #expect(reranked.first?.score == 1)
  }
}
