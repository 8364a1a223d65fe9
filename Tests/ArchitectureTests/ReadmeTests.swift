import Testing

/// What the README says, held against the source.
@Suite struct ReadmeTests {
  @Test func `every room stands in the architecture section`() throws {
    let readme = try SourceTree.text("README.md")
    let architecture = readme.split(separator: "## Architecture")[1]
    for room in RoomTests.order where room.hasPrefix("C") || room.hasPrefix("T") {
      #expect(architecture.contains("`\(room)`"), "\(room)")
    }
  }
}
