import FoundationEssentials
import TandemChecks
import TandemCore
import TandemRepair
import TandemTestKit
import Testing

/// What `scenario.json` of a fixture bug says, as far as the tests can prove it.
private struct Scenario: Decodable {
  var runner: String
  var tests: Int
  var failing: [TestID]
  var reproducing: [TestID]?
  var builtin: Bool
  var requires: [String]?
  var contract: Contract
  var wrong: Wrong

  struct Contract: Decodable {
    var files: [String]
    var testFiles: [String]
    var expectationChanges: [ExpectationChange]
  }

  struct Wrong: Decodable {
    var outcome: String
    var broken: [TestID]?
    var stillRed: [TestID]?
    var files: [String]?
    var changedClass: [Verification.ClassChange]?
  }

  init(_ fixture: Fixture) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(fixture.text("scenario.json").utf8))
  }
}

/// Every fixture bug is what its scenario says: proven by real runs.
@Suite struct FixtureTests {
  @Test(arguments: try Fixture.names())
  func `a fixture's tests, fix and wrong draft are as its scenario says`(
    _ name: String
  ) async throws {
    let fixture = try Fixture(name)
    let scenario = try Scenario(fixture)
    try ToolNeed.require(scenario.requires ?? [])
    let scene = try await RepairScene(fixture: name)
    #expect(scene.adapter.name == scenario.runner)
    #expect(scene.baseline.run?.results.count == scenario.tests)
    #expect(scene.baseline.failing == scenario.failing.sorted())
    let report = try fixture.text("report.md")
    for change in scenario.contract.expectationChanges {
      #expect(report.contains(change.sentence))
    }

    let isReproduced = scenario.reproducing != nil
    if let reproducing = scenario.reproducing {
      let run = try await scene.verify(fixture.changes(by: ["reproduction.patch"]))
      #expect(run.red == reproducing)
    }
    let first = isReproduced ? ["reproduction.patch"] : []
    let fixed = try await scene.verify(fixture.changes(by: first + ["fix.patch"]))
    #expect(fixed.ending == .completed && fixed.red.isEmpty)

    let changes = try fixture.changes(by: first + ["wrong.patch"])
    let wrong = try await scene.verify(changes)
    let allowed = Set(scenario.contract.files + scenario.contract.testFiles)
    let outside = changes.map(\.path).filter { !allowed.contains($0) }
    let failing = scenario.failing + (scenario.reproducing ?? [])
    switch scenario.wrong.outcome {
    case "widening": #expect(outside == scenario.wrong.files)
    case "stillRed":
      #expect(outside.isEmpty && wrong.red == scenario.wrong.stillRed)
    default:
      #expect(scenario.wrong.outcome == "surprise")
      #expect(outside.isEmpty)
      #expect(wrong.red.filter { !failing.contains($0) } == scenario.wrong.broken ?? [])
      for change in scenario.wrong.changedClass ?? [] {
        #expect(wrong.byTest[change.test]?.failure?.errorClass == change.after)
        #expect(scene.baseline.run?.byTest[change.test]?.failure?.errorClass == change.before)
      }
    }
  }

  @Test(arguments: try Fixture.names())
  func `the builtin tier fixes what a scenario says it can, and only that`(
    _ name: String
  ) async throws {
    let fixture = try Fixture(name)
    let scenario = try Scenario(fixture)
    try ToolNeed.require(scenario.requires ?? [])
    let scene = try await RepairScene(fixture: name)
    let draft = try await scene.drafter.draft(
      scene.assignment(scenario.contract.files, seconds: scenario.builtin ? 120 : 30))
    #expect((draft.ending == .finished) == scenario.builtin, "\(draft)")
    #expect(try draft.changes == (scenario.builtin ? fixture.changes(by: ["fix.patch"]) : []))
  }
}
