import TandemCore
import TandemTestKit
import Testing

/// Every fixture through the real binary and both wires: planned by premium, drafted by cheap.
@Suite struct FixtureRunTests {
  static let cases = RecordedRequest.Wire.allCases.flatMap { wire in
    ["demo", "two-files", "surprise", "no-test"].map { ($0, wire) }
  }

  @Test(arguments: cases) func `a right draft is verified, reviewed and left on a branch`(
    _ name: String, _ wire: RecordedRequest.Wire
  ) async throws {
    let bug = try FixtureBug(name)
    var script = ModelScript(bug)
    script.scopes()
    if name == "no-test" { try script.drafts("reproduction") }
    try script.drafts("fix")
    script.reviews()
    let run = try await ScriptedRun(script, wire: wire)
    #expect(run.result.exitCode == 0, "\(run.result.errorOutput)")
    #expect(run.decisions == ["review", "accept"])
    #expect(run.drafters == [.cheap])
    try Self.expectBranch(
      of: run, holds: bug.changes("fix") + (name == "no-test" ? bug.changes("reproduction") : []))
    #expect(run.server.unusedTurns.values.allSatisfy { $0 == 0 })
  }

  /// The run's branch holds these files and was made for it.
  static func expectBranch(of run: ScriptedRun, holds changes: [FileChange]) throws {
    #expect(run.record.result?.branch == "tandem/\(run.record.id)")
    for change in changes {
      let made = try run.repository.git("show", "tandem/\(run.record.id):\(change.path)")
      #expect(made + "\n" == (change.text ?? ""), "\(change.path)")
    }
  }

  @Test(arguments: FixtureBug.foreign)
  func `in every language a wrong draft is refused for what it does and a right one accepted`(
    _ name: String
  ) async throws {
    let bug = try FixtureBug(name)
    try ToolNeed.require(bug.needs)
    var script = ModelScript(bug)
    script.scopes()
    try script.drafts("wrong")
    // Everything asked for is green where only a neighbour broke: premium is asked for the report's
    // word against that test, and has none.
    let isSurprise = bug.scenario["wrong"]?["outcome"]?.string == "surprise"
    if isSurprise { script.names([]) }
    try script.drafts("fix", by: isSurprise ? .premium : .cheap, over: "wrong")
    script.reviews()
    let run = try await ScriptedRun(script)
    #expect(run.result.exitCode == 0, "\(run.result.errorOutput)")
    let refused = isSurprise ? ["name expectation change", "escalate"] : ["retry"]
    #expect(run.decisions == refused + ["review", "accept"])
    let seen = run.record.attempts.first?.verification
    let told = bug.scenario["wrong"]?[isSurprise ? "broken" : "stillRed"]?.array ?? []
    #expect((isSurprise ? seen?.broken : seen?.stillRed)?.map(\.name) == told.map(\.string))
    try Self.expectBranch(of: run, holds: bug.changes("fix"))
  }

  @Test func `the bill is by tier and adds up to what was reported`() async throws {
    var script = ModelScript(try FixtureBug("demo"))
    script.scopes()
    try script.drafts("fix")
    script.reviews()
    let run = try await ScriptedRun(script)
    // 100 tokens in and 10 out a call: premium 4 and 20 dollars a million, cheap 0.10 and 0.50.
    let premium = run.record.ledger.filter { $0.tier == .premium && $0.requestedModel != nil }
    let cheap = run.record.ledger.filter { $0.tier == .cheap && $0.requestedModel != nil }
    #expect(premium.map(\.cost.value) == [600, 600])
    #expect(cheap.map(\.cost.value) == [15, 15, 15, 15])
    #expect(run.record.cost.models == MicroDollars(1_260))
    #expect(run.result.output.contains("$0.0013 for models"))
  }

  @Test
  func `a risky change is drafted only after a person's word, and parked again with its diff`()
    async throws
  {
    var script = ModelScript(try FixtureBug("risky-path"))
    script.scopes()
    try script.drafts("fix")
    script.reviews()
    let run = try await ScriptedRun(script)
    #expect(run.result.exitCode == 3)
    #expect(run.record.attempts == [])
    guard case .parked(let question) = run.record.outcome else {
      Issue.record("\(String(describing: run.record.outcome))")
      return
    }
    #expect(question.question.contains("how long a password reset link is valid"))

    let approved = try await run.binary.run(
      ["approve", "last", "--by", "Grace", "--note", "seen"], in: run.repository.path)
    #expect(approved.exitCode == 0, "\(approved.errorOutput)")
    let resumed = try await run.binary.run(["resume", "last"], in: run.repository.path)
    #expect(resumed.exitCode == 3, "\(resumed.errorOutput)")
    #expect(resumed.output.contains("waiting for a person"))
    #expect(try run.repository.git("branch", "--list", "tandem/*").contains(run.record.id))

    let accepted = try await run.binary.run(
      ["approve", "last", "--by", "Grace"], in: run.repository.path)
    #expect(accepted.exitCode == 0, "\(accepted.errorOutput)")
    #expect(accepted.output.contains("approved by Grace"))
  }
}
