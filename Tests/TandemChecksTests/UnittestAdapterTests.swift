import TandemChecks
import TandemCore
import Testing

@Suite struct UnittestAdapterTests {
  static let kinds = [
    "tests/__init__.py": "",
    "tests/test_kinds.py": """
    import unittest

    class Kinds(unittest.TestCase):
        def test_passes(self):
            self.assertTrue(True)

        def test_fails(self):
            self.assertEqual(1 + 1, 3)

        def test_raises(self):
            {}["missing"]

        @unittest.skip("not now")
        def test_skipped(self):
            pass

        @unittest.expectedFailure
        def test_fails_as_expected(self):
            self.fail()

        @unittest.expectedFailure
        def test_passes_unexpectedly(self):
            pass

        def test_subtests(self):
            for n in range(4):
                with self.subTest(n=n):
                    self.assertNotIn(n, (1, 2))

        def test_good_subtests(self):
            with self.subTest(n=1):
                pass

        def test_cleans_up_badly(self):
            self.addCleanup(int, "x")

        def test_leaves(self):
            raise SystemExit(0)

    class NoClass(unittest.TestCase):
        @classmethod
        def setUpClass(cls):
            raise OSError("no disk")

        def test_never(self):
            pass

    @unittest.skip("none of it")
    class Skipped(unittest.TestCase):
        def test_one(self):
            pass
    """,
    "tests/test_broken.py": "import nowhere_to_be_found\n",
    "tests/test_syntax.py": "def f(:\n",
    "tests/test_absent.py": "import unittest\nraise unittest.SkipTest('not here')\n",
  ]

  static let expected: [String: TestStatus] = [
    "tests.test_kinds.Kinds.test_passes": .passed,
    "tests.test_kinds.Kinds.test_fails": .failed,
    "tests.test_kinds.Kinds.test_raises": .failed,
    "tests.test_kinds.Kinds.test_skipped": .skipped,
    "tests.test_kinds.Kinds.test_fails_as_expected": .skipped,
    "tests.test_kinds.Kinds.test_passes_unexpectedly": .failed,
    "tests.test_kinds.Kinds.test_subtests": .failed,
    "tests.test_kinds.Kinds.test_good_subtests": .passed,
    "tests.test_kinds.Kinds.test_cleans_up_badly": .failed,
    "tests.test_kinds.Kinds.test_leaves": .failed,
    "setUpClass (tests.test_kinds.NoClass)": .error,
    "tests.test_kinds.Skipped.test_one": .skipped,
    "tests.test_broken": .error,
    "tests.test_syntax": .error,
    "tests.test_absent": .skipped,
  ]

