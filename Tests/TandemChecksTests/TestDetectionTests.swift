import TandemChecks
import TandemCore
import TandemTestKit
import TandemWorkspace
import Testing

@Suite struct TestDetectionTests {
  static let testCase = "import unittest\nclass A(unittest.TestCase):\n    def test_b(self): pass\n"

  static func detect(
    _ files: [String: String], _ configured: ConfiguredTests = ConfiguredTests(),
    virtualEnvironment: String? = nil
  ) -> DetectedTests {
    TestDetection.detect(
      files: files.keys.sorted(), read: { files[$0] }, configured: configured,
      virtualEnvironment: virtualEnvironment)
  }

  @Test(arguments: [
    (["pytest.ini": "", "tests/test_a.py": testCase], "pytest", "pytest.ini configures pytest"),
    (
      ["pyproject.toml": "[tool.pytest.ini_options]\n", "tests/test_a.py": testCase],
      "pytest", "pyproject.toml configures pytest"
    ),
    (["setup.cfg": "[tool:pytest]\n"], "pytest", "setup.cfg configures pytest"),
    (["tox.ini": "[pytest]\n"], "pytest", "tox.ini configures pytest"),
    (["tests/conftest.py": ""], "pytest", "tests/conftest.py is a pytest configuration"),
    (["tests/test_a.py": "import pytest\n"], "pytest", "tests/test_a.py imports pytest"),
    (
      ["tests/test_a.py": "def test_b():\n    pass\n"],
      "pytest", "tests/test_a.py has tests that are plain functions"
    ),
    (
      ["pyproject.toml": "[project]\n", "tox.ini": "[tox]\n", "tests/test_a.py": testCase],
      "unittest", "tests/test_a.py has unittest test cases"
    ),
    (
      ["manage.py": "import django\n", "shop/tests.py": testCase],
      "django", "manage.py is a Django project's command"
    ),
    (
      ["tests/runtests.py": "", "django/__init__.py": "", "pytest.ini": ""],
      "django", "tests/runtests.py is Django's own test runner"
    ),
  ])
  func theRepositorysOwnFilesDecide(files: [String: String], name: String, reason: String) {
    let detected = Self.detect(files)
    #expect(detected.adapter?.name == name)
    #expect(detected.reason == reason)
  }

  @Test func whatElseCouldRunTheTestsComesNext() {
    let detected = Self.detect(["conftest.py": "", "tests/test_a.py": Self.testCase])
    #expect(detected.candidates.map(\.adapter.name) == ["pytest", "unittest"])
  }

