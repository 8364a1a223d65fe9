import TandemCore
import TandemTestKit
import Testing

/// The whole flow without a key.
@Suite struct BuiltinRunTests {
  @Test func `the demo bug is fixed, committed and reported for nothing`() async throws {
    let bug = try FixtureBug("demo")
    let repository = try bug.repository()
    let binary = try TandemBinary()
    let before = try repository.fingerprint()
    let result = try await binary.run(["fix", bug.reportPath], in: repository.path)
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    #expect(result.output.contains("no model reviewed this"))
    #expect(try repository.fingerprint().changes(since: before) == [])
    let branch = try repository.git("branch", "--list", "tandem/*", "--format=%(refname:short)")
    let fixed = try repository.git("show", "\(branch):shelfmark/fines.py")
    #expect(try fixed + "\n" == bug.changes("fix").first?.text)
    let message = try repository.git("log", "-1", "--format=%B", branch)
    #expect(message.contains("\nAssisted-by: Tandem:builtin-repair [unittest]\nTandem-Run: "))
    #expect(!message.contains("Signed-off-by"))
    let folder = repository.path + "/.git/tandem/runs"
    for name in ["report.md", "run.json", "patch.diff", "contract.json"] {
      let files = try await runProcess(
        ["/usr/bin/find", folder, "-name", name], directory: repository.path)
      #expect(files.output.contains(name))
    }
  }

  @Test func `where no change is found, what the search found is told all the same`() async throws {
    let repository = try TemporaryRepository([
      "spelling.py": "def spell(number):\n    return str(number)\n",
      "test_spelling.py": """
      import unittest
      from spelling import spell
      class SpellTest(unittest.TestCase):
          def test_words(self):
              self.assertEqual(["one", "two"], [spell(1), spell(2)])
      """,
    ])
    let binary = try TandemBinary()
    let result = try await binary.run(
      ["fix", "-"], in: repository.path, input: "spell(1) gives 1\n\nIt should give “one”.\n")
    #expect(result.exitCode == 1, "\(result.errorOutput)")
    #expect(result.output.contains("no model is configured, nothing was changed"))
    let report = try await binary.run(["show", "last"], in: repository.path).output
    #expect(report.contains("## What the search found"))
    #expect(report.contains("- suspicious spelling.py:2 ("), "\(report)")
  }

  @Test func `a failing test that lies far from the report is met without a model`() async throws {
    var files = [
      "money.py": "def change(paid, price):\n    return paid + price\n",
      "checks/test_zeta.py": """
      import unittest
      from money import change
      class ZetaTest(unittest.TestCase):
          def test_change(self):
              self.assertEqual([3, 0, 7], [change(5, 2), change(4, 4), change(9, 2)])
          def test_nothing_paid(self):
              self.assertEqual(0, change(0, 0))
      """,
      "checks/__init__.py": "",
    ]
    for name in "abcdefghijklmnopqrst" {
      files["part_\(name).py"] = "def run_\(name)(item):\n    return item\n"
      files["checks/test_part_\(name).py"] = """
        import unittest
        from part_\(name) import run_\(name)
        class PartTest(unittest.TestCase):
            def test_part(self):
                self.assertEqual(1, run_\(name)(1))
        """
    }
    let repository = try TemporaryRepository(files)
    let binary = try TandemBinary()
    let result = try await binary.run(
      ["fix", "-"], in: repository.path,
      input: "It is wrong\n\nSeen with `part_a.py` and `part_b.py`.\n")
    #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
    let branch = try repository.git("branch", "--list", "tandem/*", "--format=%(refname:short)")
    #expect(try repository.git("show", "\(branch):money.py").contains("paid - price"))
  }

  @Test func `a test that the suite leaves out decides as well where the report names it`()
    async throws
  {
    var files = [
      "pyproject.toml": "[tool.pytest.ini_options]\ntestpaths = ['tests']\n",
      "money.py": "def change(paid, price):\n    return paid + price\n",
      "checks/test_change.py": """
      from money import change
      def test_change():
          assert [change(5, 2), change(4, 4), change(9, 2)] == [3, 0, 7]
      def test_nothing_paid():
          assert change(0, 0) == 0
      """,
    ]
    for name in "abcdefghi" {
      files["tests/test_\(name).py"] = "def test_\(name)():\n    assert True\n"
    }
    let repository = try TemporaryRepository(files)
    let binary = try TandemBinary()
    let result = try await binary.run(
      ["fix", "-"], in: repository.path,
      input: "Change is wrong\n\n`checks/test_change.py` fails with `money.change`.\n")
    #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
    let report = try await binary.run(["show", "last"], in: repository.path).output
    #expect(report.contains("- after: 11 passed, 0 skipped, 0 red"), "\(report)")
    let branch = try repository.git("branch", "--list", "tandem/*", "--format=%(refname:short)")
    #expect(try repository.git("show", "\(branch):money.py").contains("paid - price"))
  }

  @Test func `apply brings the change in, discard takes the run away`() async throws {
    let bug = try FixtureBug("demo")
    let repository = try bug.repository()
    let binary = try TandemBinary()
    _ = try await binary.run(["fix", bug.reportPath, "-q"], in: repository.path)
    try repository.write("shelfmark/fines.py", "my own edit\n")
    let refused = try await binary.run(["apply", "last"], in: repository.path)
    #expect(refused.exitCode != 0)
    #expect(refused.errorOutput.contains("shelfmark/fines.py"))
    #expect(try repository.read("shelfmark/fines.py") == "my own edit\n")
    try repository.git("checkout", "--", "shelfmark/fines.py")
    let applied = try await binary.run(["apply", "last"], in: repository.path)
    #expect(applied.exitCode == 0, "\(applied.errorOutput)")
    #expect(try repository.read("shelfmark/fines.py") == bug.changes("fix").first?.text)
    let discarded = try await binary.run(["discard", "last"], in: repository.path)
    #expect(discarded.exitCode == 0, "\(discarded.errorOutput)")
    #expect(try repository.git("branch", "--list", "tandem/*") == "")
    #expect(try await binary.run(["runs"], in: repository.path).output == "")
  }

  @Test func `discard keeps a branch that somebody built on`() async throws {
    let bug = try FixtureBug("demo")
    let repository = try bug.repository()
    let binary = try TandemBinary()
    _ = try await binary.run(["fix", bug.reportPath, "-q"], in: repository.path)
    let branch = try repository.git("branch", "--list", "tandem/*", "--format=%(refname:short)")
    try repository.git("switch", "-q", branch)
    try repository.commit("mine")
    let result = try await binary.run(["discard", "last"], in: repository.path)
    #expect(result.exitCode == 1)
    #expect(result.errorOutput.contains("has commits that Tandem did not make"))
  }
}