  @Test func everyKindOfEndingHasItsStatus() async throws {
    let fixture = try PythonFixture(Self.kinds)
    let adapter = try #require(fixture.detect().adapter)
    #expect(adapter.name == "unittest")
    let run = try await fixture.run(adapter)
    #expect(run.ending == .completed)
    #expect(run.statuses == Self.expected)
    // The runner's own summary: it counts each subtest that fails, and no class without tests.
    #expect(run.output.contains("Ran 14 tests in"))
    #expect(
      run.output.contains(
        "FAILED (failures=3, errors=6, skipped=3, expected failures=1, unexpected successes=1)"))
    let classes = run.results.compactMap { result in
      result.failure.map { "\(result.id): \($0.errorClass)" }
    }
    #expect(
      classes == [
        "setUpClass (tests.test_kinds.NoClass): OSError",
        "tests.test_broken: ModuleNotFoundError",
        "tests.test_kinds.Kinds.test_cleans_up_badly: ValueError",
        "tests.test_kinds.Kinds.test_fails: AssertionError",
        "tests.test_kinds.Kinds.test_leaves: SystemExit",
        "tests.test_kinds.Kinds.test_passes_unexpectedly: UnexpectedSuccess",
        "tests.test_kinds.Kinds.test_raises: KeyError",
        "tests.test_kinds.Kinds.test_subtests: AssertionError",
        "tests.test_syntax: SyntaxError",
      ])
  }

  @Test func filesSayWhatTheWholeSuiteSays() async throws {
    let fixture = try PythonFixture(Self.kinds)
    let adapter = try #require(fixture.detect().adapter)
    let files = Self.kinds.keys.filter { !$0.hasSuffix("__init__.py") } + ["tests/test_gone.py"]
    let run = try await fixture.run(adapter, .files(files))
    #expect(run.ending == .completed)
    #expect(run.statuses == Self.expected)
  }

  @Test(arguments: [
    (["tests.test_kinds.Kinds.test_passes"], ["tests.test_kinds.Kinds.test_passes"]),
    (["tests.test_kinds.Skipped"], ["tests.test_kinds.Skipped.test_one"]),
    (["setUpClass (tests.test_kinds.NoClass)"], ["setUpClass (tests.test_kinds.NoClass)"]),
    (["tests.test_broken", "tests.test_kinds.Kinds.test_gone"], ["tests.test_broken"]),
    (["tests.test_gone.Gone.test_gone"], []),
  ])
  func idsRunExactlyWhatTheyName(names: [String], expected: [String]) async throws {
    let fixture = try PythonFixture(Self.kinds)
    let adapter = try #require(fixture.detect().adapter)
    let run = try await fixture.run(adapter, .tests(names.map(TestID.init)))
    #expect(run.ending == .completed)
    #expect(run.results.map(\.id.name) == expected)
  }

  @Test func foldersWithoutPackagesAreRootsOfTheirOwn() async throws {
    let fixture = try PythonFixture([
      "src/shop/__init__.py": "price = 3\n",
      "tests/test_a.py": """
      import unittest, shop
      class A(unittest.TestCase):
          def test_price(self):
              self.assertEqual(shop.price, 3)
      """,
      "tests/deep/test_b.py": """
      import unittest
      class B(unittest.TestCase):
          def test_b(self):
              pass
      """,
      "tools/__init__.py": "",
      "tools/tests/__init__.py": "",
      "tools/tests/test_c.py": """
      import unittest
      class C(unittest.TestCase):
          def test_c(self):
              pass
      """,
    ])
    let adapter = try #require(fixture.detect().adapter)
    let run = try await fixture.run(adapter)
    #expect(
      run.statuses == [
        "test_a.A.test_price": .passed, "test_b.B.test_b": .passed,
        "tools.tests.test_c.C.test_c": .passed,
      ])
    #expect(
      run.results.map { adapter.file(of: $0.id) } == [
        "tests/test_a.py", "tests/deep/test_b.py", "tools/tests/test_c.py",
      ])
    let one = try await fixture.run(adapter, .tests([TestID("test_b.B.test_b")]))
    #expect(one.statuses == ["test_b.B.test_b": .passed])
  }

  @Test(arguments: [
    ["python3", "-m", "unittest", "discover", "-s", "tests"],
    ["python3", "-m", "unittest", "discover", "tests", "test_a*.py"],
    ["python3", "-X", "dev", "-m", "unittest", "-v", "tests.test_a"],
  ])
  func aConfiguredCommandNamesTestsAsItself(command: [String]) async throws {
    let fixture = try PythonFixture([
      "tests/__init__.py": "",
      "tests/test_a.py": """
      import unittest
      class A(unittest.TestCase):
          def test_b(self):
              pass
          def test_c(self):
              pass
      """,
    ])
    let adapter = try #require(fixture.detect(ConfiguredTests(command: command)).adapter)
    let whole = try await fixture.run(adapter)
    #expect(whole.ending == .completed)
    #expect(whole.results.count == 2)
    let last = try #require(whole.results.last)
    let one = try await fixture.run(adapter, .tests([last.id]))
    #expect(one.results.map(\.id) == [last.id])
    #expect(adapter.file(of: last.id) == "tests/test_a.py")
  }
}
