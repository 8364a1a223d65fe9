import TandemCore
import TandemRepair
import TandemTestKit
import Testing

@Suite struct BuiltinDrafterTests {
  /// A package of one module and its tests, run by unittest.
  private func scene(_ source: String, _ tests: String) async throws -> RepairScene {
    let body = tests.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
    return try await RepairScene([
      "shop.py": source,
      "test_shop.py":
        "import unittest\n\nimport shop\n\n\nclass ShopTest(unittest.TestCase):\n\(body)\n",
    ])
  }

  private func draft(_ scene: RepairScene, _ paths: [String] = ["shop.py"]) async throws -> Draft {
    try await scene.drafter.draft(scene.assignment(paths))
  }

  private func reason(_ draft: Draft) -> String {
    guard case .gaveUp(let reason) = draft.ending else { return "\(draft)" }
    #expect(draft.changes.isEmpty)
    return reason
  }

  @Test func `a wrong constant of a module is found by loading the file anew`() async throws {
    let source = """
      DAYS = 8


      def weeks(days):
          return days // DAYS


      def rest(days):
          return days % DAYS

      """
    let scene = try await scene(
      source,
      """
      def test_a_week(self):
          self.assertEqual(shop.weeks(7), 1)

      def test_two(self):
          self.assertEqual([shop.weeks(n) for n in (0, 6, 14, 16, 20, 21)], [0, 0, 2, 2, 2, 3])

      def test_rest(self):
          self.assertEqual([shop.rest(n) for n in (0, 6, 7, 8, 13)], [0, 6, 0, 1, 6])

      def test_none(self):
          self.assertEqual(shop.weeks(0), 0)
      """)
    let draft = try await draft(scene)
    let fixed = source.replacing("DAYS = 8", with: "DAYS = 7")
    #expect(draft.changes == [FileChange(path: "shop.py", text: fixed)], "\(draft)")
  }

  @Test func `what passes too is told apart by what it does on other inputs`() async throws {
    let scene = try await scene(
      """
      def larger(a, b):
          if a < b:
              return a
          return b

      """,
      """
      def test_second(self):
          self.assertEqual(shop.larger(1, 2), 2)

      def test_equal(self):
          self.assertEqual(shop.larger(3, 3), 3)
      """)
    let draft = try await draft(scene)
    let words = draft.evidence.first ?? ""
    #expect(draft.ending == .finished)
    #expect(
      words.contains(" the same on ")
        && words.contains(" inputs like those of the tests, and they differ: larger("), "\(words)")
    #expect(draft.note.contains("; \(words). Confidence: "))
  }

  @Test func `a function that only runs while its file is loaded is mended by loading anew`()
    async throws
  {
    let source = """
      def table():
          return [n * n for n in range(9)]


      SQUARES = table()


      def square(n):
          return SQUARES[n]

      """
    let scene = try await scene(
      source,
      """
      def test_nine(self):
          self.assertEqual(shop.square(9), 81)

      def test_range(self):
          self.assertEqual([shop.square(0), shop.square(3), len(shop.SQUARES)], [0, 9, 10])
      """)
    let draft = try await draft(scene)
    let fixed = source.replacing("range(9)", with: "range(10)")
    #expect(draft.changes == [FileChange(path: "shop.py", text: fixed)], "\(draft)")
  }

  @Test func `a loop that never ends is mended in its own file and line endings`() async throws {
    let source = """
      def bits(n):
          count = 0
          while n:
              n ^= n - 1
              count += 1
          return count

      """.replacing("\n", with: "\r\n")
    let scene = try await RepairScene(
      [
        "shop.py": source,
        "test_shop.py": """
        import unittest

        import shop


        class BitsTest(unittest.TestCase):
            def test_none(self):
                self.assertEqual(shop.bits(0), 0)

            def test_some(self):
                self.assertEqual([shop.bits(n) for n in (1, 2, 3, 127, 128)], [1, 1, 2, 7, 1])

        """,
      ], limit: 3)
    let draft = try await draft(scene)
    let fixed = source.replacing("^=", with: "&=")
    #expect(draft.changes == [FileChange(path: "shop.py", text: fixed)], "\(draft)")
  }

  @Test func `what an earlier attempt proposed is not proposed again`() async throws {
    let scene = try await scene(
      "def cap(n):\n    return min(n, 8)\n",
      """
      def test_nine(self):
          self.assertEqual(shop.cap(9), 9)

      def test_low(self):
          self.assertEqual(shop.cap(3), 3)
      """)
    let first = try await draft(scene)
    #expect(first.ending == .finished)
    var again = scene.assignment(["shop.py"])
    again.packet = Packet(changes: first.changes, diff: "", digest: "it broke another test")
    let second = try await scene.drafter.draft(again)
    #expect(second.ending == .finished && second.changes != first.changes, "\(second)")
  }

  @Test func `where nothing passes it gives up and leaves the suspicious lines`() async throws {
    let scene = try await scene(
      "def greeting(name):\n    return 'hi ' + name\n",
      """
      def test_it(self):
          self.assertEqual(shop.greeting('Ada'), 'Good morning, Ada. It is Monday.')
      """)
    let draft = try await draft(scene)
    #expect(reason(draft).contains("none turned the failing tests green"))
    #expect(draft.evidence.first == "suspicious shop.py:2 (0.70): return 'hi ' + name")
  }

  @Test func `a test that fails only after others judges nothing`() async throws {
    let scene = try await scene(
      "seen = []\n\n\ndef first(name):\n    seen.append(name)\n    return len(seen) == 1\n",
      """
      def test_a(self):
          self.assertTrue(shop.first('a'))

      def test_b(self):
          self.assertTrue(shop.first('b'))
      """)
    #expect(scene.baseline.failing == [TestID("test_shop.ShopTest.test_b")])
    let why = reason(try await draft(scene))
    #expect(why.contains("not every failing test fails when it is run alone"))
    #expect(why.contains("test_b (passed)"))
  }

  @Test func `without a failing test it does not guess`() async throws {
    let scene = try await scene(
      "def one():\n    return 1\n", "def test_one(self):\n    self.assertEqual(shop.one(), 1)\n")
    #expect(reason(try await draft(scene)).contains("no failing test shows the bug"))
  }

  @Test func `a test file is never changed, whatever the contract names`() async throws {
    let scene = try await scene(
      "def one():\n    return 1\n", "def test_two(self):\n    self.assertEqual(shop.one(), 2)\n")
    #expect(
      reason(try await draft(scene, ["test_shop.py"])).contains("no file of the contract"))
  }
}
