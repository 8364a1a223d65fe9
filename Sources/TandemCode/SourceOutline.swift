/// What a source text defines and imports, found in one reading.
package struct SourceOutline: Sendable {
  /// Its functions, methods and types, outermost first, in the order they stand there.
  package let definitions: [Definition]
  /// The modules that it imports, as they are written in it; see `Imports`.
  package let imports: [String]

  /// Reads a text.
  package init(_ source: SourceTokens) {
    if source.language.isIndented {
      let outline = PythonOutline(source)
      definitions = outline.definitions
      imports = Imports.modules(in: outline)
    } else {
      definitions = BraceOutline(source).definitions
      imports = Imports.modules(in: source)
    }
  }
}
