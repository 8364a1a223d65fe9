import TandemCode
import Testing

/// Which existing test definitions a change touches.
@Suite struct TestDefinitionsTests {
  private let before = """
    import os
    from a import b

    LIMIT = 3

    class TestA(TestCase):
        kind = 1

        def setUp(self):
            self.x = b(1)

        def test_one(self):
            self.assertEqual(self.x, 1)  # one

        def test_two(self):
            self.assertEqual(self.x, 2)

    @parametrize('n', [1, 2])
    def test_three(n):
        assert n < LIMIT

    """

  private func changed(_ edit: (String) -> String) -> [String] {
    TestDefinitions.changed(before: before, after: edit(before), path: "tests/test_a.py")
  }

  private func changed(_ old: String, to new: String) -> [String] {
    changed { text in
      #expect(text.contains(old), "the edit must find its place")
      return text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
  }

  @Test func `new tests, helpers, imports and comments are additions`() {
    #expect(
      changed("    def test_two", to: "    def test_new(self):\n        pass\n\n    def test_two")
        == [])
    #expect(changed { $0 + "\nclass TestB(TestA):\n    def setUp(self):\n        pass\n" } == [])
    #expect(changed("from a import b", to: "from a import (\n    b, c,\n)\nimport json") == [])
    #expect(changed("  # one", to: "  # another") == [])
    #expect(changed("LIMIT = 3", to: "LIMIT = 3\nMORE = [4]") == [])
    #expect(changed("self.x, 2)", to: "\n                self.x, 2)") == [])
  }

  @Test func `a changed body, decorator or fixture is named`() {
    #expect(changed("self.x, 2)", to: "self.x, 3)") == ["TestA.test_two"])
    #expect(changed("[1, 2]", to: "[1]") == ["test_three"])
    #expect(changed("b(1)", to: "b(2)") == ["TestA.setUp"])
    #expect(changed("    def test_one", to: "    @skip\n    def test_one") == ["TestA.test_one"])
  }

  @Test func `a removed or renamed definition is named`() {
    #expect(changed("test_three", to: "check_three") == ["test_three"])
    #expect(
      TestDefinitions.changed(before: before, after: "", path: "tests/test_a.py") == [
        "<module>", "TestA", "TestA.setUp", "TestA.test_one", "TestA.test_two", "test_three",
      ])
  }

  @Test func `module and class code count when their tokens change`() {
    #expect(changed("LIMIT = 3", to: "LIMIT = 4") == ["<module>", "LIMIT"])
    #expect(changed("kind = 1", to: "kind = 2") == ["TestA", "TestA.kind"])
    #expect(changed("(TestCase)", to: "(Other)") == ["TestA"])
    #expect(changed("from a import b", to: "from c import b") == ["<module>", "b"])
    #expect(changed("import os\n", to: "") == ["<module>"])
  }

  @Test func `an addition that reaches existing tests counts as a change`() {
    #expect(changed { $0 + "\ndef test_three(n):\n    pass\n" } == ["test_three"])
    #expect(changed { $0 + "\nTestA.test_one = None\n" }.contains("TestA.test_one"))
    #expect(changed { $0 + "\nLIMIT = 9\n" } == ["LIMIT"])
    #expect(changed { $0 + "\nos.path = None\n" }.contains("os"))
    #expect(changed { $0 + "\npytestmark = skip\n" } == ["<module>"])
    #expect(changed { $0 + "\n@fixture(autouse=True)\ndef quiet(): pass\n" } == ["<module>"])
    #expect(
      changed("    def test_one", to: "    def tearDown(self): pass\n\n    def test_one") == [
        "TestA"
      ])
    #expect(
      changed("    def test_one", to: "    def assertEqual(self, *a): pass\n\n    def test_one")
        == ["TestA"])
  }

  @Test func `a definition moved into a block is changed`() {
    #expect(
      changed(
        "@parametrize('n', [1, 2])\ndef test_three(n):\n    assert n < LIMIT",
        to:
          "if os.x:\n    @parametrize('n', [1, 2])\n    def test_three(n):\n        assert n < LIMIT"
      )
        == ["test_three"])
  }

  @Test func `a file of an unknown language counts as one`() {
    #expect(TestDefinitions.changed(before: "a", after: "b", path: "tests/x.txt") == ["<module>"])
    #expect(TestDefinitions.changed(before: "a", after: "a", path: "tests/x.txt") == [])
  }

  @Test func `python tests are functions and methods of test files that begin with test`() {
    let source = SourceTokens(before, language: .python)
    #expect(
      TestDefinitions.tests(in: source, path: "tests/test_a.py").map(\.qualifiedName) == [
        "TestA.test_one", "TestA.test_two", "test_three",
      ])
    #expect(TestDefinitions.tests(in: source, path: "src/a.py") == [])
  }
}
