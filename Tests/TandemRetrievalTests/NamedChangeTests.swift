import TandemCore
import TandemGit
import TandemRetrieval
import TandemTestKit
import TandemTriage
import Testing

/// Earlier changes that a report names speak for what they touched.
@Suite struct NamedChangeTests {
  private func rank(_ body: String, _ files: TemporaryRepository) throws -> [String: String] {
    let report = BugReport(title: "It broke", body: body, source: "test")
    let repository = try Repository.open(at: files.path)
    let commit = try repository.resolve("main")
    let ranking = try Retriever().rank(
      report: report, triage: TriageRules.triage(report), repository: repository,
      tree: commit.tree, base: commit.id)
    return Dictionary(
      uniqueKeysWithValues: ranking.compactMap { file in
        file.reasons.first { $0.signal == "change named" }.map { (file.path, $0.detail) }
      })
  }

  @Test func `by the ticket's number, by a link or by a hash`() throws {
    let files = try TemporaryRepository(["a.py": "x = 1\n", "b.py": "y = 1\n"])
    try files.write("b.py", "y = 2\n")
    try files.commit("Faster (#4711)")
    try files.write("a.py", "x = 2\n")
    try files.commit("Later")
    let hash = try Repository.open(at: files.path).resolve("main").id
    let expected = ["b.py": "Faster (#4711)"]
    #expect(try rank("Since #4711 it does.", files) == expected)
    #expect(try rank("See https://example.org/o/r/pull/4711.", files) == expected)
    #expect(try rank("Broken by \(hash).", files) == ["a.py": "Later"])
    for other in ["Since #471 it does.", "In 4711 cases.", "deadbeef", "Version 4711."] {
      #expect(try rank(other, files) == [:])
    }
  }
}
