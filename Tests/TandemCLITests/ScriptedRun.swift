import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

/// One `tandem fix` over a fixture with scripted models, and what it left.
struct ScriptedRun {
  let repository: TemporaryRepository
  let binary: TandemBinary
  let server: ScriptedModelServer
  let result: ProcessResult
  let record: RunRecord

  /// A key that must appear nowhere.
  static let canary = "sk-canary-0123456789abcdef"

  /// Runs the script; the checkout must be as it was, and every request sound.
  init(
    _ script: ModelScript, wire: RecordedRequest.Wire = .anthropic, flags: [String] = [],
    prepare: (TemporaryRepository) throws -> Void = { _ in }
  ) async throws {
    repository = try script.bug.repository()
    try prepare(repository)
    server = try script.server(canaries: [Self.canary])
    var binary = try TandemBinary()
    try binary.configure(ModelScript.configuration(server, wire: wire))
    binary.environment["ANTHROPIC_API_KEY"] = Self.canary
    binary.environment["OPENAI_API_KEY"] = Self.canary
    self.binary = binary
    let before = try repository.fingerprint()
    result = try await binary.run(
      ["fix", script.bug.reportPath] + flags, in: repository.path)
    let shown = try await binary.run(["show", "last", "--json"], in: repository.path)
    record = try JSONDecoder().decode(RunRecord.self, from: Data(shown.output.utf8))
    let after = try repository.fingerprint()
    #expect(after.changes(since: before) == [])
    #expect(server.violations == [])
    #expect(!result.output.contains(Self.canary) && !result.errorOutput.contains(Self.canary))
  }

  /// What the gate decided, in order.
  var decisions: [String] { record.attempts.flatMap(\.decisions).map(\.action) }

  /// The tiers that drafted, in order.
  var drafters: [Tier] { record.attempts.map(\.draft.tier) }
}
