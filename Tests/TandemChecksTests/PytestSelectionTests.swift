import TandemChecks
import TandemCore
import Testing

@Suite struct PytestSelectionTests {
  static let files = [
    "pkg/__init__.py": "",
    "tests/test_a.py": """
    import pytest

    @pytest.mark.parametrize("n", [1, 2])
    def test_each(n):
        pass

    class TestB:
        def test_c(self):
            pass

        def test_d(self):
            pass

    def test_e():
        pass
    """,
    "tests/test_f.py": "def test_g():\n    assert False\n",
  ]

  static func tests(_ names: String...) -> TestSelection { .tests(names.map(TestID.init)) }

  @Test(arguments: [
    (tests("tests/test_a.py::test_each[2]"), ["tests/test_a.py::test_each[2]"]),
    (
      tests("tests/test_a.py::test_each"),
      ["tests/test_a.py::test_each[1]", "tests/test_a.py::test_each[2]"]
    ),
    (
      tests("tests/test_a.py::TestB", "tests/test_f.py"),
      [
        "tests/test_a.py::TestB::test_c", "tests/test_a.py::TestB::test_d",
        "tests/test_f.py::test_g",
      ]
    ),
    (.files(["tests/test_f.py"]), ["tests/test_f.py::test_g"]),
    // What is gone is missing; the rest runs all the same.
    (tests("tests/test_f.py::test_gone", "tests/test_a.py::test_e"), ["tests/test_a.py::test_e"]),
    (
      tests("tests/test_gone.py::test_x", "tests/test_a.py::test_e"), ["tests/test_a.py::test_e"]
    ),
    (.files(["tests/test_gone.py", "tests/test_f.py"]), ["tests/test_f.py::test_g"]),
    (tests("tests/test_gone.py::test_x"), []),
  ])
  func aSelectionRunsExactlyWhatItNames(selection: TestSelection, expected: [String]) async throws {
    let run = try await PythonFixture(Self.files).run(PytestAdapter(), selection)
    #expect(run.ending == .completed)
    #expect(run.results.map(\.id.name) == expected)
  }

  @Test func theShownCommandIsWhatAPersonWouldType() {
    let adapter = PytestAdapter(directory: "sub")
    #expect(adapter.shown(.whole) == "python3 -m pytest")
    #expect(adapter.shown(.files(["sub/tests/a.py"])) == "python3 -m pytest tests/a.py")
    #expect(
      adapter.shown(Self.tests("a.py::t[it's]")) == "python3 -m pytest 'a.py::t[it'\\''s]'")
  }

  @Test func aTestIsTracedBackToItsFile() {
    let adapter = PytestAdapter(directory: "sub")
    #expect(adapter.file(of: TestID("tests/a.py::t[x::y]")) == "sub/tests/a.py")
    #expect(adapter.file(of: TestID("../b/test_c.py")) == "b/test_c.py")
  }

  @Test func idsAreToldFromTheFolderThatTestsRunIn() async throws {
    let fixture = try PythonFixture([
      "pytest.ini": "[pytest]\n",
      "sub/tests/test_a.py": "def test_b():\n    pass\n",
      "sub/tests/inner/pytest.ini": "[pytest]\n",
      "sub/tests/inner/test_c.py": "def test_d():\n    pass\n",
    ])
    let adapter = PytestAdapter(directory: "sub")
    let whole = try await fixture.run(adapter)
    #expect(
      whole.statuses == [
        "tests/test_a.py::test_b": .passed, "tests/inner/test_c.py::test_d": .passed,
      ])
    // Its own settings make `tests/inner` pytest's root folder.
    let one = try await fixture.run(adapter, Self.tests("tests/inner/test_c.py::test_d"))
    #expect(one.statuses == ["tests/inner/test_c.py::test_d": .passed])
  }

  @Test func configuredOptionsAreKeptAndStoppingEarlyIsNot() async throws {
    let fixture = try PythonFixture([
      "pytest.ini": "[pytest]\naddopts = -x\n",
      "test_a.py": "def test_b():\n    assert 0\ndef test_c():\n    assert 0\n",
    ])
    let run = try await fixture.run(
      PytestAdapter(command: ["python3", "-m", "pytest", "-q", "--exitfirst"]))
    #expect(run.ending == .completed)
    #expect(run.ids(.failed) == ["test_a.py::test_b", "test_a.py::test_c"])
  }
}
