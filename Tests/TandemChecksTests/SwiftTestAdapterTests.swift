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
    let parted = try await scene.runInSteps(
      ["Sums/good()", "Sums/bad()", "OldTests/testGood", "OldTests/testBad"].map { "FxTests." + $0 }
    )
    #expect(parted.ending == .completed, "\(parted.output)")
    #expect(
      parted.statuses == [
        "FxTests.Sums/good()": .passed, "FxTests.Sums/bad()": .failed,
        "FxTests.OldTests/testGood": .passed, "FxTests.OldTests/testBad": .failed,
      ])
    let told = parted.byTest[TestID("FxTests.OldTests/testBad")]?.failure
    #expect(told?.message.hasSuffix("one is not two") ?? false)
  }

  @Test func `a crash is named in either library and a test that leaves has not passed`()
    async throws
  {
    let manifest = """
      // swift-tools-version: 5.9
      import PackageDescription
      let package = Package(name: "Fx", targets: [.testTarget(name: "FxTests")])
      """
    let old = { (body: String) in
      """
      import XCTest
      final class OldTests: XCTestCase {
        func testGood() {}
        func testSkips() throws { throw XCTSkip("not here") }
        func testTurns() { \(body) }
      }
      """
    }
    let scene = try await AdapterScene(
      ["Package.swift": manifest, "Tests/FxTests/Old.swift": old("fatalError(\"no old sum\")")],
      needs: ["swift>=6.0", ToolNeed.long])
    let crashed = try await scene.run(seconds: 400)
    #expect(crashed.ending == .completed, "\(crashed.output)")
    #expect(
      crashed.statuses == [
        "FxTests.OldTests/testGood": .passed, "FxTests.OldTests/testSkips": .skipped,
        "FxTests.OldTests/testTurns": .failed,
      ])
    let failure = crashed.byTest[TestID("FxTests.OldTests/testTurns")]?.failure
    #expect(failure?.errorClass.hasPrefix("SIG") ?? false)
    #expect(failure?.message == "no old sum")
    let leaves = FileChange(path: "Tests/FxTests/Old.swift", text: old("exit(0)"))
    let left = try await scene.run(changes: [leaves], seconds: 400)
    guard case .broken(let reason) = left.ending else {
      Issue.record("\(left.ending)")
      return
    }
    #expect(reason.hasPrefix("the process left while running FxTests.OldTests/testTurns ("))
    let new = FileChange(
      path: "Tests/FxTests/New.swift",
      text: "import Testing\n@Test func dies() { fatalError(\"no sum\") }\n")
    let green = FileChange(path: "Tests/FxTests/Old.swift", text: old(""))
    let dead = try await scene.run(changes: [green, new], seconds: 400)
    guard case .broken(let words) = dead.ending else {
      Issue.record("\(dead.ending)")
      return
    }
    #expect(words.hasPrefix("Swift Testing was ended by SIG"), "\(words)")
    #expect(words.hasSuffix(" while running dies() (FxTests/New.swift:2: Fatal error: no sum)"))
  }
}
