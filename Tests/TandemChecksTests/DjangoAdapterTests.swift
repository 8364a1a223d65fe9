import TandemChecks
import TandemCore
import Testing

/// Over a small stand-in with Django's shape: a `runtests.py` that takes labels and runs them with
/// `TextTestRunner`, as `DiscoverRunner` does.
@Suite struct DjangoAdapterTests {
  static let files = [
    "django/__init__.py": "VERSION = (9, 9)\n",
    "tests/runtests.py": """
    import argparse, os, sys, unittest
    import django

    parser = argparse.ArgumentParser()
    parser.add_argument("--parallel", type=int)
    parser.add_argument("modules", nargs="*")
    options = parser.parse_args()
    assert options.parallel == 1 and os.path.basename(os.getcwd()) == "tests"
    loader = unittest.TestLoader()
    suite = unittest.TestSuite()
    for label in options.modules or ["ordering.tests", "queries.test_q", "utils_tests.test_dates"]:
        suite.addTests(loader.loadTestsFromName(label))
    result = unittest.TextTestRunner(verbosity=1, resultclass=None).run(suite)
    sys.exit(bool(result.failures or result.errors))
    """,
    "tests/ordering/tests.py": """
    import unittest
    class OrderingTests(unittest.TestCase):
        def test_a(self): pass
        def test_b(self): self.fail("not ordered")
    """,
    "tests/queries/test_q.py": """
    import unittest
    class QTests(unittest.TestCase):
        @classmethod
        def setUpClass(cls): raise LookupError("no table")
        def test_q(self): pass
    """,
    "tests/utils_tests/test_dates.py": """
    import subprocess, sys, unittest
    class DatesTests(unittest.TestCase):
        def test_child_finds_django(self):
            command = [sys.executable, "-c", "import django"]
            subprocess.run(command, check=True, cwd="/")
    """,
  ]

  @Test func theWholeSuiteIsReportedTestByTest() async throws {
    let fixture = try PythonFixture(Self.files)
    let found = fixture.detect()
    #expect(found.reason == "tests/runtests.py is Django's own test runner")
    let adapter = try #require(found.adapter)
    #expect(adapter.shown(.whole) == "python3 runtests.py --parallel 1")
    let run = try await fixture.run(adapter)
    #expect(run.ending == .completed)
    #expect(
      run.statuses == [
        "ordering.tests.OrderingTests.test_a": .passed,
        "ordering.tests.OrderingTests.test_b": .failed,
        "setUpClass (queries.test_q.QTests)": .error,
        "utils_tests.test_dates.DatesTests.test_child_finds_django": .passed,
      ])
    #expect(run.output.contains("FAILED (failures=1, errors=1)"))
    #expect(
      run.results.map { adapter.file(of: $0.id) } == [
        "tests/ordering/tests.py", "tests/ordering/tests.py", "tests/queries/test_q.py",
        "tests/utils_tests/test_dates.py",
      ])
  }

  @Test(arguments: [
    (
      TestSelection.files(["tests/ordering/tests.py"]),
      ["ordering.tests.OrderingTests.test_a", "ordering.tests.OrderingTests.test_b"]
    ),
    (
      .tests([TestID("ordering.tests.OrderingTests.test_b"), TestID("ordering.tests.Gone.test_x")]),
      ["ordering.tests.OrderingTests.test_b"]
    ),
    (
      .tests([TestID("setUpClass (queries.test_q.QTests)")]),
      ["setUpClass (queries.test_q.QTests)"]
    ),
    // Django without labels would run everything.
    (.tests([TestID("gone.tests.Gone.test_x")]), []),
  ])
  func aSelectionRunsExactlyWhatItNames(selection: TestSelection, expected: [String]) async throws {
    let fixture = try PythonFixture(Self.files)
    let run = try await fixture.run(try #require(fixture.detect().adapter), selection)
    #expect(run.ending == .completed)
    #expect(run.results.map(\.id.name) == expected)
  }

  @Test func aConfiguredCommandKeepsItsOptionsAndItsLabels() {
    let detected = TestDetection.detect(
      files: Self.files.keys.sorted(), read: { Self.files[$0] },
      configured: ConfiguredTests(
        command: ["python3", "tests/runtests.py", "--settings", "test_x", "ordering"]))
    #expect(
      detected.adapter?.shown(.whole)
        == "python3 runtests.py --settings test_x --parallel 1 ordering")
    #expect(
      detected.adapter?.shown(.files(["tests/queries/test_q.py"]))
        == "python3 runtests.py --settings test_x --parallel 1 queries.test_q")
  }

  @Test func aProjectMadeWithDjangoIsRunByItsOwnCommand() async throws {
    let fixture = try PythonFixture([
      "manage.py": """
      import sys, unittest
      # django.core.management
      assert sys.argv[1:3] == ["test", "--noinput"]
      names = sys.argv[3:] or ["shop.tests"]
      suite = unittest.defaultTestLoader.loadTestsFromNames(names)
      unittest.TextTestRunner().run(suite)
      """,
      "shop/tests.py": """
      from django.test import TestCase
      class PriceTests(TestCase):
          def test_price(self): pass
      """,
      "django/test.py": "from unittest import TestCase\n",
    ])
    let adapter = try #require(fixture.detect().adapter)
    #expect(adapter.shown(.whole) == "python3 manage.py test --noinput")
    let run = try await fixture.run(adapter, .files(["shop/tests.py"]))
    #expect(run.statuses == ["shop.tests.PriceTests.test_price": .passed])
  }
}
