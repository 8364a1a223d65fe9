import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

/// The shop with a report that names its file, routed as it comes: nothing of the routing is pinned.
struct RoutingScene {
  let repository: TemporaryRepository
  let server: ScriptedModelServer
  var binary: TandemBinary
  let report: String

  static let key = "sk-ant-0123456789"
  /// One reply that makes the fix.
  static let fix = """
    shop.py
    <<<<<<< SEARCH
        return sum(prices) - 1
    =======
        return sum(prices)
    >>>>>>> REPLACE

    """

  /// Makes the shop and a server that says `premium` and `cheap`, turn by turn.
  init(premium: [ScriptedTurn] = [], cheap: [ScriptedTurn] = []) throws {
    repository = try TemporaryRepository(Shop.files)
    server = try ScriptedModelServer(
      script: [ModelScript.premium: premium, ModelScript.cheap: cheap])
    binary = try TandemBinary()
    binary.routing = ["TANDEM_ROUTING_BUILTIN": "off"]
    try binary.configure(ModelScript.configuration(server, wire: .anthropic))
    binary.environment["ANTHROPIC_API_KEY"] = Self.key
    report = try repository.directory.write(
      "report.md",
      "# The total is too small\n\n`total([2, 3])` of `shop.py` gives 4 instead of 5.\n")
  }

  /// Runs `tandem fix` and returns what was printed.
  func fix(_ flags: String...) async throws -> ProcessResult {
    let result = try await binary.run(["fix", report] + flags, in: repository.path)
    #expect(server.violations == [])
    return result
  }

  /// Runs any command.
  func run(_ arguments: String...) async throws -> ProcessResult {
    try await binary.run(arguments, in: repository.path)
  }

  /// The last run as it was recorded.
  func record() async throws -> RunRecord {
    let shown = try await run("show", "last", "--json")
    return try JSONDecoder().decode(RunRecord.self, from: Data(shown.output.utf8))
  }

  /// The ledger's lines.
  func ledger() async throws -> [JSONValue] {
    try await run("ledger", "--json").output.split(separator: "\n").compactMap {
      JSONValue(parsing: Array($0.utf8))
    }
  }

  // MARK: - What models say

  /// The cheap model's word on the report.
  static func triage(_ difficulty: String = "easy", symbols: [String] = ["total"]) -> ScriptedTurn {
    ModelScript.json([
      "kind": "bug", "reason": "it says so", "paths": ["shop.py"],
      "symbols": .array(symbols.map(JSONValue.string)), "difficulty": .string(difficulty),
      "reach": "local", "chance": .number(0.9),
    ])
  }

  /// The contract.
  static func scope(reach: String = "local") -> ScriptedTurn {
    var contract =
      ObedientModel.contract(
        ["shop.py"], tests: ["tests/test_shop.py"], green: [Shop.shown.name]
      ).object ?? [:]
    contract["reach"] = .string(reach)
    return ModelScript.json(.object(contract))
  }

  /// A draft with tools.
  static func draft(_ old: String, _ new: String) -> [ScriptedTurn] {
    [
      .tools([
        ("edit", ["path": "shop.py", "old": .string(old), "new": .string(new)])
      ]), .tools([("finish", ["summary": "Done."])]),
    ]
  }

  /// The right one.
  static var rightDraft: [ScriptedTurn] { draft("sum(prices) - 1", "sum(prices)") }

  /// A reviewer who is content.
  static var review: ScriptedTurn {
    ModelScript.json(["verdict": "accept", "summary": "Read and understood.", "findings": []])
  }
}
