import TandemCore
import Testing

@testable import TandemRepair

@Suite struct LocalisationTests {
  private func test(
    _ name: String, _ status: Trace.Status, _ lines: [Int]
  ) -> Trace.Test {
    Trace.Test(
      id: TestID(name), status: status, why: "", seconds: 0, worked: 0, lines: ["a.py": lines])
  }

  @Test func `the line that only failing tests run is the most suspicious`() {
    let trace = Trace(
      imported: ["a.py": [1]],
      tests: [
        test("red", .failed, [2, 3, 5]), test("green", .passed, [2, 3]),
        test("other", .passed, [2]), test("skipped", .skipped, [5]),
      ])
    let suspects = FaultLocalisation.suspects(trace, frames: [], ranking: [])
    #expect(suspects.map(\.line) == [5, 3, 2, 1])
    #expect(suspects[0].suspicion == 0.7)
    #expect(suspects[3].suspicion == FaultLocalisation.atImport)
  }

  @Test(arguments: [(1, 0, 1, 1.0), (1, 3, 1, 0.5), (2, 0, 8, 0.5), (0, 4, 1, 0)])
  func `Ochiai's coefficient`(failed: Int, passed: Int, failing: Int, expected: Double) {
    #expect(FaultLocalisation.ochiai(failed: failed, passed: passed, failing: failing) == expected)
  }

  @Test func `a frame and the ranking break a tie`() {
    let trace = Trace(tests: [test("red", .failed, [2, 3, 4])])
    let suspects = FaultLocalisation.suspects(
      trace,
      frames: [StackFrame(path: "/x/a.py", line: 2), StackFrame(path: "/x/a.py", line: 4)],
      ranking: [
        RankedFile(
          path: "a.py", score: 1, reasons: [],
          regions: [RankedRegion(name: "f", firstLine: 3, lastLine: 3, score: 2)])
      ])
    #expect(suspects.map(\.line) == [4, 2, 3])
  }
}
