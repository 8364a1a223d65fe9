import TandemCore
import TandemGit
import TandemTestKit
import Testing

@testable import TandemIndex

/// The commits that lead to a base, whatever the index knows beside.
@Suite struct HistoryTests {
  /// Each commit's first line and paths, newest first.
  private func lines(
    _ set: inout SegmentSet, _ path: String, _ base: String = "HEAD", limit: Int = 100,
    keeping folder: IndexFolder? = nil
  ) throws -> [String] {
    let repository = try Repository.open(at: path)
    let commits = try set.history(
      from: repository.resolve(base).id, limit: limit, repository: repository, keeping: folder)
    let paths = try set.paths(touchedBy: commits, repository: repository)
    return zip(commits, paths).map { commit, paths in
      set.summary(of: commit) + ": " + (paths?.joined(separator: " ") ?? "unknown")
    }
  }

  @Test func `newest first, the same from the index as from git`() throws {
    let files = try TemporaryRepository.threeCommits()
    let folder = IndexFolder(files.directory.file("index"))
    var set = SegmentSet()
    let expected = ["third: b/c d", "second: a", "first: a b/c"]
    #expect(try lines(&set, files.path, keeping: folder) == expected)
    #expect(try lines(&set, files.path, limit: 2) == Array(expected.prefix(2)))
    var kept = SegmentSet(folder.open())
    // Three messages, and the walk.
    #expect(kept.segments.map(\.textCount) == [4])
    #expect(try lines(&kept, files.path, keeping: folder) == expected)
    #expect(kept.segments.count == 1)
    try files.write("e", "e\n")
    try files.commit("fourth")
    #expect(try lines(&kept, files.path, keeping: folder) == ["fourth: e"] + expected)
    #expect(folder.open().map(\.textCount).sorted() == [2, 4])
  }

  @Test func `paths that are kept are those that git tells`() throws {
    let files = try TemporaryRepository.threeCommits()
    let folder = IndexFolder(files.directory.file("index"))
    let repository = try Repository.open(at: files.path)
    var set = SegmentSet()
    let commits = try set.history(
      from: repository.head().id, limit: 9, repository: repository, keeping: folder)
    try set.keepPaths(touchedBy: commits, repository: repository, keeping: folder)
    #expect(set.segments.count == 2)
    try set.keepPaths(touchedBy: commits, repository: repository, keeping: folder)
    #expect(set.segments.count == 2)
    #expect(
      try lines(&set, files.path) == ["third: b/c d", "second: a", "first: a b/c"])
  }

  @Test func `what the base does not lead to is not told, though it is known`() throws {
    let files = try TemporaryRepository.threeCommits()
    var set = SegmentSet()
    #expect(try lines(&set, files.path).count == 3)
    #expect(try lines(&set, files.path, "HEAD~1") == ["second: a", "first: a b/c"])
    try files.git("checkout", "--quiet", "--orphan", "other")
    try files.commit("elsewhere")
    #expect(try lines(&set, files.path) == ["elsewhere: a d"])
  }

  @Test func `a shallow clone ends at its boundary, and no longer when it is deepened`() throws {
    let files = try TemporaryRepository.threeCommits()
    let copy = files.directory.file("copy")
    try files.git("clone", "--quiet", "--depth=2", "file://" + files.path, copy)
    var set = SegmentSet()
    #expect(try lines(&set, copy) == ["third: b/c d", "second: unknown"])
    try files.git("-C", copy, "fetch", "--quiet", "--unshallow")
    #expect(try lines(&set, copy) == ["third: b/c d", "second: a", "first: a b/c"])
  }

  @Test func `a merge is visited once`() throws {
    let files = try TemporaryRepository(["a": "a\n"])
    try files.git("switch", "--quiet", "-c", "side")
    try files.write("side", "s\n")
    try files.commit("on the side")
    try files.git("switch", "--quiet", "main")
    try files.write("main", "m\n")
    try files.commit("on main")
    try files.git("merge", "--quiet", "--no-edit", "-m", "merge", "side")
    var set = SegmentSet()
    for _ in 0..<2 {
      let found = try lines(&set, files.path)
      #expect(found.first == "merge: side")
      #expect(found.sorted() == ["first: a", "merge: side", "on main: main", "on the side: side"])
    }
  }
}
