import TandemCore
import TandemTestKit
import Testing

/// The gate's rarer branches through the real binary, each with the sentence it says.
@Suite struct GateBranchTests {
  static func scene(
    premium: [ScriptedTurn], cheap: [ScriptedTurn], settings: [String: String] = [:]
  ) throws -> RoutingScene {
    var scene = try RoutingScene(premium: premium, cheap: [RoutingScene.triage()] + cheap)
    scene.binary.routing["TANDEM_ROUTING_MODE"] = "routed"
    scene.binary.routing["TANDEM_ROUTING_JUDGE"] = "off"
    scene.binary.environment.merge(settings) { $1 }
    return scene
  }

  static func decisions(_ scene: RoutingScene) async throws -> [Decision] {
    try await scene.record().attempts.flatMap(\.decisions)
  }

  /// A cheap draft that stays red, over what the one before left.
  static func wrong(_ old: String = "- 1", _ new: String = "- 2") -> [ScriptedTurn] {
    RoutingScene.draft("sum(prices) \(old)", "sum(prices) \(new)")
  }

  static func verdict(_ word: String) -> ScriptedTurn {
    ModelScript.json([
      "verdict": .string(word), "summary": "It touches what is owed.",
      "findings": word == "revise"
        ? [
          [
            "path": "shop.py", "line": 2, "severity": "warning",
            "quote": "    return sum(prices)", "message": "Say why.",
          ]
        ] : [],
    ])
  }

  @Test func `a red draft is tried again while that pays`() async throws {
    let scene = try Self.scene(
      premium: [RoutingScene.scope(), RoutingScene.review],
      cheap: Self.wrong() + RoutingScene.draft("sum(prices) - 2", "sum(prices)"))
    #expect(try await scene.fix().exitCode == 0)
    let said = try await Self.decisions(scene)[0]
    #expect(said.action == "retry")
    #expect(
      said.reason.hasPrefix("tests/test_shop.py::test_total is red; cheap draft 2 would cost $"))
    #expect(said.reason.contains("needed) against $"))
    #expect(said.reason.hasSuffix(" to finish with premium: retrying"))
  }

  @Test func `the same failure twice ends the retries`() async throws {
    let scene = try Self.scene(
      premium: [RoutingScene.scope()]
        + RoutingScene.draft("sum(prices) + 0 - 1", "sum(prices)") + [RoutingScene.review],
      cheap: RoutingScene.draft("sum(prices) - 1", "sum(prices) - 1 + 0")
        + RoutingScene.draft("sum(prices) - 1 + 0", "sum(prices) + 0 - 1"),
      settings: ["TANDEM_ROUTING_CHEAP_DRAFTS": "3"])
    #expect(try await scene.fix().exitCode == 0)
    let said = try await Self.decisions(scene)
    #expect(said.map(\.action) == ["retry", "escalate", "review", "accept"])
    #expect(
      said[1].reason
        == "tests/test_shop.py::test_total is red, with the same failure twice: trying again "
        + "changes nothing: escalating to premium")
  }

  @Test func `the cap holds whatever the arithmetic says`() async throws {
    let scene = try Self.scene(
      premium: [RoutingScene.scope()] + RoutingScene.draft("sum(prices) - 2", "sum(prices)")
        + [RoutingScene.review],
      cheap: Self.wrong(), settings: ["TANDEM_ROUTING_CHEAP_DRAFTS": "1"])
    #expect(try await scene.fix().exitCode == 0)
    #expect(
      try await Self.decisions(scene)[0].reason
        == "tests/test_shop.py::test_total is red after 1 cheap drafts, the most that are made: "
        + "escalating to premium")
  }

  @Test func `money for escalating is not spent on a retry`() async throws {
    let scene = try Self.scene(
      premium: [RoutingScene.scope()] + RoutingScene.draft("sum(prices) - 2", "sum(prices)")
        + [RoutingScene.review],
      cheap: Self.wrong())
    #expect(try await scene.fix("--max-cost", "0.90").exitCode == 0)
    let said = try await Self.decisions(scene)[0]
    #expect(said.action == "escalate" && said.reason.hasSuffix(": escalating to premium"))
  }

  @Test func `what cannot be paid ends the run with what it has`() async throws {
    let scene = try Self.scene(
      premium: [RoutingScene.scope()], cheap: Self.wrong(),
      settings: ["TANDEM_ROUTING_CHEAP_DRAFTS": "1"])
    let result = try await scene.fix("--max-cost", "0.50")
    #expect(result.exitCode == 4, "\(result.output)")
    #expect(result.output.contains("escalating to premium would cost about $0."))
    #expect(try await scene.record().attempts.last?.diff.isEmpty == false, "the attempt is kept")
  }

  @Test func `a reviewer who asks for a person parks the run`() async throws {
    let scene = try Self.scene(
      premium: [RoutingScene.scope(), Self.verdict("askPerson")], cheap: RoutingScene.rightDraft)
    #expect(try await scene.fix().exitCode == 3)
    let said = try #require(try await Self.decisions(scene).last)
    #expect(
      said
        == Decision(
          action: "ask person",
          reason: "the reviewer asks for a person: It touches what is owed."))
    let approved = try await scene.run("approve", "last", "--by", "Ann", "--note", "agreed")
    #expect(approved.exitCode == 0, "\(approved.errorOutput)")
    #expect(try await scene.ledger().last?["verdict"]?.string == "accepted")
  }

  @Test func `a second wish for a revision goes to a person`() async throws {
    let scene = try Self.scene(
      premium: [RoutingScene.scope(), Self.verdict("revise"), Self.verdict("revise")],
      cheap: RoutingScene.rightDraft + [.tools([("finish", ["summary": "It is right."])])])
    #expect(try await scene.fix().exitCode == 3)
    let said = try await Self.decisions(scene)
    #expect(said.map(\.action) == ["review", "one more round", "review", "ask person"])
    #expect(
      said[3].reason
        == "the review wants a revision (1 finding) after 1 round: It touches what is owed.")
  }

  @Test func `leaving the contract again, with green tests, is a person's to allow`() async throws {
    let calls: [(String, JSONValue)] = [
      ("edit", ["path": "shop.py", "old": "sum(prices) - 1", "new": "sum(prices)"])
    ]
    let scene = try Self.scene(
      premium: [RoutingScene.scope(), RoutingScene.scope()],
      cheap: [
        .tools(calls),
        .tools([("ask_scope", ["paths": ["pytest.ini"], "reason": "it needs a marker"])]),
        .tools([("ask_scope", ["paths": ["pytest.ini"], "reason": "it still needs a marker"])]),
      ])
    let result = try await scene.fix()
    let said = try await Self.decisions(scene)
    #expect(said.first?.action == "re-scope", "\(result.output)")
    #expect(
      said.first?.reason == "the draft leaves its contract (files pytest.ini): re-scoping")
    #expect([1, 3].contains(result.exitCode), "\(said)")
    #expect(said.last?.reason.contains("again after a new scope") == true)
  }
}
