import TandemChecks
import Testing

@Suite struct TestPlanTests {
  static func near(
    _ ranked: [String], named: [String] = [], in files: [String], limit: Int = 8,
    read: ((String) -> String?)? = nil
  ) -> [String] {
    TestPlan.nearbyTests(
      for: ranked, named: named, in: files, adapter: PytestAdapter(), limit: limit, read: read
    ).map(\.path)
  }

  @Test(arguments: [
    ("pkg/a.py", "tests/test_a.py"),
    ("pkg/io/a.py", "tests/io/test_a.py"),
    ("src/pkg/parsers.py", "tests/test_parser.py"),
    ("pkg/forms/models.py", "tests/model_forms/tests.py"),
    ("pkg/cache/__init__.py", "tests/cache/tests.py"),
    ("pkg/io/a.py", "pkg/io/tests/test_a.py"),
  ])
  func theTestOfTheSameNameComesFirst(source: String, test: String) {
    let others = [
      "tests/test_z.py", "tests/net/test_y.py", "tests/delete/tests.py", "tests/helpers.py",
      "tests/views/tests.py",
    ]
    #expect(Self.near([source], in: [source] + others + [test]).first == test)
  }

  @Test func whatTheReportNamesComesBeforeWhatIsNear() {
    let files = ["pkg/a.py", "tests/test_a.py", "tests/sub/test_b.py", "tests/test_c.py"]
    for name in [
      "tests/sub/test_b.py", "tests/sub/test_b.py::TestX::test_y", "test_b.py",
      "/home/me/repo/tests/sub/test_b.py", "tests.sub.test_b", "test_b",
    ] {
      #expect(
        Self.near(["pkg/a.py"], named: [name], in: files) == [
          "tests/sub/test_b.py", "tests/test_a.py",
        ])
    }
    #expect(Self.near([], named: ["a", "pkg", "b.py", ""], in: files) == [])
  }

  @Test func theBetterRankedFilesTestsComeFirstAndFew() {
    let files = ["tests/test_a.py", "tests/test_b.py", "tests/test_c.py"]
    #expect(
      Self.near(["b.py", "c.py", "a.py"], in: files) == [
        "tests/test_b.py", "tests/test_c.py", "tests/test_a.py",
      ])
    #expect(Self.near(["b.py", "c.py", "a.py"], in: files, limit: 1) == ["tests/test_b.py"])
  }

  @Test func aTestThatImportsTheFileIsNear() {
    let texts = [
      "tests/test_x.py": "from pkg.core import (\n    other,\n    engine,\n)\n",
      "tests/test_y.py": "import pkg.core.engine as e\n",
      "tests/test_z.py": "def test():\n    from pkg.core.engine import run\n",
      "tests/test_no.py": "from pkg.core import engines\n# import pkg.core.engine\n",
    ]
    let near = Self.near(
      ["src/pkg/core/engine.py"], in: texts.keys.sorted(), read: { texts[$0] })
    #expect(near == ["tests/test_x.py", "tests/test_y.py", "tests/test_z.py"])
  }

  @Test func aTestThatSpeaksOfWhatTheReportSpeaksOfIsNear() {
    let texts = [
      "tests/misc/test_a.py": "def test_total():\n    assert order_total([]) == 0\n",
      "tests/misc/test_b.py": "def test_names():\n    assert order_names([]) == []\n",
      "tests/invoices/tests.py": "def test_empty():\n    pass\n",
    ]
    func near(_ report: String) -> [TestFile] {
      TestPlan.nearbyTests(
        for: [], in: texts.keys.sorted(), adapter: PytestAdapter(), read: { texts[$0] },
        report: report)
    }
    #expect(near("`order_total([])` raises IndexError").first?.path == "tests/misc/test_a.py")
    #expect(
      near("An invoice cannot be printed").map { "\($0.path): \($0.reason)" } == [
        "tests/invoices/tests.py: the report's words are in its name"
      ])
    #expect(near("") == [])
  }
}
