/// What a source text imports, as module names and relative paths are written in it.
package enum Imports {
  /// Returns the modules that `source` imports, in order.
  ///
  /// Python: `a.b` and `a.b.c` for `from a.b import c` (dots of a relative import kept in front);
  /// JavaScript and TypeScript: the quoted specifier; Go: the quoted path; Rust, Java and Swift: the
  /// path of each `use` or `import`, without braces.
  package static func modules(in source: SourceTokens) -> [String] {
    var modules: [String] = []
    var seen: Set<String> = []
    let found =
      source.language == .python ? python(source) : quoted(source) + worded(source)
    for module in found where !module.isEmpty && seen.insert(module).inserted {
      modules.append(module)
    }
    return modules
  }

  private static func python(_ source: SourceTokens) -> [String] {
    PythonOutline(source).lines.flatMap { line -> [String] in
      let words = line.tokens.map { source.text(source.tokens[$0]) }
      guard let import_ = words.firstIndex(of: "import"), words[0] == "import" || words[0] == "from"
      else { return [] }
      let names = words[(import_ + 1)...].filter { $0 != "(" && $0 != ")" }
        .split(separator: ",")
        .map { name in name.prefix { $0 != "as" }.joined() }
      if words[0] == "import" { return names }
      let module = words[1..<import_].joined()
      let base = module.hasSuffix(".") ? module : module + "."
      return [module] + names.filter { $0 != "*" }.map { base + $0 }
    }
  }

  /// Strings behind `from`, `import`, `require(`, and those of Go's import lists.
  private static func quoted(_ source: SourceTokens) -> [String] {
    var found: [String] = []
    var inList = false
    let tokens = source.tokens.filter { $0.kind != .comment }
    for (index, token) in tokens.enumerated() {
      if source.language == .go {
        if source.text(token, is: "import") { inList = true }
        if token.kind == .keyword, !source.text(token, is: "import") { inList = false }
      }
      guard token.kind == .string, index > 0 else { continue }
      let before = tokens[index - 1]
      let isCall =
        source.text(before, is: "(") && index > 1
        && (source.text(tokens[index - 2], is: "require")
          || source.text(tokens[index - 2], is: "import"))
      if inList || isCall || source.text(before, is: "from") || source.text(before, is: "import") {
        found.append(String(source.text(token).dropFirst().dropLast()))
      }
    }
    return found
  }

  /// The dotted names behind `use` and `import`.
  private static func worded(_ source: SourceTokens) -> [String] {
    guard [.rust, .java, .swift].contains(source.language) else { return [] }
    var found: [String] = []
    var path: String?
    for token in source.tokens where token.kind != .comment {
      let text = source.text(token)
      if token.kind == .keyword, text == "use" || text == "import" {
        if let path { found.append(path) }
        path = ""
      } else if let current = path {
        let continues =
          text == "." || text == "::" || text == "static" || current.isEmpty
          || current.hasSuffix(".") || current.hasSuffix("::")
        if continues, text != "{", text != "*" {
          path = text == "static" ? current : current + text
        } else {
          while path?.hasSuffix(".") == true || path?.hasSuffix(":") == true { path?.removeLast() }
          found.append(path ?? "")
          path = nil
        }
      }
    }
    if let path { found.append(path) }
    return found
  }
}
