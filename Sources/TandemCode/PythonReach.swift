/// What a Python statement binds, and whether it can change tests other than its own.
enum PythonReach {
  /// Splits an import statement into its bindings; nil for any other statement.
  ///
  /// Each is its own text with the name it binds: so `import a, b` is `import a` and an addition.
  static func imports(_ words: [String]) -> [(stream: String, targets: [String])]? {
    let isFrom = words.first == "from"
    guard isFrom || words.first == "import",
      let keyword = words.firstIndex(of: "import")
    else { return nil }
    let module = words[..<keyword].joined(separator: " ")
    let names = words[(keyword + 1)...].filter { $0 != "(" && $0 != ")" }
    return names.split(separator: ",").map { name in
      let text = module + " import " + name.joined(separator: " ")
      if let alias = name.lastIndex(of: "as") { return (text, Array(name[(alias + 1)...])) }
      return (text, name.contains(".") ? [] : Array(name))
    }
  }

  /// Returns the names, dotted where they are, that an assignment or `del` binds.
  static func targets(_ words: [String]) -> [String] {
    guard let first = words.first else { return [] }
    if first == "del" { return chains(words.dropFirst()) }
    if first == "for" || first == "with" || first == "async" { return chains(words.dropFirst()) }
    var depth = 0
    var end: Int?
    for (index, word) in words.enumerated() {
      switch word {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case _ where depth == 0 && word.hasSuffix("=") && !comparisons.contains(word): end = index
      default: break
      }
    }
    return end.map { chains(words[..<$0]) } ?? []
  }

  private static let comparisons: Set<String> = ["==", "!=", "<=", ">="]

  /// The dotted names among `words`, each as long as it goes.
  private static func chains(_ words: ArraySlice<String>) -> [String] {
    var chains: [String] = []
    var continues = false
    for word in words {
      if word == "." {
        continues = !chains.isEmpty
      } else if word.utf8.first?.beginsName == true {
        if continues, let last = chains.popLast() {
          chains.append(last + "." + word)
        } else {
          chains.append(word)
        }
        continues = false
      } else {
        continues = false
      }
    }
    return chains
  }

  /// Whether a name is one that test runners call or read around every test of its scope.
  static func isHook(_ name: String, inClass: Bool) -> Bool {
    if name == "pytestmark" || name == "__test__" { return true }
    if !inClass { return moduleHooks.contains(name) || name.hasPrefix("pytest_") }
    return classHooks.contains(name) || name.hasPrefix("assert") || name.hasPrefix("__")
  }

  /// Whether an added statement can change other tests: it sets a hook, an attribute or an item of
  /// something, or calls what skips, patches or ends.
  static func isReaching(_ words: [String], _ targets: [String], inClass: Bool) -> Bool {
    if targets.contains(where: { isHook($0, inClass: inClass) || $0.contains(".") }) { return true }
    if words.first == "import" || words.first == "from" { return words.last == "*" }
    if words.first == "del" { return true }
    return words.contains(where: reachingCalls.contains)
  }

  private static let moduleHooks: Set<String> = [
    "setUpModule", "tearDownModule", "setup_module", "teardown_module", "setup_function",
    "teardown_function", "load_tests", "collect_ignore", "collect_ignore_glob",
  ]
  private static let classHooks: Set<String> = [
    "setUp", "tearDown", "setUpClass", "tearDownClass", "setUpTestData", "asyncSetUp",
    "asyncTearDown", "setup_method", "teardown_method", "setup_class", "teardown_class", "setup",
    "teardown", "run", "runTest", "fail", "skipTest", "_pre_setup", "_post_teardown",
    "_fixture_setup", "_fixture_teardown",
  ]
  private static let reachingCalls: Set<String> = [
    "setattr", "delattr", "exec", "globals", "exit", "_exit", "skip", "patch", "monkeypatch",
  ]
}
