import FoundationEssentials
@preconcurrency import Glibc
import TandemTestKit
import Testing

@testable import TandemGit

/// What cannot be used, each refused by name and with what to do.
struct RefusalTests {
  /// The error that `body` throws.
  private func refusal(_ body: () throws -> Void) throws -> GitError {
    try #require(throws: GitError.self, performing: body)
  }

  @Test func noRepository() throws {
    let folder = try TemporaryDirectory()
    let error = try refusal { _ = try Repository.open(at: folder.path) }
    #expect(error.code == .notARepository)
    #expect(error.message == "there is no git repository here or above: \(folder.path)")
    #expect(error.hint?.contains("git init") == true)
  }

  @Test func noFolder() throws {
    let error = try refusal { _ = try Repository.open(at: "/nowhere/at/all") }
    #expect(error.code == .notARepository)
  }

  @Test func anEmptyRepository() throws {
    let files = try TemporaryRepository()
    let repository = try Repository.open(at: files.path)
    let error = try refusal { _ = try repository.head() }
    #expect(error.code == .emptyRepository)
    #expect(error.hint == "make the first one: git add . && git commit")
  }

  @Test func aBranchWithoutACommitBesideOthers() throws {
    let files = try TemporaryRepository(["a.txt": "a\n"])
    try files.git("symbolic-ref", "HEAD", "refs/heads/new")
    let repository = try Repository.open(at: files.path)
    let error = try refusal { _ = try repository.head() }
    #expect(error.code == .unknownRevision)
    #expect(error.hint?.contains("--base REV") == true)
    #expect(try repository.resolve("main").summary == "first")
  }

  @Test(arguments: ["nothing", "HEAD~5", "0123456789", "a b", "HEAD:a.txt", "x\u{0}y", ""])
  func anUnknownRevision(revision: String) throws {
    let files = try TemporaryRepository(["a.txt": "a\n"])
    let repository = try Repository.open(at: files.path)
    #expect(try refusal { _ = try repository.resolve(revision) }.code == .unknownRevision)
  }

  @Test func aRepositoryOfSHA256Names() throws {
    let folder = try TemporaryRepository()
    let path = folder.directory.file("sha256")
    try folder.git("init", "--quiet", "--object-format=sha256", path)
    let error = try refusal { _ = try Repository.open(at: path) }
    #expect(error.code == .unsupportedRepository)
    #expect(error.message == "its objects are named by sha256")
  }

  @Test func aRepositoryWithReftables() throws {
    let files = try TemporaryRepository(["a.txt": "a\n"])
    try files.git("config", "core.repositoryFormatVersion", "1")
    try files.git("config", "extensions.refStorage", "reftable")
    let error = try refusal { _ = try Repository.open(at: files.path) }
    #expect(error.code == .unsupportedRepository)
    #expect(error.hint == "convert it: git refs migrate --ref-format=files")
  }

  @Test func anExtensionNobodyKnows() throws {
    let files = try TemporaryRepository(["a.txt": "a\n"])
    try files.git("config", "core.repositoryFormatVersion", "1")
    try files.git("config", "extensions.fromTheFuture", "true")
    let error = try refusal { _ = try Repository.open(at: files.path) }
    #expect(error.code == .unsupportedRepository)
    #expect(error.message.contains("fromthefuture"))
    #expect(error.hint?.contains("git config --local") == true)
  }

  @Test func aPartialCloneThatLacksAFile() throws {
    let files = try TemporaryRepository(["a.txt": "a\n"])
    let copy = files.directory.file("copy")
    try files.git("config", "uploadpack.allowFilter", "true")
    try files.git(
      "clone", "--quiet", "--no-checkout", "--filter=blob:none", "file://" + files.path, copy)
    let repository = try Repository.open(at: copy)
    #expect(repository.isPartial)
    let tree = try repository.head().tree
    let entries = try repository.entries(ofTree: tree)
    #expect(entries.map(\.path) == ["a.txt"])
    for error in [
      try refusal { _ = try repository.blob(entries[0].id) },
      try refusal { try repository.requireObjects(ofTree: tree) },
      try refusal { try repository.blobs(entries.map(\.id)) { _, _ in } },
    ] {
      #expect(error.code == .missingObject)
      #expect(error.hint == "fetch everything: git fetch --refetch --no-filter")
    }
  }

  @Test func aShallowCloneThatLacksAnOldCommit() throws {
    let files = try TemporaryRepository(["a.txt": "a\n"])
    let first = try files.git("rev-parse", "HEAD")
    try files.commit("second")
    let copy = files.directory.file("copy")
    try files.git("clone", "--quiet", "--depth=1", "file://" + files.path, copy)
    let repository = try Repository.open(at: copy)
    #expect(repository.isShallow)
    let error = try refusal { _ = try repository.resolve(first) }
    #expect(error.code == .unknownRevision)
    #expect(error.hint?.contains("git fetch --unshallow") == true)
    #expect(try repository.head().summary == "second")
  }

  @Test func aMovedWorktreeWhoseGitFolderIsGone() throws {
    let folder = try TemporaryDirectory()
    try folder.write(".git", "gitdir: /nowhere/.git/worktrees/x\n")
    let error = try refusal { _ = try Repository.open(at: folder.path) }
    #expect(error.code == .notARepository)
    #expect(error.hint?.contains("git worktree repair") == true)
  }

  @Test func aConfigurationThatCannotBeParsed() throws {
    let files = try TemporaryRepository(["a.txt": "a\n"])
    try files.write(".git/config", "[core\n")
    let error = try refusal { _ = try Repository.open(at: files.path) }
    #expect(error.operation.contains(files.path + "/.git/config"))
  }
}
