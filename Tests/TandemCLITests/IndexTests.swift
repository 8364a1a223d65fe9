import FoundationEssentials
@preconcurrency import Glibc
import TandemCore
import TandemTestKit
import Testing

/// `tandem index` and `tandem locate` through the binary.
@Suite struct IndexTests {
  /// A repository of 300 files in 30 commits.
  private func repository() throws -> TemporaryRepository {
    let files = try TemporaryRepository()
    for commit in 0..<30 {
      for file in 0..<10 {
        let name = "part\(commit)_\(file)"
        try files.write(
          "shop/\(name).py",
          "def \(name)(x):\n" + (0..<40).map { "    value\($0 * file) = x\n" }.joined())
      }
      try files.commit("Adds part \(commit) for receipts")
    }
    return files
  }

  private static let report = "# part7_3 gives a wrong receipt\n\nSee `value12`.\n"

  @Test func `indexing says what it read, and locate then reads nothing anew`() async throws {
    let files = try repository()
    let tandem = try TandemBinary()
    let first = try await tandem.run(["index", "--stats", "--repo", files.path], in: "/")
    #expect(first.exitCode == 0)
    #expect(first.output.contains(": 300 files, 30 commits, 330 read now; "))
    #expect(first.output.contains("         300  files that can be searched\n"))
    let second = try await tandem.run(["index", "--repo", files.path], in: "/")
    #expect(second.output.contains(": 300 files, 30 commits, nothing new; "))
    let json = try await tandem.run(["index", "--json", "--repo", files.path], in: "/")
    #expect(json.output.hasPrefix("{") && json.output.contains("\"commits\":30"))
    let located = try await tandem.run(
      ["locate", "-", "--limit", "2", "--repo", files.path], in: "/", input: Self.report)
    #expect(located.output.hasPrefix("1. shop/part7_3.py  100 %\n"))
    let coupled = try await tandem.run(
      ["locate", "-", "--limit", "2", "--coupled", "--json", "--repo", files.path], in: "/",
      input: Self.report)
    #expect(coupled.output.split(separator: "\n").count == 2)
  }

  @Test func `killed at any moment, the next one works and ranks the same`() async throws {
    let files = try repository()
    let tandem = try TandemBinary()
    let locate = ["locate", "-", "--json", "--repo", files.path, "--state"]
    let state = { (name: String) in files.directory.file(name) }
    let expected = try await tandem.run(locate + [state("whole")], in: "/", input: Self.report)
    #expect(expected.exitCode == 0 && expected.output.contains("part7_3"))
    let clock = ContinuousClock()
    let start = clock.now
    _ = try await tandem.run(
      ["index", "--repo", files.path, "--state", state("timed")], in: "/")
    let whole = clock.now - start
    var random = RandomStream(UInt64(whole.components.attoseconds))
    for _ in 0..<20 {
      let child = try tandem.start(
        ["index", "--repo", files.path, "--state", state("killed")], in: "/")
      try await Task.sleep(for: whole * Double.random(in: 0...1, using: &random))
      child.signal(SIGKILL)
      while try !child.hasEnded(deadline: .now + .seconds(60)) {
        try await Task.sleep(for: .milliseconds(5))
      }
      let now = try await tandem.run(locate + [state("killed")], in: "/", input: Self.report)
      #expect(now.output == expected.output)
    }
  }

  @Test func `two at once do not disturb each other`() async throws {
    let files = try repository()
    let tandem = try TandemBinary()
    let arguments = ["index", "--repo", files.path]
    async let first = tandem.run(arguments, in: "/")
    async let second = tandem.run(arguments, in: "/")
    #expect(try await [first.exitCode, second.exitCode] == [0, 0])
    let after = try await tandem.run(arguments, in: "/")
    #expect(after.output.contains(": 300 files, 30 commits, nothing new; "))
  }
}
