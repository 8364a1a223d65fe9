import TandemChecks
import TandemCore
import TandemTestKit
import TandemWorkspace
import Testing

@Suite struct SwiftTestAdapterTests {
  @Test func `ids and kinds of both test libraries`() async throws {
    let scene = try await AdapterScene(
      [
        "Package.swift": """
        // swift-tools-version: 5.9
        import PackageDescription
        let package = Package(name: "Fx", targets: [.testTarget(name: "FxTests")])
        """,
        "Tests/FxTests/New.swift": """
        import Testing
        @Suite struct Sums {
          @Test func good() {}
          @Test func bad() { #expect(1 + 2 == 4) }
          @Test(arguments: [1, 2]) func each(_ number: Int) { #expect(number == 1) }
          @Test(.disabled("off")) func off() {}
        }
        """,
        "Tests/FxTests/Old.swift": """
        import XCTest
        final class OldTests: XCTestCase {
          func testGood() {}
          func testBad() { XCTAssertEqual(1, 2, "one is not two") }
          func testFlaky() { XCTAssertNotEqual(ProcessInfo.processInfo.environment["RUN"], "1") }
        }
        """,
      ], needs: ["swift>=6.0", ToolNeed.long])
    #expect(
      scene.detected.reason
        == "Package.swift is a Swift package and Tests/FxTests/New.swift has tests")
    let run = try await scene.run(seconds: 400)
    #expect(run.ending == .completed, "\(run.output)")
    #expect(
      run.statuses == [
        "FxTests.Sums/good()": .passed, "FxTests.Sums/bad()": .failed,
        "FxTests.Sums/each(_:)": .failed, "FxTests.Sums/off()": .skipped,
        "FxTests.OldTests/testGood": .passed, "FxTests.OldTests/testBad": .failed,
        "FxTests.OldTests/testFlaky": .failed,
      ])
    let failure = run.byTest[TestID("FxTests.OldTests/testBad")]?.failure
    #expect(failure?.message.hasSuffix("one is not two") ?? false)
    let again = try await scene.run(
      .tests([TestID("FxTests.OldTests/testFlaky")]), seconds: 400)
    #expect(again.statuses == ["FxTests.OldTests/testFlaky": .passed])
    let file = try await scene.run(.files(["Tests/FxTests/New.swift"]), seconds: 400)
    #expect(file.results.count == 4)
  }
}
