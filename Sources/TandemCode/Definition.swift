/// A named function, method or type of a source text, with the lines it takes.
package struct Definition: Codable, Sendable, Hashable {
  /// What it is.
  package var kind: Kind
  /// Its own name.
  package var name: String
  /// Its name with those of what encloses it: `Outer.method`, `function.inner`.
  package var qualifiedName: String
  /// 1-based first line, decorators and attributes included.
  package var firstLine: Int
  /// 1-based line of the word that defines it (`def`, `class`, `fn`) or of its name.
  package var headLine: Int
  /// 1-based last line, inclusive.
  package var lastLine: Int
  /// Its bytes, decorators included.
  package var bytes: Range<Int>
  /// Its tokens, as indices into the text's tokens.
  package var tokens: Range<Int>

  /// What a definition is.
  package enum Kind: String, Codable, Sendable, Hashable {
    /// A function that belongs to no type.
    case function
    /// A function that belongs to a type.
    case method
    /// A class, struct, enum, trait, interface, protocol or extension.
    case type
  }

  /// Its 1-based lines.
  package var lines: ClosedRange<Int> { firstLine...max(firstLine, lastLine) }
}

/// Finds the definitions of a source text: outermost first, in the order they stand there.
package enum Definitions {
  /// Returns the functions, methods and types of `source`, nested ones included.
  package static func find(in source: SourceTokens) -> [Definition] {
    source.language.isIndented
      ? PythonOutline(source).definitions : BraceOutline(source).definitions
  }

  /// Returns the innermost definition that holds a 1-based line.
  package static func innermost(at line: Int, of definitions: [Definition]) -> Definition? {
    definitions.filter { $0.lines.contains(line) }.min { $0.lines.count < $1.lines.count }
  }
}
