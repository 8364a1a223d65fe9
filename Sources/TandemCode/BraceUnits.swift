/// Cuts a text whose blocks are braces into the units that a comparison of test definitions is
/// made of: functions whole, the rest of each type and of the file line by line.
struct BraceUnits {
  private(set) var units: [CodeUnit] = []

  init(_ source: SourceTokens) {
    let definitions = Definitions.find(in: source)
    /// For each token the innermost type that holds it, or the marker of a function.
    var holder = [Int](repeating: -1, count: source.tokens.count)
    for (index, definition) in definitions.enumerated() {
      let outer = holder[definition.tokens.lowerBound]
      if outer >= 0, definitions[outer].kind != .type { continue }
      for token in definition.tokens { holder[token] = index }
      guard definition.kind != .type else { continue }
      let stream = Self.stream(source, definition.tokens)
      units.append(
        CodeUnit(
          name: definition.qualifiedName, key: definition.qualifiedName,
          scope: Self.scope(definition), stream: stream, binds: [definition.qualifiedName],
          reachesOthers: Self.isHook(definition, stream)))
    }
    addLoose(source, definitions, holder)
  }

  private mutating func addLoose(
    _ source: SourceTokens, _ definitions: [Definition], _ holder: [Int]
  ) {
    var lines: [(line: Int, holder: Int, tokens: [Int])] = []
    for (index, token) in source.tokens.enumerated() where token.kind != .comment {
      let owner = holder[index]
      if owner >= 0, definitions[owner].kind != .type { continue }
      if let last = lines.indices.last, lines[last].line == token.line, lines[last].holder == owner
      {
        lines[last].tokens.append(index)
      } else {
        lines.append((token.line, owner, [index]))
      }
    }
    for line in lines {
      let scope = line.holder < 0 ? "" : definitions[line.holder].qualifiedName
      units.append(
        CodeUnit(
          name: scope.isEmpty ? TestDefinitions.module : scope, key: "", scope: scope,
          stream: line.tokens.map { source.text(source.tokens[$0]) }.joined(separator: "\u{1}"),
          binds: [], reachesOthers: false))
    }
  }

  private static func stream(_ source: SourceTokens, _ tokens: Range<Int>) -> String {
    var text = ""
    for token in source.tokens[tokens] where token.kind != .comment {
      text += source.text(token) + "\u{1}"
    }
    return text
  }

  /// The qualified name without the definition's own part.
  private static func scope(_ definition: Definition) -> String {
    String(definition.qualifiedName.dropLast(definition.name.count + 1))
  }

  /// Whether runners call it around every test of its scope.
  private static func isHook(_ definition: Definition, _ stream: String) -> Bool {
    let head = stream.prefix(200)
    return hooks.contains(definition.name) || head.contains("@\u{1}Before")
      || head.contains("@\u{1}After")
  }

  private static let hooks: Set<String> = [
    "setUp", "tearDown", "setUpWithError", "tearDownWithError", "invokeTest", "TestMain", "init",
    "deinit", "before", "beforeAll", "beforeEach", "after", "afterAll", "afterEach", "setup",
    "teardown",
  ]
}
