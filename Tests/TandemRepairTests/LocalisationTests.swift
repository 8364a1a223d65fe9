import TandemCore
import TandemTestKit
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

  @Test func `a test that is slow when it is traced does not take the trace with it`() async throws
  {
    try ToolNeed.require(["python3>=3.9"])
    let files = [
      "calc.py": "def half(a):\n    return a // 3\n",
      "test_calc.py": """
      import sys, time, unittest
      from calc import half

      class HalfTests(unittest.TestCase):
          def test_half(self):
              self.assertEqual(half(4), 2)

          def test_slow(self):
              if sys.gettrace():
                  time.sleep(20)
              self.assertEqual(half(0), 0)

      """,
    ]
    let scene = try await RepairScene(files)
    let red = scene.baseline.failing
    let green = (scene.baseline.run?.results ?? []).filter { $0.status == .passed }.map(\.id)
    #expect((red.count, green.count) == (1, 1))
    let text = try #require(files["calc.py"])
    let model = try #require(CodeModel(path: "calc.py", text: text))
    let worker = try #require(
      Worker(workspace: scene.workspace, adapter: scene.adapter, environment: [:]))
    let trace = try await WorkerSearch(worker: worker).trace(
      red, green, [model], scene.baseline, seconds: 3)
    #expect(trace.broken == nil)
    #expect(trace.tests.map(\.status) == [.failed, .killed])
    #expect(trace.tests[0].lines == ["calc.py": [2]])
  }
}
