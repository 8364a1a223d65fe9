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
    var environment: [String: String] = [:]
    var nodeOptions: [String] = []
    var isNode = false
    var index = 0
    while index < words.count {
      let word = words[index]
      let name = Self.name(of: word)
      if Self.programs.contains(name), name != "node" || words.contains("--test") { break }
      if name == "node" {
        isNode = true
      } else if word.hasPrefix("-") {
        if isNode { nodeOptions.append(word) }
      } else if let equals = word.firstIndex(of: "="), !isNode {
        environment[String(word[..<equals])] = String(word[word.index(after: equals)...])
      } else if !Self.launchers.contains(word) {
        return nil
      }
      index += 1
    }
    guard index < words.count else { return nil }
    // `node --experimental-vm-modules node_modules/.bin/jest` keeps node's own options.
    if !nodeOptions.isEmpty { environment["NODE_OPTIONS"] = nodeOptions.joined(separator: " ") }
    program = Self.name(of: words[index])
    self.words = [program] + words[(index + 1)...]
    self.environment = environment
    self.reason = reason(self.words.joined(separator: " "))
  }

  private static func search(
    _ name: String, _ scripts: [String: JSONValue], _ file: String, depth: Int
  ) -> [NodeScript] {
    guard depth < 4, let line = scripts[name]?.string else { return [] }
    return ScriptWords.commands(line).flatMap { words -> [NodeScript] in
      let script = NodeScript(words) { "\(file): scripts.\(name) runs `\($0)`" }
      if let script { return [script] }
      // `npm run test:unit`, `nyc yarn test:unit`, `run-s lint test:unit`.
      let others: Set = ["npm", "yarn", "pnpm", "run-s", "npm-run-all"]
      guard let start = words.firstIndex(where: others.contains) else { return [] }
      return words[(start + 1)...].flatMap { search($0, scripts, file, depth: depth + 1) }
    }
  }

  /// What may stand before a runner without changing what it runs.
  private static let launchers: Set<String> = [
    "npx", "c8", "nyc", "env", "cross-env", "dotenv", "exec", "yarn", "pnpm", "dlx", "run",
  ]

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
