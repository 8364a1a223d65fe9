import TandemCore

/// What `scripts.test` of a `package.json` starts: one of the runners that Tandem knows.
struct NodeScript {
  /// The runner's name: `node`, `mocha`, `jest`, `vitest`.
  let program: String
  /// The runner's command, its program first and without launchers before it.
  let words: [String]
  /// Variables set before the program.
  let environment: [String: String]
  /// Where it was found, for people.
  let reason: String

  /// Returns the runners that the project's test script starts, in its order.
  static func find(in project: ProjectFiles) -> [NodeScript] {
    guard let scripts = project.json("package.json")?["scripts"]?.object else { return [] }
    return search("test", scripts, project.shown("package.json"), depth: 0)
  }

  /// Reads a command that starts one of the runners, behind launchers (`npx`, `c8`) or not.
  init?(_ words: [String], reason: (String) -> String) {
    guard
      let index = words.firstIndex(where: { Self.programs.contains(Self.name(of: $0)) }),
      words[..<index].allSatisfy({ !$0.hasPrefix("./") || $0.contains("/.bin/") })
    else { return nil }
    program = Self.name(of: words[index])
    self.words = [program] + words[(index + 1)...]
    var environment: [String: String] = [:]
    for word in words[..<index] {
      let parts = word.split(separator: "=", maxSplits: 1)
      if parts.count == 2, !word.hasPrefix("-") { environment[String(parts[0])] = String(parts[1]) }
    }
    self.environment = environment
    // A script run by node is no test run, whatever it does.
    if program == "node", !self.words.contains("--test") { return nil }
    self.reason = reason(self.words.joined(separator: " "))
  }

  private static func search(
    _ name: String, _ scripts: [String: JSONValue], _ file: String, depth: Int
  ) -> [NodeScript] {
    guard depth < 4, let line = scripts[name]?.string else { return [] }
    return ScriptWords.commands(line).flatMap { words -> [NodeScript] in
      let script = NodeScript(words) { "\(file): scripts.\(name) runs `\($0)`" }
      if let script { return [script] }
      // `npm run test:unit`, `yarn test:unit`, `run-s lint test:unit`.
      guard ["npm", "yarn", "pnpm", "run-s", "npm-run-all"].contains(words[0]) else { return [] }
      return words.dropFirst().flatMap { search($0, scripts, file, depth: depth + 1) }
    }
  }

  private static let programs: Set<String> = ["node", "mocha", "_mocha", "jest", "vitest"]

  private static func name(of word: String) -> String {
    let name = word.split(separator: "/").last.map(String.init) ?? word
    let isPlain = !word.contains("/") || word.contains("node_modules/") || word.hasPrefix("/")
    guard isPlain else { return "" }
    let bare =
      name.hasSuffix(".js") || name.hasSuffix(".mjs") ? String(name.prefix { $0 != "." }) : name
    return bare == "_mocha" ? "mocha" : bare
  }
}
