import FoundationEssentials
@preconcurrency import Glibc
import TandemCore
import TandemTestKit
import Testing

@testable import TandemGit

/// Commits from recorded values, and branches.
struct CommitTests {
  private let files: TemporaryRepository
  private let author = Signature(
    Identity(name: "Grace", email: "grace@example.org"), time: 1_700_000_100, offsetMinutes: -90)
  private let changes = [FileChange(path: "a.sh", text: "changed\n")]

  init() throws {
    files = try TemporaryRepository()
    try files.write("a.sh", "a\n")
    try files.write("b/c.txt", "c\n")
    chmod(files.path + "/a.sh", 0o755)
    try files.commit("first")
  }

  private func commit(
    _ changes: [FileChange]? = nil, branch: String = "tandem/run", message: String = "Fix\n\nWhy\n"
  ) throws -> CommittedBranch {
    let repository = try Repository.open(at: files.path)
    return try repository.commit(
      changes: changes ?? self.changes, onto: repository.head().id, branch: branch,
      message: message, author: author)
  }

  @Test func theCommitIsWhatGitWouldHaveMade() throws {
    let made = try commit([
      FileChange(path: "a.sh", text: "changed\n"), FileChange(path: "b/c.txt", text: nil),
      FileChange(path: "d/e/f.txt", text: "new\r\n"),
    ])
    #expect(made.branch == "tandem/run")
    #expect(try files.git("rev-parse", "tandem/run") == made.commit)
    #expect(try files.git("rev-parse", "tandem/run^{tree}") == made.tree)
    #expect(
      try files.git("log", "-1", "--format=%an <%ae> %ad|%cn|%B", "--date=iso", "tandem/run")
        == "Grace <grace@example.org> 2023-11-14 20:45:00 -0130|Grace|Fix\n\nWhy\n")
    #expect(
      try files.git("ls-tree", "-r", "--format=%(objectmode) %(path)", "tandem/run")
        == "100755 a.sh\n100644 d/e/f.txt")
    #expect(try files.git("cat-file", "blob", "tandem/run:d/e/f.txt") == "new\r")
    #expect(try files.git("fsck", "--strict") == "")
  }

  @Test func nothingElseOfTheRepositoryChanges() throws {
    try files.write("a.sh", "uncommitted\n")
    try files.write("untracked", "x")
    try files.write(
      ".git/hooks/pre-commit", "#!/bin/sh\ntouch \(files.directory.file("hook-ran"))\n")
    try files.git("config", "core.autocrlf", "true")
    try files.git("config", "commit.gpgSign", "true")
    let before = try files.fingerprint()
    let repository = try Repository.open(at: files.path)
    let tree = try repository.head().tree
    _ = try commit()
    _ = try repository.status()
    _ = try repository.ignoredTopLevel()
    _ = try repository.diffWorkTree(base: tree)
    _ = try repository.indexTimestamps()
    _ = try repository.isSparse()
    #expect(try files.fingerprint().changes(since: before) == [])
    #expect(!FileManager.default.fileExists(atPath: files.directory.file("hook-ran")))
  }

  @Test func theReflogNamesTheAuthor() throws {
    try files.git("config", "user.name", "the repository's own")
    _ = try commit()
    #expect(
      try files.read(".git/logs/refs/heads/tandem/run")
        .contains("Grace <grace@example.org>"))
  }

  @Test(arguments: [false, true])
  func aBranchCalledTandemMakesTheNameFlat(isPacked: Bool) throws {
    try files.git("branch", "tandem")
    if isPacked { try files.git("pack-refs", "--all") }
    let made = try commit()
    #expect(made.branch == "tandem-run")
    #expect(try files.git("rev-parse", "tandem-run") == made.commit)
  }

  @Test func theSameCommitMadeAgainIsTheSame() throws {
    let first = try commit()
    #expect(try commit() == first)
    // Somebody built on it: then it is theirs.
    try files.git("branch", "--force", "tandem/run", "HEAD")
    let error = try #require(throws: GitError.self) { _ = try commit() }
    #expect(error.code == .branchExists)
  }

  @Test func aBranchThatExistsIsNotMoved() throws {
    let first = try commit()
    let error = try #require(throws: GitError.self) {
      _ = try commit([FileChange(path: "a.sh", text: "other\n")])
    }
    #expect(error.code == .branchExists)
    #expect(error.hint == "delete it first: git branch -D tandem/run")
    #expect(try files.git("rev-parse", "tandem/run") == first.commit)
  }

  @Test(arguments: ["a b", "x..y", "-x/..", "a.lock", "", "x\u{0}y", "/x", "x/"])
  func aNameThatIsNoBranchIsRefused(branch: String) throws {
    #expect(throws: GitError.self) { try commit(branch: branch) }
    #expect(try files.git("branch", "--format=%(refname:short)") == "main")
  }

  @Test func whatChangesNothingIsRefused() throws {
    #expect(throws: GitError.self) { try commit([FileChange(path: "a.sh", text: "a\n")]) }
    #expect(throws: GitError.self) { try commit([]) }
  }

  @Test func aBareRepositoryAndALinkedWorktreeTakeCommits() throws {
    let bare = files.directory.file("bare.git")
    try files.git("clone", "--quiet", "--bare", ".", bare)
    try files.git("worktree", "add", "--quiet", "--detach", files.directory.file("linked"))
    for path in [bare, files.directory.file("linked")] {
      let repository = try Repository.open(at: path)
      let made = try repository.commit(
        changes: changes, onto: repository.head().id, branch: "tandem/x", message: "m",
        author: author)
      #expect(try files.git(["rev-parse", "tandem/x"], in: path) == made.commit)
      #expect(try repository.branchTip("tandem/x") == made.commit)
    }
  }

  @Test func aPartialCloneTakesACommitWithoutTheFilesThatAreNotHere() throws {
    let copy = files.directory.file("copy")
    try files.git("config", "uploadpack.allowFilter", "true")
    try files.git(
      "clone", "--quiet", "--no-checkout", "--filter=blob:none", "file://" + files.path, copy)
    let repository = try Repository.open(at: copy)
    let made = try repository.commit(
      changes: changes, onto: repository.head().id, branch: "tandem/x", message: "m",
      author: author)
    #expect(
      try files.git(["ls-tree", "-r", "--name-only", made.commit], in: copy) == "a.sh\nb/c.txt")
  }

  @Test func `a lock that a killed process left is taken away`() throws {
    try files.git("branch", "tandem/a")
    try files.write(".git/refs/heads/tandem/x.lock", "")
    let repository = try Repository.open(at: files.path)
    func commit() throws -> String {
      try repository.commit(
        changes: changes, onto: repository.head().id, branch: "tandem/x", message: "m",
        author: author
      ).branch
    }
    #expect(throws: GitError.self) { try commit() }
    try repository.removeLeftLock(of: "tandem/x")
    try repository.removeLeftLock(of: "tandem/y")
    #expect(try commit() == "tandem/x")
  }

  @Test func branchesAreListedByPrefix() throws {
    let tip = try files.git("rev-parse", "HEAD")
    for name in ["tandem/b", "tandem/a", "tandem-c", "other"] { try files.git("branch", name) }
    try files.git("pack-refs", "--all")
    let repository = try Repository.open(at: files.path)
    #expect(
      try repository.branches(prefix: "tandem").map(\.name) == ["tandem-c", "tandem/a", "tandem/b"])
    #expect(try repository.branches().map(\.tip) == Array(repeating: tip, count: 5))
    #expect(try repository.branchTip("main") == tip)
    #expect(try repository.branchTip("none") == nil)
  }

  @Test func aBranchIsDeletedOnlyWhereItWas() throws {
    let made = try commit()
    let repository = try Repository.open(at: files.path)
    try files.git("switch", "--quiet", "tandem/run")
    let checkedOut = try #require(throws: GitError.self) {
      try repository.deleteBranch("tandem/run", ifAt: made.commit)
    }
    #expect(checkedOut.message == "it is checked out")
    try files.write("more", "x")
    let tip = try files.commit("built on it")
    try files.git("switch", "--quiet", "main")
    let moved = try #require(throws: GitError.self) {
      try repository.deleteBranch("tandem/run", ifAt: made.commit)
    }
    #expect(moved.message == "it is at \(tip), not at \(made.commit): somebody built on it")
    try repository.deleteBranch("tandem/run", ifAt: tip)
    #expect(try repository.branchTip("tandem/run") == nil)
    #expect(throws: GitError.self) { try repository.deleteBranch("tandem/run", ifAt: tip) }
    #expect(!FileManager.default.fileExists(atPath: files.path + "/.git/refs/heads/tandem"))
  }
}
