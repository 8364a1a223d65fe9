import Testing

/// Rules of the house that a reader would otherwise have to trust.
@Suite struct HouseRuleTests {
  static let sources = Result { try SourceTree.files(in: "Sources", ending: ".swift") }

  @Test func `the full Foundation is imported nowhere`() throws {
    let full: Set = ["Foundation", "FoundationXML", "FoundationNetworking"]
    for path in try Self.sources.get() {
      #expect(try full.isDisjoint(with: SourceTree.imports(path)), "\(path)")
    }
  }

  @Test func `no source file is longer than 400 lines`() throws {
    for path in try Self.sources.get() {
      let count = try SourceTree.lines(path).count
      #expect(count <= 401, "\(path) has \(count) lines")
    }
  }

  @Test func `what crosses rooms has a documentation comment`() throws {
    for path in try Self.sources.get() {
      var above: Substring = ""
      for (index, line) in try SourceTree.lines(path).enumerated() {
        let text = line.drop { $0 == " " }
        let words = text.split(separator: " ")
        let isDeclaration =
          words.count > 2 && words[0] == "package"
          && words.contains {
            ["func", "struct", "enum", "class", "actor", "protocol", "var", "let"].contains($0)
          }
        let isDocumented = above.hasPrefix("///") || above.hasPrefix("@") || above.hasPrefix("*/")
        #expect(
          !isDeclaration || isDocumented || text.contains("unownedExecutor"),
          "\(path):\(index + 1)")
        above = text
      }
    }
  }

  @Test func `only the command line and the mains print, exit or read the environment`() throws {
    let edges = [
      "Sources/TandemCLI/", "Sources/tandem/", "Sources/tandem-bench/", "Sources/TandemBench/",
    ]
    let calls = ["print(", "exit(", "getenv(", "setenv(", "fatalError(", "try!"]
    for path in try Self.sources.get() where !edges.contains(where: path.hasPrefix) {
      for (index, line) in try SourceTree.lines(path).enumerated() {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//") else { continue }
        for call in calls where code.hasPrefix(call) || code.contains(" " + call) {
          Issue.record("\(path):\(index + 1) calls \(call)")
        }
      }
    }
  }
}
