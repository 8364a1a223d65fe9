import TandemCore
import TandemRepair
import Testing

@Suite struct BuiltinScopeTests {
  private let report = BugReport(title: "Wrong total", body: "", source: "test")
  private let triage = Triage(kind: .bug, reason: "", symbols: ["shop.total"])
  private let paths: Set<String> = [
    "src/shop/cart.py", "src/shop/tax.py", "src/shop/page.html", "tests/test_cart.py",
    "tests/conftest.py",
  ]
  private let ranking = [
    RankedFile(
      path: "tests/test_cart.py", score: 1,
      reasons: [.init(signal: "words", detail: "total", score: 1)]),
    RankedFile(
      path: "src/shop/cart.py", score: 0.9,
      reasons: [.init(signal: "words", detail: "total", score: 0.9)]),
    RankedFile(
      path: "src/shop/page.html", score: 0.8,
      reasons: [.init(signal: "words", detail: "total", score: 0.8)]),
    RankedFile(
      path: "src/shop/tax.py", score: 0.1,
      reasons: [.init(signal: "words", detail: "total", score: 0.1)]),
  ]

  private func baseline(_ red: [(String, String)], runner: String? = "pytest") -> Baseline {
    Baseline(
      tree: "t", runner: runner, reason: "no test files were found",
      run: TestRun(
        command: "pytest", runner: "pytest", ending: .completed,
        results: red.map {
          TestResult(
            id: TestID($0.0), status: .failed,
            failure: TestFailure(errorClass: "AssertionError", message: "", trace: $0.1))
        }, seconds: 1))
  }

  private func answer(_ baseline: Baseline, _ triage: Triage? = nil) -> BuiltinScope.Answer {
    BuiltinScope.contract(
      said: report.text, triage: triage ?? self.triage, ranking: ranking, baseline: baseline,
      paths: paths)
  }

  private func contract(_ answer: BuiltinScope.Answer) throws -> ChangeContract {
    guard case .contract(let contract) = answer else {
      Issue.record("\(answer)")
      throw CommandFailure(message: "no contract")
    }
    return contract
  }

  @Test(arguments: [
    "It is test/a.js::sums::takes the most off that fails.", "In words: takes the most off",
  ])
  func `a test whose name or title the user wrote is what the report is about`(
    _ said: String
  ) {
    let titles = ["takes the most off", "is none", "keeps the order", "begins with one"]
    let red = baseline(titles.map { ("test/a.js::sums::" + $0, "") })
    #expect(
      BuiltinScope.relevant(triage, ranking, red, said: said)
        == [TestID("test/a.js::sums::takes the most off")])
    #expect(BuiltinScope.relevant(triage, ranking, red, said: "It is none.") == [])
  }

  @Test func `the contract names source files of the trace first, then of the ranking`() throws {
    let trace = """
      Traceback (most recent call last):
        File "/repository/tests/test_cart.py", line 3, in test_total
          total()
        File "/repository/src/shop/tax.py", line 9, in rate
          return 1
      """
    let found = try contract(answer(baseline([("tests/test_cart.py::test_total", trace)])))
    #expect(found.files == ["src/shop/tax.py", "src/shop/cart.py"])
    #expect(found.mustTurnGreen == [TestID("tests/test_cart.py::test_total")])
    #expect(found.testFiles.isEmpty && found.newFiles.isEmpty)
    #expect(found.tier == .builtin)
    #expect(
      found.cause.contains("src/shop/tax.py is in the trace of tests/test_cart.py::test_total"))
    #expect(found.cause.contains("src/shop/cart.py is ranked by words: total"))
  }

  @Test func `a report that names a test is about that test`() throws {
    var triage = triage
    triage.testNames = ["test_b"]
    let red = ["test_a", "test_b"].map { ("tests/test_cart.py::\($0)", "") }
    let found = try contract(answer(baseline(red), triage))
    #expect(found.mustTurnGreen == [TestID("tests/test_cart.py::test_b")])
  }

  @Test func `of many failing tests those that speak of the report's things are meant`() throws {
    let red = (1...6).map { ("tests/test_x.py::test_\($0)", $0 == 4 ? "in total\n" : "") }
    let found = try contract(answer(baseline(red)))
    #expect(found.mustTurnGreen == [TestID("tests/test_x.py::test_4")])
  }

  @Test func `without a failing test there is no contract, and what to do is said`() {
    guard case .none(let reason) = answer(baseline([])) else {
      Issue.record("a contract was made")
      return
    }
    #expect(reason.contains("add such a test"))
  }

  @Test func `tests that died are not called green`() {
    var died = baseline([])
    died.run?.results = [TestResult(id: TestID("a"), status: .passed)]
    died.run?.ending = .broken(reason: "a.rs did not come to the end of its tests")
    #expect(
      answer(died)
        == .none(
          reason: "the tests died before their end, so it cannot be told which of them fail: "
            + "a.rs did not come to the end of its tests; 1 had passed till then"))
  }

  @Test func `without tests that can be run the reason is the runner's`() {
    let answer = answer(baseline([], runner: nil))
    guard case .none(let reason) = answer else {
      Issue.record("a contract was made")
      return
    }
    #expect(reason.contains("no test files were found"))
  }

  @Test func `where nothing points at source that can be repaired there is no contract`() {
    let answer = BuiltinScope.contract(
      said: report.text, triage: triage, ranking: [ranking[0], ranking[2]],
      baseline: baseline([("tests/test_cart.py::test_total", "")]), paths: paths)
    guard case .none(let reason) = answer else {
      Issue.record("a contract was made")
      return
    }
    #expect(reason.contains("can repair: it knows Python"))
  }
}
