import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

@testable import TandemRepair

@Suite struct HeldTestsTests {
  private static let tests = ["a::1", "b::1", "a::2", "b::2", "a::3"].map { TestID($0) }

  @Test(arguments: [
    (100, ["a::1", "b::1", "a::2", "b::2", "a::3"]), (19, ["b::1", "b::2", "a::1", "a::2"]),
    (8, ["b::1", "b::2"]), (3, []),
  ])
  func `tests of the failing tests' files are held against first, as many as there is room for`(
    _ bytes: Int, _ expected: [String]
  ) {
    let held = HeldTests.near(
      Self.tests, [TestID("b::3")], NodeTestAdapter(words: ["node", "--test"]), bytes: bytes)
    #expect(held == expected.map { TestID($0) })
  }

  @Test func `a program of many long commands is no argument`() {
    var script = CommandScript()
    let word = String(repeating: "x", count: 90_000)
    for number in 0..<3 {
      script.define("f\(number)", WorkspaceCommand(arguments: ["true", word]))
    }
    let command = script.command(deadline: .seconds(1))
    #expect(command.arguments.allSatisfy { $0.utf8.count < 1_000 })
    #expect(command.tools.values.contains { $0.utf8.count > 270_000 })
  }
}
