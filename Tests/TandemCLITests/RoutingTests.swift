import TandemCore
import TandemTestKit
import Testing

/// The ways a run takes, through the real binary: who is asked what, and what it says about it.
@Suite struct RoutingTests {
  @Test func `a tiny task with a red test is one call`() async throws {
    let scene = try RoutingScene(
      premium: [.text(RoutingScene.fix)], cheap: [RoutingScene.triage()])
    let result = try await scene.fix()
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    #expect(
      result.errorOutput.contains("direct: one place is named and a red test judges it: one call"))
    #expect(scene.server.requests.map(\.model) == [ModelScript.cheap, ModelScript.premium])
    let record = try await scene.record()
    #expect(record.attempts.map(\.draft.tier) == [.premium])
    #expect(record.attempts.flatMap(\.decisions).map(\.action) == ["review", "accept"])
    #expect(try await scene.ledger().first?["mode"]?.string == "direct")
  }

  @Test func `one call that was not enough is scoped after all`() async throws {
    let scene = try RoutingScene(
      premium: [.text("GIVE UP: too hard"), RoutingScene.scope(), RoutingScene.review],
      cheap: [RoutingScene.triage()] + RoutingScene.rightDraft)
    let result = try await scene.fix()
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    let record = try await scene.record()
    #expect(
      record.attempts[0].decisions[0].reason
        == "the premium tier gave up (too hard): one call was not enough, scoping")
    #expect(record.attempts.map(\.draft.tier) == [.premium, .cheap])
    #expect(
      record.attempts.flatMap(\.decisions).map(\.action) == ["re-scope", "review", "accept"])
  }

  @Test(arguments: [Tier.premium, .cheap])
  func `a pinned mode asks one tier only`(tier: Tier) async throws {
    let turns =
      [RoutingScene.triage(), RoutingScene.scope()] + RoutingScene.rightDraft
      + [RoutingScene.review]
    let scene = try RoutingScene(
      premium: tier == .premium ? turns : [], cheap: tier == .cheap ? turns : [])
    let result = try await scene.fix("--mode", "\(tier.rawValue)-only")
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    let asked = tier == .premium ? ModelScript.premium : ModelScript.cheap
    #expect(Set(scene.server.requests.map(\.model)) == [asked])
    let line = try await scene.ledger().first
    #expect(line?["mode"]?.string == "\(tier.rawValue)-only")
    #expect(line?["propensity"] == .null, "a flag chose, so it is no evidence about policies")
  }

  @Test func `cheap drafts first where a test can judge, and says why with its numbers`()
    async throws
  {
    let scene = try RoutingScene(
      premium: [RoutingScene.scope(), RoutingScene.review],
      cheap: [RoutingScene.triage()] + RoutingScene.rightDraft)
    let result = try await scene.fix("--mode", "routed")
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    let said = try #require(try await scene.record().route?.reason)
    #expect(said.hasPrefix("a cheap draft would cost $"))
    #expect(said.hasSuffix(" to finish with premium at once: cheap first"))
    let report = try await scene.run("show", "last").output
    #expect(report.contains("Routed as routed: a cheap draft would cost"))
    let line = try await scene.ledger().first
    #expect(line?["propensity"]?.double == 1)
    #expect(line?["judge_label"]?.string == "easy")
    #expect(line?["judge_claims"]?.integer == 2)
  }

  @Test func `a hallucinated claim voids the label`() async throws {
    let scene = try RoutingScene(
      premium: [RoutingScene.scope(), RoutingScene.review],
      cheap: [RoutingScene.triage("hard", symbols: ["grand_total_v2"])] + RoutingScene.rightDraft)
    let result = try await scene.fix("--mode", "routed")
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    let line = try await scene.ledger().first
    #expect(line?["judge_false_claims"]?.integer == 1)
    #expect(line?["judge_calibrated"] == .null)
    #expect(
      result.errorOutput.contains(
        "the judge names grand_total_v2, which neither the report nor the base holds: its label is "
          + "void"))
    #expect(try await scene.record().triage?.difficulty == .easy, "the rules' own")
  }

  @Test func `a symbol that only the base holds is no hallucination`() async throws {
    let scene = try RoutingScene(
      premium: [RoutingScene.scope(), RoutingScene.review],
      cheap: [RoutingScene.triage("hard", symbols: ["shop.count"])] + RoutingScene.rightDraft)
    let result = try await scene.fix("--mode", "routed")
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    let line = try await scene.ledger().first
    #expect(line?["judge_claims"]?.integer == 2)
    #expect(line?["judge_false_claims"]?.integer == 0)
    #expect(line?["judge_calibrated"]?.double != nil)
    let triage = try await scene.record().triage
    #expect(triage?.difficulty == .hard)
    #expect(triage?.symbols.contains("shop.count") == true)
  }

  @Test func `a deadline that cheap first would miss lets premium draft`() async throws {
    let scene = try RoutingScene(
      premium: [RoutingScene.scope()] + RoutingScene.rightDraft + [RoutingScene.review],
      cheap: [RoutingScene.triage()])
    let result = try await scene.fix("--mode", "routed", "--deadline", "3m")
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    let record = try await scene.record()
    #expect(record.route?.reason.contains("cheap first would miss the deadline with 100 %") == true)
    #expect(record.attempts.map(\.draft.tier) == [.premium])
  }

  @Test func `drafts side by side are taken by what most of them agree on`() async throws {
    let turn = ScriptedTurn.computed { request in
      request.text.contains("tool_result")
        ? .tools([("finish", ["summary": "Done."])])
        : .tools([
          ("edit", ["path": "shop.py", "old": "sum(prices) - 1", "new": "sum(prices)"])
        ])
    }
    var scene = try RoutingScene(
      premium: [RoutingScene.scope(), RoutingScene.review],
      cheap: [RoutingScene.triage()] + Array(repeating: turn, count: 6))
    scene.binary.environment["TANDEM_ROUTING_SIDE_BY_SIDE"] = "3"
    let result = try await scene.fix("--mode", "routed")
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    #expect(result.errorOutput.contains("3 of 3 independent drafts make this change"))
    #expect(scene.server.requests.count { $0.model == ModelScript.cheap } == 7)
    #expect(try await scene.record().attempts.count == 1)
  }

  @Test func `the cheap model may put the first files in order, and says what it cost`()
    async throws
  {
    var scene = try RoutingScene(
      premium: [RoutingScene.scope(), RoutingScene.review],
      cheap: [RoutingScene.triage(), ModelScript.json(["order": [2, 1]])]
        + RoutingScene.rightDraft)
    scene.binary.environment["TANDEM_RETRIEVAL_RERANK"] = "true"
    let result = try await scene.fix("--mode", "routed")
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    #expect(
      result.errorOutput.contains("the cheap model puts the first files in order for $0.0001"))
    let asked = try #require(scene.server.requests.first { $0.text.contains("You order files") })
    #expect(asked.model == ModelScript.cheap)
    #expect(scene.server.requests.count == 6)
  }

  @Test func `the builtin repair tries before a model is paid`() async throws {
    var scene = try RoutingScene(
      premium: [RoutingScene.scope(), RoutingScene.review], cheap: [RoutingScene.triage()])
    scene.binary.routing = ["TANDEM_ROUTING_MODE": "routed"]
    let result = try await scene.fix()
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    let record = try await scene.record()
    #expect(record.attempts.map(\.draft.tier) == [.builtin])
    #expect(scene.server.requests.count == 3, "triage, scope and review")
    #expect(record.route?.firstTier == .cheap)
  }

  @Test func `what the builtin repair found out goes to the model that drafts next`() async throws {
    var scene = try RoutingScene(
      premium: [RoutingScene.scope(), RoutingScene.review],
      cheap: [RoutingScene.triage()]
        + RoutingScene.draft("max(prices) * len(prices)", "sum(prices)"))
    scene.binary.routing = ["TANDEM_ROUTING_MODE": "routed"]
    try scene.repository.write(
      "shop.py", Shop.code.replacing("sum(prices) - 1", with: "max(prices) * len(prices)"))
    try scene.repository.write(
      "tests/test_shop.py",
      Shop.test.replacing(
        "assert total([2, 3]) == 5",
        with: "assert [total([2, 3]), total([10]), total([1, 1, 1, 7])] == [5, 10, 10]"))
    try scene.repository.commit("another bug")
    let result = try await scene.fix()
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    let record = try await scene.record()
    #expect(record.attempts.map(\.draft.tier) == [.builtin, .cheap])
    let said = record.attempts[0].decisions[0].reason
    #expect(said.hasPrefix("the builtin tier gave up") && said.hasSuffix("escalating to cheap"))
    #expect(
      scene.server.requests.contains {
        $0.model == ModelScript.cheap && $0.text.contains("An earlier attempt")
      })
  }

  @Test func `a second draft thinks harder where the user configured it`() async throws {
    var scene = try RoutingScene(
      premium: [RoutingScene.scope(), RoutingScene.review],
      cheap: [RoutingScene.triage()]
        + RoutingScene.draft("sum(prices) - 1", "sum(prices) - 2")
        + RoutingScene.draft("sum(prices) - 2", "sum(prices)"))
    scene.binary.environment["TANDEM_MODELS_CHEAP_RETRY_EFFORT"] = "high"
    let result = try await scene.fix("--mode", "routed")
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    #expect(result.errorOutput.contains("draft 2: the cheap model thinks harder"))
    let efforts = scene.server.requests.filter { $0.model == ModelScript.cheap }.map {
      $0.body["output_config"]?["effort"]?.string
    }
    #expect(efforts == [nil, nil, nil, "high", "high"])
  }

  @Test func `a change that crosses modules goes to premium at once`() async throws {
    let scene = try RoutingScene(
      premium: [RoutingScene.scope(reach: "crossCutting")] + RoutingScene.rightDraft
        + [RoutingScene.review], cheap: [RoutingScene.triage()])
    let result = try await scene.fix("--mode", "routed")
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    #expect(
      try await scene.record().route?.reason
        == "the change crosses modules: premium drafts at once")
  }

  @Test func `what became of a change is recorded, measured and read from git`() async throws {
    let scene = try RoutingScene(
      premium: [.text(RoutingScene.fix)], cheap: [RoutingScene.triage()])
    #expect(try await scene.fix().exitCode == 0)
    #expect(try await scene.run("outcome", "--from-git").errorOutput.contains("nothing new"))

    _ = try await scene.run("show", "last")
    let said = try await scene.run("outcome", "last", "reworked", "--by", "Ann")
    #expect(said.output.contains("reworked, decided in under a minute"), "\(said.errorOutput)")
    let line = try await scene.ledger().last
    #expect(line?["verdict"]?.string == "reworked" && line?["verdict_by"]?.string == "Ann")

    let branch = try #require(try await scene.record().result?.branch)
    try scene.repository.git("merge", "--quiet", "--ff-only", branch)
    try scene.repository.git("revert", "--no-edit", "HEAD")
    let read = try await scene.run("outcome", "--from-git")
    #expect(read.output.contains("reverted: commit "), "\(read.output)\(read.errorOutput)")
    #expect(try await scene.ledger().last?["verdict"]?.string == "reverted")
    #expect(try await scene.run("outcome", "last", "fine").exitCode == 2)
  }

  @Test func `the ledger leaves as spans without content unless it is asked for`() async throws {
    let scene = try RoutingScene(
      premium: [.text(RoutingScene.fix)], cheap: [RoutingScene.triage()])
    #expect(try await scene.fix().exitCode == 0)
    let plain = try await scene.run("ledger", "--format", "otlp")
    let spans = try #require(
      JSONValue(parsing: Array(plain.output.utf8))?["resourceSpans"]?[0]?["scopeSpans"]?[0]?[
        "spans"]?.array)
    #expect(
      spans.compactMap { $0["name"]?.string } == [
        "invoke_workflow tandem", "invoke_agent draft", "chat test-premium", "invoke_agent triage",
        "chat test-cheap",
      ])
    #expect(spans.allSatisfy { $0["traceId"]?.string?.count == 32 })
    #expect(!plain.output.contains("The total is too small"))
    let whole = try await scene.run("ledger", "--format", "otlp", "--content")
    #expect(whole.output.contains("The total is too small"))
    let table = try await scene.run("ledger").output.split(separator: "\n")
    #expect(table.count == 4 && table[0].hasPrefix("run,created,step,kind,tier,"))
  }
}
