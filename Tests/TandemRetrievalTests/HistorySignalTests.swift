import TandemCore
import TandemGit
import TandemRetrieval
import TandemTestKit
import TandemTriage
import Testing

@Suite("Earlier changes that resemble a report")
struct HistorySignalTests {
  private static let report = BugReport(
    title: "Receipt shows a wrong rounding of pennies", body: "It rounds down.", source: "test")

  /// Two files that say nothing of the report, and a history that knows which one it means.
  private func repository() throws -> TemporaryRepository {
    let files = try TemporaryRepository(["a.py": "x = 1\n", "b.py": "y = 1\n"])
    try files.write("b.py", "y = 2\n")
    try files.commit("Fixed rounding of pennies on a receipt")
    try files.write("a.py", "x = 2\n")
    try files.commit("Faster start")
    return files
  }

  private func rank(_ files: TemporaryRepository, base: String) throws -> [RankedFile] {
    let repository = try Repository.open(at: files.path)
    let commit = try repository.resolve(base)
    return try Retriever().rank(
      report: Self.report, triage: TriageRules.triage(Self.report), repository: repository,
      tree: commit.tree, base: commit.id)
  }

  @Test func `credit what they touched, and say why`() throws {
    let ranking = try rank(try repository(), base: "main")
    #expect(ranking.map(\.path) == ["b.py"])
    #expect(
      ranking[0].reasons.map(\.signal) == ["similar change"]
        && ranking[0].reasons[0].detail == "Fixed rounding of pennies on a receipt")
  }

  @Test func `say nothing where the base does not lead to them`() throws {
    let files = try repository()
    let before = try rank(files, base: "main")
    // Later commits, another branch's and a tag's: all there, none before the base.
    try files.git("branch", "base")
    for name in ["a.py", "b.py"] {
      try files.write(name, "z = 3\n")
      try files.commit("Wrong rounding of pennies: receipt shows it in \(name)")
    }
    try files.git("tag", "later")
    try files.git("checkout", "--quiet", "--orphan", "other")
    try files.write("a.py", "z = 4\n")
    try files.commit("Receipt shows a wrong rounding of pennies")
    #expect(try rank(files, base: "base") == before)
  }

  @Test func `a sweep over many files and a cut history say nothing`() throws {
    let files = try TemporaryRepository(["a.py": "x = 1\n"])
    for number in 0..<70 { try files.write("n\(number).py", "x = 1\n") }
    try files.commit("Receipt shows a wrong rounding of pennies")
    #expect(try rank(files, base: "main") == [])
    let shallow = try TemporaryRepository()
    try shallow.git("fetch", "--quiet", "--depth=1", "file://" + files.path, "main")
    try shallow.git("reset", "--quiet", "--hard", "FETCH_HEAD")
    #expect(try rank(shallow, base: "main") == [])
  }
}
