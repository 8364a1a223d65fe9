import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

/// The gate where something ends: the tests no longer, the time, the eyes of a model.
@Suite struct GateLimitTests {
  /// A draft under which every test waits longer than anybody does.
  static let endless = RoutingScene.draft(
    "    return sum(prices) - 1", "    __import__(\"time\").sleep(900)\n    return sum(prices)")

  /// What premium makes of it.
  static let repaired =
    RoutingScene.draft("    __import__(\"time\").sleep(900)\n", "") + [RoutingScene.review]

  @Test func `tests that no longer end are a draft's fault`() async throws {
    let scene = try GateBranchTests.scene(
      premium: [RoutingScene.scope()] + Self.repaired, cheap: Self.endless,
      settings: ["TANDEM_TESTS_TIMEOUT": "8s"])
    let result = try await scene.fix()
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    let sentence =
      "the tests completed before and now do not end within 8 s: escalating to premium"
    #expect(try await scene.run("show", "last").output.contains(sentence))
    let record = try await scene.record()
    let said = record.attempts.flatMap(\.decisions)
    #expect(said.map(\.action) == ["escalate", "review", "accept"])
    #expect(said[0].reason == sentence)
    #expect(record.attempts.map(\.draft.tier) == [.cheap, .premium])
    #expect(record.outcome == .accepted(reason: said[2].reason))
  }

  @Test func `a run whose time ends at the gate keeps its attempt, and its tests are asked again`()
    async throws
  {
    var scene = try GateBranchTests.scene(
      premium: [RoutingScene.scope()] + Self.repaired, cheap: Self.endless)
    let result = try await scene.fix("--max-time", "20s")
    let sentence = "no time is left; the attempt is kept as a patch"
    #expect(result.exitCode == 4, "\(result.output)\(result.errorOutput)")
    #expect(result.output.contains(sentence))
    let stopped = try await scene.record()
    #expect(stopped.outcome == .overBudget(reason: sentence))
    #expect(stopped.attempts[0].verification == nil, "what was cut short says nothing")
    #expect(try scene.repository.git("branch", "--list", "tandem/*") == "")
    let patch = try scene.repository.read(".git/tandem/runs/\(stopped.id)/patch.diff")
    #expect(patch.contains("sleep(900)"))

    scene.binary.environment["TANDEM_TESTS_TIMEOUT"] = "8s"
    let resumed = try await scene.run("resume", "last", "--max-time", "10m")
    #expect(resumed.exitCode == 0, "\(resumed.errorOutput)")
    let said = try await scene.record().attempts.flatMap(\.decisions)
    #expect(said.map(\.action) == ["escalate", "review", "accept"])
    #expect(scene.server.requests.count == 7, "nothing is asked twice")
    #expect(scene.server.violations == [])
  }

  @Test func `an expectation that no model reviewed waits for a person`() async throws {
    var script = ModelScript(try FixtureBug("expectation"))
    script.scopes()
    try script.drafts("fix")
    let repository = try script.bug.repository()
    let server = try script.server()
    var binary = try TandemBinary()
    binary.environment = [
      "TANDEM_ROUTING_REVIEW": "builtin", "ANTHROPIC_API_KEY": RoutingScene.key,
    ]
    try binary.configure(ModelScript.configuration(server, wire: .anthropic))
    let result = try await binary.run(["fix", script.bug.reportPath], in: repository.path)
    #expect(result.exitCode == 3, "\(result.errorOutput)")
    let sentence = "an existing test's expectation is changed and no model reviewed it"
    let told = try await binary.run(["show", "last"], in: repository.path)
    #expect(told.output.contains(sentence))
    let shown = try await binary.run(["show", "last", "--json"], in: repository.path)
    let record = try JSONDecoder().decode(RunRecord.self, from: Data(shown.output.utf8))
    let said = record.attempts.flatMap(\.decisions)
    #expect(said.last == Decision(action: "ask person", reason: sentence))
    guard case .parked(let checkpoint)? = record.outcome else {
      Issue.record("\(String(describing: record.outcome))")
      return
    }
    #expect(
      checkpoint.question == "Does the report really call wrong what "
        + "tests/test_money.py::test_half_a_cent_goes_to_the_even_cent expects?")
    #expect(server.requests.allSatisfy { !$0.text.contains("You review") })
    #expect(server.violations == [])
  }
}
