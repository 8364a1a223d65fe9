import FoundationEssentials
import TandemTestKit
import Testing

/// The README's blocks are what the binary prints.
@Suite struct HelpTests {
  @Test(arguments: [("help", ["--help"]), ("exit codes", ["help", "exit-codes"])])
  func `the README shows what the binary prints`(_ mark: String, _ arguments: [String]) async throws
  {
    let readme = try String(contentsOfFile: FixtureBug.top + "/README.md", encoding: .utf8)
    let open = try #require(readme.firstRange(of: "<!-- \(mark) -->\n```\n"))
    let close = try #require(readme.firstRange(of: "```\n<!-- /\(mark) -->"))
    let printed = try await TandemBinary().run(arguments, in: "/")
    #expect(String(readme[open.upperBound..<close.lowerBound]) == printed.output)
  }
}
