import TandemCore
import Testing

@testable import TandemDraft

@Suite("A frozen reproducing test")
struct FrozenTestTests {
  static let path = "tests/test_a.py"
  static let base = "import a\n\ndef test_old():\n    assert a.f(1) == 2\n"
  static let frozen =
    "import a\n\ndef test_new():\n    assert a.f(1) == 1\n\ndef test_old():\n    assert a.f(1) == 2\n"

  private func edits(naming expectations: [ExpectationChange], starting: [FileChange] = [])
    -> DraftEdits
  {
    let contract = ChangeContract(
      cause: "", plan: "", files: ["a.py"], testFiles: [Self.path],
      expectationChanges: expectations, tier: .premium)
    return DraftEdits(
      contract: contract, frozen: [FileChange(path: Self.path, text: Self.frozen)],
      starting: starting, base: { $0 == Self.path ? Self.base : "" })
  }

  private static let named = [
    ExpectationChange(test: TestID("tests/test_a.py::test_old"), sentence: "f(1) is 1")
  ]

  @Test func `is closed where the contract names no expectation`() {
    var edits = edits(naming: [])
    #expect(throws: DraftRefusal.self) {
      try edits.replace(in: Self.path, old: "== 2", new: "== 1", nearLine: nil)
    }
    #expect(edits.text(Self.path) == Self.frozen)
  }

  @Test func `lets a named expectation beside it be changed, in this round and the next`() throws {
    var edits = edits(naming: Self.named)
    _ = try edits.replace(in: Self.path, old: "== 2", new: "== 1", nearLine: nil)
    let changed = Self.frozen.replacing("== 2", with: "== 1")
    #expect(edits.text(Self.path) == changed)
    let next = self.edits(naming: Self.named, starting: edits.changes)
    #expect(next.text(Self.path) == changed)
  }

  @Test(
    "is kept whole", arguments: [("def test_new", "def tes_new"), ("assert a.f(1) == 1", "pass")])
  func kept(old: String, new: String) throws {
    var edits = edits(naming: Self.named)
    #expect(throws: DraftRefusal.self) {
      try edits.replace(in: Self.path, old: old, new: new, nearLine: nil)
    }
    #expect(edits.text(Self.path) == Self.frozen)
    let without = self.edits(
      naming: Self.named, starting: [FileChange(path: Self.path, text: Self.base)])
    #expect(without.text(Self.path) == Self.frozen)
  }
}