  @Test func noTestsIsSaidWithWhatToDo() {
    #expect(
      Self.detect(["main.py": "print()"]).reason
        == "no tests that Tandem can run were found in the repository: set `tests.command`")
    #expect(Self.detect(["main.py": "print()"]).adapter == nil)
    #expect(
      Self.detect(["test_data.py": "x = 1\n"]).reason
        == "1 test files were found in the repository, but no test in them: set `tests.command`")
  }

  @Test(arguments: [
    (["pytest", "-q", "tests"], "pytest", "pytest -q tests"),
    (["python3", "-m", "pytest"], "pytest", "python3 -m pytest"),
    (["uv", "run", "pytest", "-q"], "pytest", "uv run pytest -q"),
    (["coverage", "run", "-m", "pytest"], "pytest", "coverage run -m pytest"),
    (["python3", "-m", "unittest", "tests.a"], "unittest", "python3 -m unittest tests.a"),
    (["make", "test"], "exit code", "make test"),
    (["sh", "-c", "cd x && pytest"], "exit code", "sh -c 'cd x && pytest'"),
    (["python3", "run_pytest.py"], "exit code", "python3 run_pytest.py"),
  ])
  func aConfiguredCommandIsKeptAsItIs(command: [String], name: String, shown: String) {
    let detected = Self.detect(["pytest.ini": ""], ConfiguredTests(command: command))
    #expect(detected.adapter?.name == name)
    #expect(detected.adapter?.shown(.whole) == shown)
    #expect(detected.candidates.count == 1)
  }

  @Test func onlyTheFolderOfAMonorepoIsLookedAt() {
    let files = [
      "conftest.py": "", "sub/shop/__init__.py": "", "sub/tests/__init__.py": "",
      "sub/tests/test_a.py": Self.testCase, "other/test_b.py": "import pytest\n",
    ]
    let detected = Self.detect(files, ConfiguredTests(directory: "sub/"))
    #expect(detected.adapter?.name == "unittest")
    #expect(
      detected.adapter?.shown(.files(["sub/tests/test_a.py"])) == "python3 -m unittest tests.test_a"
    )
    #expect(detected.adapter?.canRun("other/test_b.py") == false)
    let invocation = TestInvocation(selection: .whole)
    #expect(detected.adapter?.command(for: invocation).directory == "sub")
    // The top's settings are pytest's for a folder below, too.
    let settled = Self.detect(
      files.merging(["pytest.ini": ""]) { $1 }, ConfiguredTests(directory: "sub"))
    #expect(settled.reason == "pytest.ini configures pytest")
  }

  @Test func theRepositorysOwnInterpreterIsPreferred() {
    let files = ["sub/conftest.py": "", "sub/test_a.py": Self.testCase]
    func shown(_ configured: ConfiguredTests, _ environment: String) -> String? {
      Self.detect(files, configured, virtualEnvironment: environment).adapter?.shown(.whole)
    }
    #expect(shown(ConfiguredTests(), ".venv") == "./.venv/bin/python -m pytest")
    #expect(
      shown(ConfiguredTests(directory: "sub"), "venv") == "../venv/bin/python -m pytest")
    #expect(
      shown(ConfiguredTests(directory: "sub"), "sub/.venv") == "./.venv/bin/python -m pytest")
    #expect(shown(ConfiguredTests(command: ["pytest"]), ".venv") == "./.venv/bin/pytest")
    #expect(
      shown(ConfiguredTests(command: ["python", "-m", "unittest"]), ".venv")
        == "./.venv/bin/python -m unittest discover -s . -t . -p 'test*.py'")
    let django = Self.detect(
      ["tests/runtests.py": "", "django/__init__.py": ""], virtualEnvironment: ".venv")
    #expect(
      django.adapter?.shown(.whole) == "../.venv/bin/python runtests.py --parallel 1")
  }

  @Test func aVirtualEnvironmentIsFoundOnDiskAndAnyFolderOfThatNameIsNot() throws {
    let folder = try TemporaryDirectory("venv")
    try folder.write(".venv/notes.txt", "not one")
    #expect(VirtualEnvironment.find(in: folder.path, directory: "") == nil)
    try folder.write("venv/pyvenv.cfg", "home = /usr/bin\n")
    #expect(VirtualEnvironment.find(in: folder.path, directory: "") == nil)
    _ = try runProcess(
      ["/bin/sh", "-c", "mkdir venv/bin && ln -s /usr/bin/python3 venv/bin/python"],
      directory: folder.path)
    #expect(VirtualEnvironment.find(in: folder.path, directory: "sub") == "venv")
  }

  @Test func commandsThatNobodyKnowsAreOneCoarseResult() async throws {
    let fixture = try PythonFixture(["check.sh": "echo 'two failed'; exit 2\n"])
    let adapter = try #require(
      fixture.detect(ConfiguredTests(command: ["/bin/sh", "check.sh"])).adapter)
    let run = try await fixture.run(adapter, .tests([TestID("anything")]))
    #expect(adapter.reportsEachTest == false)
    #expect(run.ending == .completed)
    #expect(run.runner == "exit code")
    #expect(
      run.results.map { "\($0.id) \($0.status) \($0.failure?.errorClass ?? "")" } == [
        "/bin/sh check.sh failed exit 2"
      ])
    #expect(run.results.first?.failure?.trace == "two failed\n")
  }
}
