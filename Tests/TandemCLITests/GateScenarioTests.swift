import TandemCore
import TandemTestKit
import Testing

/// Each turn of the gate, through the real binary: what a wrong draft meets, and what follows.
@Suite struct GateScenarioTests {
  @Test func `a draft that leaves its test red is tried again with the packet`() async throws {
    var script = ModelScript(try FixtureBug("no-test"))
    script.scopes()
    try script.drafts("reproduction")
    try script.drafts("wrong")
    try script.drafts("fix", over: "wrong")
    script.reviews()
    let run = try await ScriptedRun(script)
    #expect(run.result.exitCode == 0, "\(run.result.errorOutput)")
    #expect(run.decisions == ["retry", "review", "accept"])
    #expect(run.drafters == [.cheap, .cheap])
    let second = run.server.requests.filter { $0.text.contains("An earlier attempt") }
    #expect(!second.isEmpty, "the second draft is handed the packet")
  }

  @Test func `a surprise escalates to premium with the packet`() async throws {
    var script = ModelScript(try FixtureBug("surprise"))
    script.scopes()
    try script.drafts("wrong")
    // Everything asked for is green, so premium is asked first whether the report calls the broken
    // tests wrong; it does not.
    script.names([])
    try script.drafts("fix", by: .premium, over: "wrong")
    script.reviews()
    let run = try await ScriptedRun(script)
    #expect(run.result.exitCode == 0, "\(run.result.errorOutput)")
    #expect(
      run.decisions == ["name expectation change", "escalate", "review", "accept"])
    #expect(run.drafters == [.cheap, .premium])
  }

  @Test func `a widening redoes the scope once`() async throws {
    let bug = try FixtureBug("two-files")
    var script = ModelScript(bug)
    script.scopes {
      $0["files"] = ["pantry/reading.py"]
      $0["reach"] = "local"
    }
    script.ends(
      "ask_scope", ["paths": ["pantry/writing.py"], "reason": "the writer has the same fault"])
    script.scopes { $0["reach"] = "local" }
    try script.drafts("fix")
    script.reviews()
    let run = try await ScriptedRun(script)
    #expect(run.result.exitCode == 0, "\(run.result.errorOutput)")
    #expect(run.decisions == ["re-scope", "review", "accept"])
    #expect(
      run.record.contracts.map(\.files) == [
        ["pantry/reading.py"], ["pantry/reading.py", "pantry/writing.py"],
      ])
  }

  @Test func `a test is changed only where the report itself calls its expectation wrong`()
    async throws
  {
    let bug = try FixtureBug("expectation")
    var script = ModelScript(bug)
    script.scopes { $0["expectationChanges"] = [] }
    try script.drafts("fix", only: { !$0.hasPrefix("tests/") })
    let named = bug.scenario["contract"]?["expectationChanges"]?.array ?? []
    script.names(named)
    try script.drafts("fix", only: { $0.hasPrefix("tests/") })
    script.reviews()
    let run = try await ScriptedRun(script)
    #expect(run.result.exitCode == 0, "\(run.result.errorOutput)")
    #expect(run.decisions.first == "name expectation change")
    #expect(run.decisions.suffix(2) == ["review", "accept"])
    #expect(run.record.contracts.last?.expectationChanges.count == named.count)
  }

  @Test func `an expectation without the report's own words is not accepted`() async throws {
    let bug = try FixtureBug("expectation")
    var script = ModelScript(bug)
    script.scopes { $0["expectationChanges"] = [] }
    try script.drafts("fix", only: { !$0.hasPrefix("tests/") })
    let test = bug.scenario["contract"]?["expectationChanges"]?[0]?["test"] ?? ""
    let invented: JSONValue = ["test": test, "sentence": "the old value is simply out of fashion"]
    script.names([invented])
    script.names([invented])
    let run = try await ScriptedRun(script)
    #expect(run.result.exitCode == 5, "\(run.result.errorOutput)")
    #expect(run.result.output.contains("the report does not say, word for word"))
    #expect(run.record.result?.branch == nil)
  }

  @Test func `the reviewer's findings get one more round`() async throws {
    var script = ModelScript(try FixtureBug("demo"))
    script.scopes()
    try script.drafts("fix")
    script.reviews(
      "revise",
      [
        [
          "path": "shelfmark/fines.py", "line": 15, "severity": "warning",
          "quote": "    if returned <= loan.due:", "message": "Say why the due date is free.",
        ]
      ])
    script.add([.tools([("finish", ["summary": "It is right as it is."])])], by: .cheap)
    script.reviews()
    let run = try await ScriptedRun(script)
    #expect(run.result.exitCode == 0, "\(run.result.errorOutput)")
    #expect(run.decisions == ["review", "one more round", "review", "accept"])
  }

  @Test func `a review that rejects leaves a patch and no branch`() async throws {
    var script = ModelScript(try FixtureBug("demo"))
    script.scopes()
    try script.drafts("fix")
    script.reviews("reject")
    script.add([.tools([("give_up", ["reason": "the reviewer is right"])])], by: .premium)
    script.add([.tools([("give_up", ["reason": "the reviewer is right"])])], by: .premium)
    let run = try await ScriptedRun(script)
    #expect(run.result.exitCode == 1, "\(run.result.errorOutput)")
    #expect(run.record.result?.branch == nil)
  }

  @Test func `a question ends with a clear outcome and no diff`() async throws {
    let bug = try FixtureBug("demo")
    let repository = try bug.repository()
    let binary = try TandemBinary()
    let result = try await binary.run(
      ["fix", "-"], in: repository.path,
      input: "How do I renew a loan?\n\nI cannot find it in the docs. Is there a command for it?\n")
    #expect(result.exitCode == 1)
    #expect(result.output.hasPrefix("not a bug to fix:"))
    #expect(try repository.git("branch", "--list", "tandem/*") == "")
  }
}
