import FoundationEssentials
import TandemCore
import TandemTestKit

/// What scripted models say in a run over a fixture: scope and review premium, drafts cheap.
struct ModelScript {
  static let premium = "test-premium"
  static let cheap = "test-cheap"

  let bug: FixtureBug
  private(set) var premiumTurns: [ScriptedTurn] = []
  /// The cheap model sorts the report before anything else.
  private(set) var cheapTurns: [ScriptedTurn] = [Self.triage("bug")]

  init(_ bug: FixtureBug) { self.bug = bug }

  static func triage(_ kind: String) -> ScriptedTurn {
    json([
      "kind": .string(kind), "reason": "it says so", "paths": [], "symbols": [],
      "difficulty": "easy",
    ])
  }

  /// The scope step's answer: the fixture's contract, changed by `edit`.
  mutating func scopes(_ edit: (inout [String: JSONValue]) -> Void = { _ in }) {
    var contract = bug.scenario["contract"]?.object ?? [:]
    contract["cause"] = "The comparison is wrong."
    contract["plan"] = "Correct it."
    contract["lineBudget"] = 60
    contract["mustTurnGreen"] = bug.scenario["failing"]
    edit(&contract)
    premiumTurns.append(Self.json(.object(contract)))
  }

  /// A draft by a tier: the edits of a patch, a test run, a finish.
  mutating func drafts(
    _ patch: String, by tier: Tier = .cheap, over base: String? = nil,
    only: ((String) -> Bool)? = nil
  ) throws {
    let before = try base.map { try bug.changes($0) } ?? []
    let known = Dictionary(before.map { ($0.path, $0.text ?? "") }, uniquingKeysWith: { $1 })
    let repository = try bug.repository()
    let calls = try bug.changes(patch).filter { only?($0.path) ?? true }.map { change in
      let path = JSONValue.string(change.path)
      let new = JSONValue.string(change.text ?? "")
      guard let old = try known[change.path] ?? Self.text(of: change.path, in: repository) else {
        return ("create", ["path": path, "text": new] as JSONValue)
      }
      return ("edit", ["path": path, "old": .string(old), "new": new] as JSONValue)
    }
    add(
      [
        .tools(calls), .tools([("run_tests", [:])]),
        .tools([("finish", ["summary": "The comparison is corrected."])]),
      ], by: tier)
  }

  /// A draft that ends with one call.
  mutating func ends(_ call: String, _ arguments: JSONValue, by tier: Tier = .cheap) {
    add([.tools([(call, arguments)])], by: tier)
  }

  /// An answer to the question whether the report calls an expectation wrong.
  mutating func names(_ changes: [JSONValue]) {
    premiumTurns.append(Self.json(["changes": .array(changes)]))
  }

  /// The reviewer's verdict.
  mutating func reviews(_ verdict: String = "accept", _ findings: [JSONValue] = []) {
    premiumTurns.append(
      Self.json([
        "verdict": .string(verdict), "summary": "Read and understood.",
        "findings": .array(findings),
      ]))
  }

  /// Any turn, for faults.
  mutating func add(_ turns: [ScriptedTurn], by tier: Tier) {
    if tier == .premium { premiumTurns += turns } else { cheapTurns += turns }
  }

  /// Leaves the last turn of a tier unanswered while `isHeld`; there is one more for who asks again.
  mutating func holds(_ tier: Tier, while isHeld: @escaping @Sendable () -> Bool) {
    guard let turn = tier == .premium ? premiumTurns.popLast() : cheapTurns.popLast() else {
      return
    }
    let held = ScriptedTurn.computed { _ in isHeld() ? .raw([.hang]) : turn }
    add([held, held], by: tier)
  }

  /// Leaves scope and review unanswered while `isHeld`, and answers each by what is asked: whether
  /// the first of them was asked at all before that, nobody knows.
  mutating func holdsScopeAndReview(while isHeld: @escaping @Sendable () -> Bool) {
    let (scope, review) = (premiumTurns[0], premiumTurns[1])
    let turn = ScriptedTurn.computed { request in
      if isHeld() { return .raw([.hang]) }
      return request.text.contains("You scope one bug fix") ? scope : review
    }
    premiumTurns = [turn, turn, turn]
  }

  /// A server that plays the script.
  func server(canaries: [String] = []) throws -> ScriptedModelServer {
    try ScriptedModelServer(
      script: [Self.premium: premiumTurns, Self.cheap: cheapTurns], canaries: canaries)
  }

  /// The user's configuration for a server: both models priced, so that the bill can be checked.
  static func configuration(_ server: ScriptedModelServer, wire: RecordedRequest.Wire) -> String {
    let base = wire == .anthropic ? server.baseURL : server.openAIBaseURL
    return """
      models:
        premium: {provider: \(wire.rawValue), model: \(premium), base_url: "\(base)", local: false}
        cheap: {provider: \(wire.rawValue), model: \(cheap), base_url: "\(base)", local: false}
      prices:
        \(premium): {input: 4, output: 20}
        \(cheap): {input: 0.10, output: 0.50}
      author: {name: Ada, email: ada@example.org}

      """
  }

  private static func text(of path: String, in repository: TemporaryRepository) throws -> String? {
    FileManager.default.fileExists(atPath: repository.path + "/" + path)
      ? try repository.read(path) : nil
  }

  static func json(_ value: JSONValue) -> ScriptedTurn {
    let data = (try? JSONEncoder().encode(value)) ?? Data()
    return .text(String(decoding: data, as: UTF8.self))
  }
}
