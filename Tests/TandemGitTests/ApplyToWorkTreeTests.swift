import FoundationEssentials
@preconcurrency import Glibc
import TandemCore
import TandemTestKit
import Testing

@testable import TandemGit

/// Bringing a change into the user's files.
struct ApplyToWorkTreeTests {
  private let files: TemporaryRepository
  private let repository: Repository
  private let tree: String

  init() throws {
    files = try TemporaryRepository([
      "a.txt": "a\n", "dir/b.txt": "b\n", "run.sh": "run\n", "win.bat": "one\ntwo\n",
      ".gitattributes": "*.bat eol=crlf\n",
    ])
    chmod(files.path + "/run.sh", 0o750)
    try files.commit("executable")
    try FileManager.default.removeItem(atPath: files.path + "/win.bat")
    try files.git("checkout", "--", "win.bat")
    repository = try Repository.open(at: files.path)
    tree = try repository.head().tree
  }

  private func apply(_ changes: [String: String?]) throws -> AppliedChange {
    try repository.applyToWorkTree(
      changes: changes.map { FileChange(path: $0.key, text: $0.value) }, base: tree)
  }

  private func conflict(_ changes: [String: String?]) throws -> GitError {
    let before = try files.fingerprint()
    let error = try #require(throws: GitError.self) { _ = try apply(changes) }
    #expect(try files.fingerprint().changes(since: before) == [])
    return error
  }

  private func mode(_ path: String) -> mode_t {
    var facts = stat()
    return lstat(files.path + "/" + path, &facts) == 0 ? facts.st_mode & 0o7777 : 0
  }

  @Test func filesAreWrittenMadeAndDeleted() throws {
    let index = try files.directory.read("work/.git/index")
    let result = try apply([
      "a.txt": "changed\r\n", "dir/b.txt": nil, "new/deep/x.txt": "x", "run.sh": "RUN\n",
    ])
    #expect(
      result
        == AppliedChange(
          written: ["a.txt", "new/deep/x.txt", "run.sh"], deleted: ["dir/b.txt"]))
    #expect(try files.read("a.txt") == "changed\r\n")
    #expect(try files.read("new/deep/x.txt") == "x")
    #expect(mode("run.sh") == 0o750)
    #expect(!FileManager.default.fileExists(atPath: files.path + "/dir"))
    #expect(try files.directory.read("work/.git/index") == index)
    #expect(
      try files.git("status", "--short", "--untracked-files=all")
        == " M a.txt\n D dir/b.txt\n M run.sh\n?? new/deep/x.txt")
  }

  @Test func aSecondTimeChangesNothing() throws {
    let changes: [String: String?] = ["a.txt": "changed\n", "dir/b.txt": nil, "new": "x"]
    _ = try apply(changes)
    let before = try files.fingerprint()
    #expect(try apply(changes) == AppliedChange(unchanged: ["a.txt", "dir/b.txt", "new"]))
    #expect(try files.fingerprint().changes(since: before) == [])
  }

  @Test func eachFileThatWouldBeOverwrittenIsNamed() throws {
    try files.write("a.txt", "mine\n")
    try files.write("new", "mine too\n")
    try FileManager.default.removeItem(atPath: files.path + "/run.sh")
    let error = try conflict([
      "a.txt": "theirs\n", "new": "theirs\n", "run.sh": "theirs\n", "dir/b.txt": "fine\n",
    ])
    #expect(error.code == .conflict)
    #expect(error.paths == ["a.txt", "new", "run.sh"])
    #expect(
      error.message == """
        it would overwrite what is not committed:
          a.txt: it has changes that are not in the base
          new: it is new in the change but exists already
          run.sh: it is not in the work tree
        """)
  }

  @Test func aFileChangedElsewhereIsNotDeleted() throws {
    try files.write("a.txt", "mine\n")
    #expect(try conflict(["a.txt": nil]).paths == ["a.txt"])
  }

  @Test func otherUncommittedChangesDoNotMatter() throws {
    try files.write("dir/b.txt", "mine\n")
    #expect(try apply(["a.txt": "x\n"]).written == ["a.txt"])
    #expect(try files.read("dir/b.txt") == "mine\n")
  }

  @Test func lineEndingsFollowTheAttributes() throws {
    #expect(try files.read("win.bat") == "one\r\ntwo\r\n")
    #expect(try apply(["win.bat": "one\n2\n"]).written == ["win.bat"])
    #expect(try files.read("win.bat") == "one\r\n2\r\n")
    #expect(try files.git("diff", "--stat", "win.bat").contains("1 insertion(+), 1 deletion(-)"))
  }

  @Test func aLinkIsNeverFollowed() throws {
    try files.directory.write("outside/b.txt", "b\n")
    try FileManager.default.removeItem(atPath: files.path + "/dir")
    symlink(files.directory.file("outside"), files.path + "/dir")
    try FileManager.default.removeItem(atPath: files.path + "/a.txt")
    symlink(files.directory.file("outside/b.txt"), files.path + "/a.txt")
    for path in ["dir/b.txt", "a.txt", "dir/new.txt"] {
      for text in ["evil\n", nil] where path != "dir/new.txt" || text != nil {
        #expect(try conflict([path: text]).paths == [path])
      }
    }
    #expect(try files.directory.read("outside/b.txt") == Array("b\n".utf8))
  }

  @Test func aFileInPlaceOfAFolderIsAConflict() throws {
    try FileManager.default.removeItem(atPath: files.path + "/dir")
    try files.write("dir", "a file where the base has a folder\n")
    #expect(try conflict(["a.txt": "x\n", "dir/b.txt": "y\n"]).paths == ["dir/b.txt"])
  }
}
