import TandemTestKit
import Testing

@testable import TandemGit

/// Commits and what they touched, also where history ends early.
struct HistoryTests {
  /// What each commit touched, newest first, the commits found by git itself.
  private func lines(_ files: TemporaryRepository, _ directory: String? = nil) throws -> [String] {
    let directory = directory ?? files.path
    let ids = try files.git("-C", directory, "rev-list", "HEAD").split(separator: "\n")
      .map(String.init)
    let repository = try Repository.open(at: directory)
    return try zip(ids, repository.paths(touchedBy: ids)).map { id, paths in
      try repository.resolve(id).summary + ": " + (paths?.joined(separator: " ") ?? "unknown")
    }
  }

  @Test func commitsComeWithTheirPaths() throws {
    let files = try TemporaryRepository.threeCommits()
    #expect(try lines(files) == ["third: b/c d", "second: a", "first: a b/c"])
  }

  @Test func foldersThatComeGoAndReplaceFilesAreOpened() throws {
    let files = try TemporaryRepository(["a": "a\n", "x/y/z": "z\n", "same/s": "s\n", "ab": "b\n"])
    try files.git("rm", "--quiet", "-r", "a", "x")
    try files.write("a/b/c", "c\n")
    try files.write("x", "now a file\n")
    try files.write("new/deep/n", "n\n")
    try files.git("add", "--all")
    try files.git("update-index", "--chmod=+x", "ab")
    try files.git("commit", "--quiet", "-m", "second")
    let repository = try Repository.open(at: files.path)
    let paths = try repository.paths(touchedBy: [repository.head().id])[0]
    #expect(paths == ["a", "a/b/c", "ab", "new/deep/n", "x", "x/y/z"])
    #expect(
      try files.git("show", "--name-only", "--no-renames", "--format=", "HEAD")
        == paths?.joined(separator: "\n"))
  }

  @Test func aCommitIsReadWhole() throws {
    let files = try TemporaryRepository.threeCommits()
    let commit = try Repository.open(at: files.path).head()
    #expect(
      commit
        == Commit(
          id: try files.git("rev-parse", "HEAD"), tree: try files.git("rev-parse", "HEAD^{tree}"),
          parents: [try files.git("rev-parse", "HEAD~1")], time: 1_700_000_000,
          author: Signature(
            Identity(name: "Ada", email: "ada@example.org"), time: 1_700_000_000,
            offsetMinutes: 60), message: "third\n\nwith a body\n"))
    #expect(commit.summary == "third")
  }

  @Test func aShallowCloneEndsAtItsBoundary() throws {
    let files = try TemporaryRepository.threeCommits()
    let copy = files.directory.file("copy")
    try files.git("clone", "--quiet", "--depth=2", "file://" + files.path, copy)
    #expect(
      try lines(files, copy) == ["third: b/c d", "second: unknown"])
  }

  @Test func aCloneWithoutTreesGivesCommitsWithoutPaths() throws {
    let files = try TemporaryRepository.threeCommits()
    let copy = files.directory.file("copy")
    try files.git("config", "uploadpack.allowFilter", "true")
    try files.git(
      "clone", "--quiet", "--bare", "--filter=tree:0", "file://" + files.path, copy)
    #expect(
      try lines(files, copy)
        == ["third: unknown", "second: unknown", "first: unknown"])
  }

  @Test func aMergeIsComparedWithItsFirstParent() throws {
    let files = try TemporaryRepository(["a": "a\n"])
    try files.git("switch", "--quiet", "-c", "side")
    try files.write("side", "s\n")
    try files.commit("on the side")
    try files.git("switch", "--quiet", "main")
    try files.write("main", "m\n")
    try files.commit("on main")
    try files.git("merge", "--quiet", "--no-edit", "-m", "merge", "side")
    let found = try lines(files)
    #expect(found.first == "merge: side")
    #expect(found.sorted() == ["first: a", "merge: side", "on main: main", "on the side: side"])
  }
}
