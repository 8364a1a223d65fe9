/// Tells which definitions of a file are tests, and which existing ones a change touches.
///
/// Tests are judged by definition, not by file: insertions that leave every existing definition
/// token-identical are additions. Comments, blank lines and line breaks inside brackets are no
/// change; anything else is, decorators, fixtures, set-up and module-level code included. An
/// insertion that reaches existing tests (a new `setUp`, a name bound again) counts as a change.
package enum TestDefinitions {
  /// Returns the tests that `source` defines, by the customs of its language's runners.
  package static func tests(in source: SourceTokens, path: String) -> [Definition] {
    let definitions = Definitions.find(in: source)
    switch source.language {
    case .python:
      guard PathRole(path: path) == .test else { return [] }
      return definitions.filter { definition in
        definition.kind != .type && definition.name.hasPrefix("test")
          && (definition.kind == .method || !definition.qualifiedName.contains("."))
      }
    case .go:
      guard path.hasSuffix("_test.go") else { return [] }
      return definitions.filter { definition in
        ["Test", "Benchmark", "Fuzz", "Example"].contains { definition.name.hasPrefix($0) }
      }
    case .swift:
      return definitions.filter { definition in
        definition.kind != .type
          && (hasAttribute("Test", definition, source)
            || (definition.kind == .method && definition.name.hasPrefix("test")))
      }
    case .java:
      return definitions.filter { definition in
        ["Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "Theory"]
          .contains { hasAttribute($0, definition, source) }
      }
    case .rust:
      return definitions.filter { definition in
        definition.kind != .type
          && ["test", "rstest", "test_case", "quickcheck"]
            .contains { hasAttribute($0, definition, source) }
      }
    case .javaScript, .typeScript:
      return definitions.filter { $0.name.hasPrefix("test ") }
    case .c, .cPlusPlus:
      return definitions.filter { $0.name.hasPrefix("TEST") || $0.name.hasPrefix("test_") }
    }
  }

  /// Returns the names of existing definitions of a test file that a change alters or removes,
  /// sorted; empty where the change only adds.
  ///
  /// Code outside any definition is named `<module>`, or after the class it stands in. A file in a
  /// language without a lexer counts as one definition, `<module>`.
  package static func changed(before: String, after: String, path: String) -> [String] {
    guard before != after else { return [] }
    guard let language = Language(path: path, bytes: Array(before.utf8.prefix(200))) else {
      return [module]
    }
    let old = SourceTokens(before, language: language)
    let new = SourceTokens(after, language: language)
    let comparison =
      language.isIndented
      ? UnitComparison(before: PythonUnits(old).units, after: PythonUnits(new).units)
      : UnitComparison(before: BraceUnits(old).units, after: BraceUnits(new).units)
    return comparison.changed.sorted()
  }

  /// The name of the code outside any definition.
  static let module = "<module>"

  /// Whether an attribute or annotation with this last name stands before the definition's head.
  private static func hasAttribute(
    _ name: String, _ definition: Definition, _ source: SourceTokens
  ) -> Bool {
    for index in definition.tokens {
      let token = source.tokens[index]
      if token.kind == .keyword || source.text(token, is: "{") { return false }
      let isArgument = index > 0 && source.text(source.tokens[index - 1], is: "(")
      if token.kind == .identifier, !isArgument, source.text(token) == name { return true }
    }
    return false
  }
}
