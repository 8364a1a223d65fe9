import FoundationEssentials
@preconcurrency import Glibc
import TandemCore
import TandemTestKit
import Testing

@testable import TandemGit

/// What is in the work tree and in no commit.
struct WorkTreeTests {
  @Test func changedAndUntrackedFilesAreCounted() throws {
    let files = try TemporaryRepository(["a": "a\n", "b": "b\n", "c": "c\n", ".gitignore": "*.o\n"])
    let repository = try Repository.open(at: files.path)
    #expect(try repository.status().isClean)
    try files.write("a", "changed\n")
    try files.write("staged", "s\n")
    try files.git("add", "staged")
    try files.git("rm", "--quiet", "--cached", "b")
    try files.write("new/1", "1")
    try files.write("new/2", "2")
    try files.write("x.o", "o")
    // `b` is deleted in the index and untracked on disk: one path, both.
    #expect(try repository.status() == WorkTreeStatus(changed: 3, untracked: 1))
  }

  @Test func aBareRepositoryHasNone() throws {
    let files = try TemporaryRepository(bare: true)
    let repository = try Repository.open(at: files.path)
    #expect(try repository.status().isClean)
    #expect(try repository.ignoredTopLevel() == [])
    let error = try #require(throws: GitError.self) {
      _ = try repository.diffWorkTree(base: String(repeating: "0", count: 40))
    }
    #expect(error.code == .noWorkTree)
  }

  @Test func aHostileWorkTreeSettingDoesNotMoveTheWork() throws {
    let files = try TemporaryRepository(["a": "a\n"])
    try files.git("config", "core.worktree", "/etc")
    try files.write("new", "x")
    let repository = try Repository.open(at: files.path)
    #expect(try repository.status() == WorkTreeStatus(changed: 0, untracked: 1))
  }

  @Test func theLargestIgnoredFoldersAreFound() throws {
    let files = try TemporaryRepository([
      ".gitignore": "build/\n*.o\n/venv\n", "src/a.c": "a\n", "kept/build/tracked": "t\n",
    ])
    try files.git("add", "--force", "kept/build/tracked")
    try files.git("commit", "--quiet", "--amend", "-m", "with a tracked file in an ignored folder")
    for path in [
      "build/x/y", "venv/bin/python", "src/a.o", "src/build/z", "kept/build/ignored", "kept/b.o",
      "env/.gitignore", "env/bin/python", "new/plain", "new/build/x", "new/x.o", "all/one.o",
      "all/two.o",
    ] {
      try files.write(path, path == "env/.gitignore" ? "*\n" : "x")
    }
    let repository = try Repository.open(at: files.path)
    let found = try repository.ignoredTopLevel()
    #expect(
      found.map { $0.path + ($0.isFolder ? "/" : "") } == [
        "all/", "build/", "env/", "kept/b.o", "kept/build/ignored", "new/build/", "new/x.o",
        "src/a.o", "src/build/", "venv/",
      ])
    #expect(try repository.ignoredTopLevel(limit: 2).map(\.path) == ["all", "build"])
  }

  @Test func theUsersOwnIgnoreFileIsNotRead() throws {
    let files = try TemporaryRepository(["a": "a\n"])
    try files.directory.write("home/.config/git/ignore", "*.log\n")
    try files.write("x.log", "x")
    #expect(try files.git("status", "--short") == "")
    let repository = try Repository.open(at: files.path)
    #expect(try repository.ignoredTopLevel() == [])
    #expect(try repository.status().untracked == 1)
  }

  @Test func aSparseCheckoutIsCleanAndSaysSo() throws {
    let files = try TemporaryRepository(["in/a": "a\n", "out/b": "b\n"])
    #expect(try Repository.open(at: files.path).isSparse() == false)
    try files.git("sparse-checkout", "set", "in")
    #expect(!FileManager.default.fileExists(atPath: files.path + "/out"))
    let repository = try Repository.open(at: files.path)
    #expect(try repository.isSparse())
    #expect(try repository.status().isClean)
    #expect(
      try repository.entries(ofTree: repository.head().tree).map(\.path) == ["in/a", "out/b"])
    #expect(try repository.diffWorkTree(base: repository.head().tree).isEmpty)
  }

  @Test(arguments: [
    (
      ["sparse-checkout", "set", "--sparse-index", "in"],
      "git sparse-checkout reapply --no-sparse-index"
    ),
    (["update-index", "--split-index"], "git update-index --no-split-index"),
  ])
  func anIndexThatCannotBeReadIsNamedAndNothingElseFails(command: [String], mend: String) throws {
    let files = try TemporaryRepository(["in/a": "a\n", "out/b": "b\n"])
    try files.git(command)
    let repository = try Repository.open(at: files.path)
    for attempt in [
      { _ = try repository.status() }, { _ = try repository.ignoredTopLevel() },
      { _ = try repository.indexTimestamps() }, { _ = try repository.isSparse() },
    ] {
      let error = try #require(throws: GitError.self, performing: attempt)
      #expect(error.code == .unreadableIndex)
      #expect(error.hint?.hasSuffix(mend) == true)
    }
    #expect(try repository.entries(ofTree: repository.head().tree).count == 2)
    try files.git(mend.split(separator: " ").dropFirst().map(String.init))
    #expect(try repository.status().isClean)
  }

  @Test func anIndexWithoutItsChecksumIsNamed() throws {
    let files = try TemporaryRepository(["a": "a\n"])
    let bytes = try files.directory.read("work/.git/index")
    try files.write(".git/index", bytes.dropLast(20) + [UInt8](repeating: 0, count: 20))
    let error = try #require(throws: GitError.self) {
      _ = try Repository.open(at: files.path).status()
    }
    #expect(error.code == .unreadableIndex)
    #expect(error.hint?.contains("index.skipHash=false") == true)
  }

  @Test func timeStampsComeFromTheIndex() throws {
    let files = try TemporaryRepository(["a": "a\n", "b/c": "c\n"])
    let stamps = try Repository.open(at: files.path).indexTimestamps()
    #expect(stamps.keys.sorted() == ["a", "b/c"])
    var facts = stat()
    try #require(lstat(files.path + "/a", &facts) == 0)
    #expect(
      stamps["a"]
        == IndexTimestamp(
          id: try files.git("rev-parse", "HEAD:a"), seconds: Int64(facts.st_mtim.tv_sec),
          nanoseconds: Int64(facts.st_mtim.tv_nsec)))
  }

  @Test func theWorkTreeIsComparedWhole() throws {
    let files = try TemporaryRepository([
      "changed": "1\n", "deleted": "2\n", "staged": "3\n", "folder": "4\n", ".gitignore": "*.o\n",
      "crlf.txt": "a\nb\n", ".gitattributes": "crlf.txt eol=crlf\n",
    ])
    try files.write("changed", "one\n")
    try files.write("staged", "three\n")
    try files.git("add", "staged")
    try files.git("rm", "--quiet", "deleted")
    try FileManager.default.removeItem(atPath: files.path + "/folder")
    try files.write("folder/inside", "5\n")
    try files.write("new", "6\n")
    try files.write("x.o", "7\n")
    try files.write("crlf.txt", "a\r\nb\r\n")
    let repository = try Repository.open(at: files.path)
    let diff = try repository.diffWorkTree(base: repository.head().tree)
    #expect(
      diff.files.map { "\($0.kind) \($0.path)" } == [
        "modified changed", "deleted deleted", "deleted folder", "added folder/inside",
        "added new", "modified staged",
      ])
    #expect(diff.addedLines == 4)
    #expect(diff.removedLines == 4)
  }
}
