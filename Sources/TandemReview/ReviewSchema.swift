package import TandemCore

/// What a model reviewer must answer.
package enum ReviewSchema {
  /// The JSON schema; every member required and no other allowed, as strict modes want it.
  package static let schema: JSONValue = [
    "type": "object",
    "additionalProperties": false,
    "required": ["verdict", "summary", "findings"],
    "properties": [
      "verdict": ["type": "string", "enum": ["accept", "revise", "reject", "askPerson"]],
      "summary": ["type": "string", "description": "the reasons, in two or three sentences"],
      "findings": [
        "type": "array",
        "items": [
          "type": "object",
          "additionalProperties": false,
          "required": ["path", "line", "quote", "severity", "message"],
          "properties": [
            "path": ["type": "string"],
            "line": ["type": "integer", "description": "1-based, in the new text"],
            "quote": ["type": "string", "description": "the line, exactly as in the diff"],
            "severity": ["type": "string", "enum": ["note", "warning", "risk", "error"]],
            "message": ["type": "string", "description": "what happens and what to do"],
          ],
        ],
      ],
    ],
  ]
}
