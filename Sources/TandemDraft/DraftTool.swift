package import TandemCore

/// The tools a drafting model has, in one table: name, meaning, arguments.
package enum DraftTool: String, CaseIterable, Sendable {
  /// Find a text in the tracked files.
  case search
  /// Show lines of a file.
  case read
  /// Replace a text in a file of the contract.
  case edit
  /// Create a file the contract allows.
  case create
  /// Run tests over the edits so far.
  case runTests = "run_tests"
  /// Say that the contract is too narrow; ends the draft.
  case askScope = "ask_scope"
  /// Stop with a reason; ends the draft.
  case giveUp = "give_up"
  /// Hand the change over; ends the draft.
  case finish

  /// The tool as the wire describes it.
  package var model: ModelTool {
    ModelTool(name: rawValue, description: meaning, parameters: Self.schema(arguments))
  }

  private var meaning: String {
    switch self {
    case .search:
      "Find an exact text (case-sensitive) in the repository. Gives path:line: text, at most 50."
    case .read: "Show lines of a file, numbered; at most 400 lines a call."
    case .edit:
      "Replace `old` by `new`. `old` must occur once, or `near_line` says which. Copy it without "
        + "line numbers."
    case .create: "Create a new file that the contract allows."
    case .runTests:
      "Run tests over your edits. Without `tests`: the contract's tests and those near it. Name "
        + "ids as they are written here, test files or folders."
    case .askScope: "Say which files outside the contract the fix needs, and why. Ends your work."
    case .giveUp: "Stop, with the reason why this cannot be fixed here. Ends your work."
    case .finish:
      "Hand your change over for verification. Ends your work. In one turn after `run_tests` it "
        + "counts only where those tests are green."
    }
  }

  /// Name, JSON type, meaning, required.
  private var arguments: [(String, JSONValue, String, Bool)] {
    let text: JSONValue = "string"
    let line: JSONValue = "integer"
    switch self {
    case .search:
      return [
        ("text", text, "the exact text", true),
        ("in", text, "only paths that contain this, e.g. `src/` or `.py`", false),
      ]
    case .read:
      return [
        ("path", text, "the file", true), ("first", line, "first line, 1-based", false),
        ("last", line, "last line, inclusive", false),
      ]
    case .edit:
      return [
        ("path", text, "the file", true), ("old", text, "the text to replace", true),
        ("new", text, "what replaces it", true),
        ("near_line", line, "the line `old` starts at, where it occurs more than once", false),
      ]
    case .create: return [("path", text, "the file", true), ("text", text, "its text", true)]
    case .runTests: return [("tests", "array", "test ids or test files", false)]
    case .askScope:
      return [("paths", "array", "the files", true), ("reason", text, "why", true)]
    case .giveUp: return [("reason", text, "why", true)]
    case .finish: return [("summary", text, "what was changed, in two sentences", true)]
    }
  }

  private static func schema(_ arguments: [(String, JSONValue, String, Bool)]) -> JSONValue {
    var properties: [String: JSONValue] = [:]
    for (name, type, meaning, _) in arguments {
      var property: [String: JSONValue] = ["type": type, "description": .string(meaning)]
      if type == "array" { property["items"] = ["type": "string"] }
      properties[name] = .object(property)
    }
    return [
      "type": "object", "properties": .object(properties),
      "required": .array(arguments.filter(\.3).map { .string($0.0) }),
      "additionalProperties": false,
    ]
  }
}
