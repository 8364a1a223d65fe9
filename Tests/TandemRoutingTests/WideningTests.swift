import TandemCore
import Testing

@testable import TandemRouting

/// What a contract gives a diff the right to.
@Suite struct WideningTests {
  static let contract = ChangeContract(
    cause: "c", plan: "p", files: ["src/a.py"], newFiles: ["src/new.py"],
    testFiles: ["tests/test_a.py"], lineBudget: 3,
    expectationChanges: [
      ExpectationChange(test: TestID("tests/test_a.py::A::test_old"), sentence: "It should be 3.")
    ], tier: .premium)

  static func file(
    _ path: String, _ kind: DiffFile.Kind, from oldPath: String? = nil, added: Int = 1
  ) -> DiffFile {
    let lines = (0..<added).map {
      DiffLine(kind: .added, oldNumber: nil, newNumber: $0 + 1, text: "x")
    }
    return DiffFile(
      path: path, oldPath: oldPath, kind: kind,
      hunks: [DiffHunk(oldStart: 0, oldCount: 0, newStart: 1, newCount: added, lines: lines)])
  }

  struct Case: CustomTestStringConvertible {
    var testDescription: String
    var files: [DiffFile]
    var tests: [String] = []
    var expected: Widening
  }

  @Test(arguments: [
    Case(
      testDescription: "a change of an allowed file",
      files: [file("src/a.py", .modified, added: 3)], expected: Widening()),
    Case(
      testDescription: "a new file that is allowed", files: [file("src/new.py", .added)],
      expected: Widening()),
    Case(
      testDescription: "tests do not count for the budget",
      files: [file("tests/test_a.py", .modified, added: 50)], expected: Widening()),
    Case(
      testDescription: "a new test file that is allowed",
      files: [file("tests/test_a.py", .added, added: 50)], expected: Widening()),
    Case(
      testDescription: "another file", files: [file("src/b.py", .modified)],
      expected: Widening(files: ["src/b.py"])),
    Case(
      testDescription: "a file beside it with the same start",
      files: [file("src/a.pyx", .modified)],
      expected: Widening(files: ["src/a.pyx"])),
    Case(
      testDescription: "creating what may only be changed", files: [file("src/a.py", .added)],
      expected: Widening(files: ["src/a.py"])),
    Case(
      testDescription: "changing what may only be created", files: [file("src/new.py", .modified)],
      expected: Widening(files: ["src/new.py"])),
    Case(
      testDescription: "deleting another file", files: [file("src/b.py", .deleted, added: 0)],
      expected: Widening(files: ["src/b.py"])),
    Case(
      testDescription: "moving an allowed file elsewhere",
      files: [file("src/moved.py", .renamed, from: "src/a.py", added: 0)],
      expected: Widening(files: ["src/moved.py"])),
    Case(
      testDescription: "moving another file to an allowed place",
      files: [file("src/new.py", .renamed, from: "src/b.py", added: 0)],
      expected: Widening(files: ["src/b.py"])),
    Case(
      testDescription: "too many lines", files: [file("src/a.py", .modified, added: 5)],
      expected: Widening(linesOver: 2)),
    Case(
      testDescription: "a changed test that the contract names",
      files: [file("tests/test_a.py", .modified)], tests: ["tests/test_a.py::A::test_old"],
      expected: Widening()),
    Case(
      testDescription: "a changed test that it does not name",
      files: [file("tests/test_a.py", .modified)],
      tests: ["tests/test_a.py::A::test_old", "tests/test_a.py::A::test_other"],
      expected: Widening(tests: ["tests/test_a.py::A::test_other"])),
  ]) func theContractIsTheLimit(example: Case) {
    #expect(
      WideningCheck.check(
        diff: Diff(files: example.files), contract: Self.contract, changedTests: example.tests)
        == example.expected)
  }

  @Test func askingForScopeIsWidening() {
    #expect(
      WideningCheck.asked(.needsScope(paths: ["b.py", "a.py"], reason: "r"))
        == Widening(files: ["a.py", "b.py"]))
    #expect(WideningCheck.asked(.finished).isEmpty)
  }

  @Test(arguments: [
    ("tests/test_a.py::A::test_x", "A.test_x", true),
    ("tests/test_a.py::A::test_x[1-2]", "tests/test_a.py::A::test_x", true),
    ("test_x (app.tests.A)", "tests/app/tests.py::A.test_x", true),
    ("test_x (app.tests.A.test_x)", "app/tests.py::A::test_x", true),
    ("tests/test_a.py::A::test_x", "tests/test_b.py::A::test_x", false),
    ("tests/test_a.py::A::test_x", "tests/test_a.py::B::test_x", false),
    ("tests/test_a.py::test_x", "tests/test_a.py::test_xy", false),
    ("", "", false),
  ]) func oneTestHasManySpellings(a: String, b: String, same: Bool) {
    #expect(TestName.same(a, b) == same)
    #expect(TestName.same(b, a) == same)
  }
}
