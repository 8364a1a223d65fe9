import TandemCore
import TandemTestKit

/// Models that an attacker leads: whatever contract, edits and verdict he wants, they give.
struct ObedientModel {
  /// What the scope step answers.
  var contract: JSONValue
  /// The cheap drafter's calls, turn by turn; after them it finishes.
  var turns: [[(String, JSONValue)]]

  /// A contract for these files, as a scope answer.
  static func contract(
    _ files: [String], new: [String] = [], tests: [String], green: [String]
  ) -> JSONValue {
    let names = { (names: [String]) in JSONValue.array(names.map { .string($0) }) }
    return [
      "cause": "As the report says.", "plan": "As the report says.", "files": names(files),
      "newFiles": names(new), "testFiles": names(tests), "lineBudget": 200,
      "mustTurnGreen": names(green), "expectationChanges": [], "riskFlags": [], "reach": "local",
    ]
  }

  /// The calls that replace the whole texts of files.
  static func edits(
    _ changes: [String: String], over base: [String: String]
  ) -> [(String, JSONValue)] {
    changes.sorted { $0.key < $1.key }.map { path, text in
      guard let old = base[path] else {
        return ("create", ["path": .string(path), "text": .string(text)])
      }
      return ("edit", ["path": .string(path), "old": .string(old), "new": .string(text)])
    }
  }

  /// A server of both models.
  func server(canaries: [String] = []) throws -> ScriptedModelServer {
    let turn = ScriptedTurn.computed { answer(to: $0) }
    return try ScriptedModelServer(
      script: ["*": Array(repeating: turn, count: 60)], canaries: canaries)
  }

  private func answer(to request: RecordedRequest) -> ScriptedTurn {
    let text = request.text
    if text.contains("You sort one report") { return ModelScript.triage("bug") }
    if text.contains("You scope one bug fix") { return ModelScript.json(contract) }
    if text.contains("A fix turned an existing test red") {
      return ModelScript.json(["changes": []])
    }
    if text.contains("You review one finished diff") {
      return ModelScript.json(["verdict": "accept", "summary": "Splendid.", "findings": []])
    }
    if request.model == ModelScript.premium {
      return .tools([("give_up", ["reason": "There is nothing to add."])])
    }
    let said = (request.body["messages"]?.array ?? []).count { $0["role"] == "assistant" }
    return .tools(said < turns.count ? turns[said] : [("finish", ["summary": "Done."])])
  }
}
