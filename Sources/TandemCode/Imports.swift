/// What a source text imports, as module names and relative paths are written in it.
package enum Imports {
  /// Returns the modules that `source` imports, each once, in order.
  ///
  /// Python: `a.b` and `a.b.c` for `from a.b import c` (dots of a relative import kept in front);
  /// JavaScript and TypeScript: the quoted specifier; Go: the quoted path; C and C++: the quoted
  /// header; Rust, Java and Swift: the path of each `use` or `import`, without braces.
  package static func modules(in source: SourceTokens) -> [String] {
    switch source.language {
    case .python: modules(in: PythonOutline(source))
    case .javaScript, .typeScript, .go: once(quoted(source))
    case .c, .cPlusPlus: once(included(source))
    case .rust, .java, .swift: once(worded(source))
    }
  }

  /// Returns the modules that a Python text imports, each once, in order.
  static func modules(in outline: PythonOutline) -> [String] {
    let source = outline.source
    return once(
      outline.lines.flatMap { line -> [String] in
        let first = source.tokens[line.tokens[0]]
        let isFrom = source.text(first, is: "from")
        guard isFrom || source.text(first, is: "import") else { return [] }
        let words = line.tokens.map { source.text(source.tokens[$0]) }
        guard let import_ = words.firstIndex(of: "import") else { return [] }
        let names = words[(import_ + 1)...].filter { $0 != "(" && $0 != ")" }
          .split(separator: ",")
          .map { name in name.prefix { $0 != "as" }.joined() }
        guard isFrom else { return names }
        let module = words[1..<import_].joined()
        let base = module.hasSuffix(".") ? module : module + "."
        return [module] + names.filter { $0 != "*" }.map { base + $0 }
      })
  }

  private static func once(_ modules: [String]) -> [String] {
    var seen: Set<String> = []
    return modules.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// Headers in quotes; those in angle brackets are the system's.
  private static func included(_ source: SourceTokens) -> [String] {
    source.tokens.compactMap { token in
      guard token.kind == .directive, source.directive(token, begins: "include") else { return nil }
      let text = source.bytes[token.range]
      guard let open = text.firstIndex(of: quote),
        let close = text[(open + 1)...].firstIndex(of: quote)
      else { return nil }
      return String(decoding: text[(open + 1)..<close], as: UTF8.self)
    }
  }

  /// Strings behind `from`, `import`, `require(`, and those of Go's import lists.
  private static func quoted(_ source: SourceTokens) -> [String] {
    var found: [String] = []
    var inList = false
    /// The two tokens before the one looked at.
    var before: (SourceToken?, SourceToken?)
    func reads(_ token: SourceToken?, _ word: StaticString) -> Bool {
      token.map { source.text($0, is: word) } ?? false
    }
    for token in source.tokens where token.kind != .comment {
      if source.language == .go, token.kind == .keyword {
        inList = source.text(token, is: "import")
      } else if token.kind == .string {
        let isCall =
          reads(before.1, "(") && (reads(before.0, "require") || reads(before.0, "import"))
        if inList || isCall || reads(before.1, "from") || reads(before.1, "import") {
          found.append(String(source.text(token).dropFirst().dropLast()))
        }
      }
      before = (before.1, token)
    }
    return found
  }

  /// The dotted names behind `use` and `import`.
  private static func worded(_ source: SourceTokens) -> [String] {
    var found: [String] = []
    var path: String?
    for token in source.tokens where token.kind != .comment {
      if token.kind == .keyword, source.text(token, is: "use") || source.text(token, is: "import") {
        if let path { found.append(path) }
        path = ""
      } else if let current = path {
        let text = source.text(token)
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

  private static let quote = UInt8(ascii: "\"")
}
