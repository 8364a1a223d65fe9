import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

/// `tandem review` with a scripted premium model: what it is sent, what of its answer counts.
@Suite struct ReviewerTests {
  static func finding(_ quote: String, _ severity: String = "warning") -> JSONValue {
    [
      "path": "fines.py", "line": 2, "quote": .string(quote), "severity": .string(severity),
      "message": "It forgets the first day.",
    ]
  }

  /// A scene whose source was changed, with a reviewer that gives these turns.
  func scene(_ turns: [ScriptedTurn]) throws -> (ReviewScene, ScriptedModelServer) {
    var scene = try ReviewScene()
    let server = try ScriptedModelServer(
      script: [ModelScript.premium: turns], canaries: [ScriptedRun.canary])
    try scene.binary.configure(ModelScript.configuration(server, wire: .anthropic))
    scene.binary.environment["ANTHROPIC_API_KEY"] = ScriptedRun.canary
    try scene.repository.write("fines.py", ReviewScene.source.replacing("* 5", with: "* 6"))
    return (scene, server)
  }

  static func answer(_ verdict: String, _ findings: [JSONValue]) -> ScriptedTurn {
    ModelScript.json([
      "verdict": .string(verdict), "summary": "Read.", "findings": .array(findings),
    ])
  }

  @Test func `findings without a quote in the diff are dropped, the call is booked`() async throws {
    let (scene, server) = try scene([
      Self.answer("revise", [Self.finding("    return days * 6"), Self.finding("never there")])
    ])
    let review = try await scene.json(["--fail-level", "warning"])
    #expect(review.findings == ["warning reviewer fines.py:2"])
    #expect(review["dropped_findings"] == 1 && review["verdict"] == "revise")
    #expect(review["reviewer"] == .string(ModelScript.premium))
    #expect((review["cost_micro_usd"]?.integer ?? 0) > 0)
    #expect(review["findings"]?.array?.first?["hunk"] == "@@ -1,2 +1,2 @@")
    #expect(server.violations == [])
    let shown = try await scene.binary.run(["show", "last", "--json"], in: scene.repository.path)
    let record = try JSONDecoder().decode(RunRecord.self, from: Data(shown.output.utf8))
    let calls = record.ledger.filter { $0.requestedModel != nil }
    #expect(calls.map(\.kind) == [.review] && calls.allSatisfy { $0.cost > .zero })
    let text = try await scene.review(["last", "--builtin"])
    #expect(text.output.contains("no model reviewed this"))
  }

  @Test(
    arguments: [("reject", "risk", 1), ("reject", "error", 1), ("accept", "note", 0)]
      as [(String, String, Int32)])
  func `the verdict counts like a finding`(_ verdict: String, _ level: String, _ code: Int32)
    async throws
  {
    let (scene, server) = try scene([Self.answer(verdict, [])])
    let result = try await scene.review(["--fail-level", level])
    #expect(result.exitCode == code, "\(result.errorOutput)\(result.output)")
    #expect(server.violations == [])
  }

  @Test func `a secret in the diff leaves neither for the model nor for the run's files`()
    async throws
  {
    let (scene, server) = try scene([Self.answer("accept", [])])
    let key = "AK" + "IA" + "ABCDEFGHIJKLMNO1"
    try scene.repository.write("fines.py", ReviewScene.source + "key = \"\(key)\"\n")
    try scene.repository.write(".env", "DATABASE=a-plain-pass-phrase\n")
    let out = scene.repository.directory.file("out")
    let result = try await scene.review(["--output", out, "--format", "markdown"])
    #expect(result.output.contains("secret") && !result.output.contains(key))
    #expect(server.requests.count == 1)
    for request in server.requests {
      #expect(!request.text.contains(key) && !request.text.contains("a-plain-pass-phrase"))
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: out) {
      let text = try String(contentsOfFile: out + "/" + name, encoding: .utf8)
      #expect(!text.contains(key) && !text.contains("a-plain-pass-phrase"), "\(name)")
    }
  }

  @Test func `a reviewer that fails takes nothing of the checks away`() async throws {
    let (scene, server) = try scene([.status(401)])
    try scene.plant()
    let result = try await scene.review(["--fail-level", "error"])
    #expect(result.exitCode == 5, "\(result.errorOutput)")
    #expect(result.output.contains("not finished, environment failed"))
    #expect(server.requests.count == 1)
    #expect(result.output.contains("error test-skipped at tests/test_fines.py:4"))
  }

  @Test func `a budget that is too small is kept to, and what is known is said`() async throws {
    let (scene, server) = try scene([])
    let result = try await scene.review(["--max-cost", "0.0001", "--report", "docs/fines.md"])
    #expect(result.exitCode == 4, "\(result.errorOutput)")
    #expect(result.output.hasPrefix("not finished, out of budget"))
    #expect(server.requests.isEmpty)
  }

  @Test func `an interrupted review is resumed and asks once`() async throws {
    let (scene, server) = try scene([
      .status(401), Self.answer("accept", []),
    ])
    _ = try await scene.review([])
    let resumed = try await scene.binary.run(["resume", "last"], in: scene.repository.path)
    #expect(resumed.exitCode == 0, "\(resumed.errorOutput)")
    #expect(resumed.output.contains("by       \(ModelScript.premium)"))
    #expect(server.requests.count == 2)
  }
}
