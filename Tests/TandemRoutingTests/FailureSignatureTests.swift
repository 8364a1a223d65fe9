import TandemCore
import Testing

@testable import TandemRouting

/// What a failure's signature ignores and what it keeps.
@Suite struct FailureSignatureTests {
  @Test(arguments: [
    ("expected 3, got 4", "expected #, got #"),
    ("<Foo object at 0x7f3a9c>", "<Foo object at #>"),
    ("No such file: '/tmp/tandem-81/x/a.py'", "No such file: 'a.py'"),
    ("took 0.123s at 12:30:05", "took #.#s at #:#:#"),
    ("commit 9fceb02 lost", "commit # lost"),
    ("id 123e4567-e89b-12d3-a456-426614174000", "id #"),
    ("a  b\n\tc", "a b c"),
    ("feedback and decade stay", "feedback and decade stay"),
    ("naïve 7", "naïve #"),
    ("src/a.py:12: bad", "src/a.py:#: bad"),
  ]) func whatChangesFromRunToRunIsTakenOut(message: String, normalised: String) {
    #expect(FailureSignature.normalised(message) == normalised)
  }

  func signature(_ name: String, _ failureClass: String, _ message: String) -> String {
    FailureSignature.of(
      red: [
        TestResult(
          id: TestID(name), status: .failed,
          failure: TestFailure(errorClass: failureClass, message: message))
      ], missing: [], ending: .completed)
  }

  @Test func theSameFailureHasTheSameSignature() {
    #expect(signature("t", "E", "x at 0x1f") == signature("t", "E", "x at 0x2f"))
  }

  @Test func testClassAndMessageEachMakeItAnother() {
    let base = signature("t", "E", "x")
    #expect(base.utf8.count == 16)
    #expect(
      Set([base, signature("u", "E", "x"), signature("t", "F", "x"), signature("t", "E", "y")])
        .count == 4)
  }

  @Test func onlyAGreenCompleteRunHasNone() {
    #expect(FailureSignature.of(red: [], missing: [], ending: .completed) == "")
    let others = [
      FailureSignature.of(red: [], missing: [TestID("t")], ending: .completed),
      FailureSignature.of(red: [], missing: [], ending: .timedOut(seconds: 5)),
      FailureSignature.of(red: [], missing: [], ending: .broken(reason: "exit 3")),
    ]
    #expect(Set(others).count == 3 && !others.contains(""))
    #expect(
      FailureSignature.of(red: [], missing: [], ending: .timedOut(seconds: 5))
        == FailureSignature.of(red: [], missing: [], ending: .timedOut(seconds: 6)))
  }
}
