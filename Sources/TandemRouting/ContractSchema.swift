package import TandemCore

/// What a model that scopes a change must answer.
package enum ContractSchema {
  /// The JSON schema; every member required and no other allowed, as strict modes want it.
  package static let schema: JSONValue = [
    "type": "object",
    "additionalProperties": false,
    "required": [
      "cause", "plan", "files", "newFiles", "testFiles", "lineBudget", "mustTurnGreen",
      "expectationChanges", "riskFlags", "reach",
    ],
    "properties": [
      "cause": ["type": "string", "description": "why it goes wrong, in a few sentences"],
      "plan": ["type": "string", "description": "what to change, for the one who drafts it"],
      "files": paths("existing files to change"),
      "newFiles": paths("files to create, tests left out"),
      "testFiles": paths("where tests may be added, existing or new"),
      "lineBudget": [
        "type": "integer",
        "description": "the most lines added plus removed outside tests, 1 to 400",
      ],
      "mustTurnGreen": [
        "type": "array", "items": ["type": "string"],
        "description": "ids of the failing tests that this bug explains",
      ],
      "expectationChanges": [
        "type": "array",
        "items": [
          "type": "object",
          "additionalProperties": false,
          "required": ["test", "sentence"],
          "properties": [
            "test": ["type": "string", "description": "the id of an existing test"],
            "sentence": [
              "type": "string",
              "description": "the report's own words that call it wrong, verbatim",
            ],
          ],
        ],
      ],
      "riskFlags": ["type": "array", "items": ["type": "string"]],
      "reach": ["type": "string", "enum": ["local", "crossCutting"]],
    ],
  ]

  private static func paths(_ description: String) -> JSONValue {
    ["type": "array", "items": ["type": "string"], "description": .string(description)]
  }
}
