import TandemCore

/// Fits a schema to what providers accept as a constraint; the whole is checked by the caller.
enum AnswerSchema {
  /// Keywords that constrained decoding refuses.
  private static let refused: Set<String> = [
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
    "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "default", "$schema", "title",
    "examples", "format",
  ]

  /// The schema without refused keywords, its objects closed.
  static func constrained(_ schema: JSONValue) -> JSONValue {
    if let items = schema.array { return .array(items.map(constrained)) }
    guard var members = schema.object else { return schema }
    members = members.filter { !refused.contains($0.key) || $0.value.object != nil }
    for (key, value) in members {
      // The names below `properties` are the user's own, not keywords.
      if ["properties", "$defs", "definitions"].contains(key), let named = value.object {
        members[key] = .object(named.mapValues(constrained))
      } else if !["enum", "const"].contains(key) {
        members[key] = constrained(value)
      }
    }
    if members["type"] == "object" { members["additionalProperties"] = false }
    return .object(members)
  }

  /// Whether every object of the schema requires all it names, as OpenAI's strict mode wants.
  static func isStrict(_ schema: JSONValue) -> Bool {
    if let items = schema.array { return items.allSatisfy(isStrict) }
    guard let members = schema.object else { return true }
    if let named = members["properties"]?.object {
      let required = Set((members["required"]?.array ?? []).compactMap(\.string))
      guard required == Set(named.keys), named.values.allSatisfy(isStrict) else { return false }
    }
    return members.filter { $0.key != "properties" }.values.allSatisfy(isStrict)
  }
}
