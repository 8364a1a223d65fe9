@preconcurrency import Glibc
import TandemTestKit
import Testing

@testable import TandemGit

/// Another user's repository; only root can make one.
struct OwnerTests {
  private static let isRoot = geteuid() == 0

  private func foreign() throws -> TemporaryRepository {
    let files = try TemporaryRepository(["a.txt": "a\n"])
    try #require(chown(files.path, 12345, 12345) == 0)
    return files
  }

  @Test(.enabled(if: isRoot)) func itIsRefusedWithWhatToWrite() throws {
    let files = try foreign()
    let error = try #require(throws: GitError.self) { _ = try Repository.open(at: files.path) }
    #expect(error.code == .foreignOwner)
    #expect(error.message == "another user owns \(files.path)")
    #expect(
      error.hint == "if you trust it: git config --global --add safe.directory \(files.path)"
        + ", or --trust-repository for this run")
  }

  @Test(.enabled(if: isRoot)) func itOpensWhenTrustedForThisRun() throws {
    let files = try foreign()
    #expect(try Repository.open(at: files.path, trustOwner: true).head().summary == "first")
  }

  @Test(
    .enabled(if: isRoot),
    arguments: [
      ("[safe]\n\tdirectory = PATH\n", true), ("[safe]\n\tdirectory = *\n", true),
      ("[safe]\n\tdirectory = PARENT/*\n", true), ("[safe]\n\tdirectory = PATH/\n", true),
      ("[safe]\n\tdirectory = PATH\n\tdirectory =\n", false),
      ("[safe]\n\tdirectory = /elsewhere\n", false), ("[user]\n\tname = x\n", false),
      ("[safe]\n\tdirectory = ~/../work\n", true),
    ])
  func safeDirectoryDecides(text: String, isTrusted: Bool) throws {
    let files = try foreign()
    let filled = text.split(separator: "PATH", omittingEmptySubsequences: false)
      .joined(separator: files.path)
      .split(separator: "PARENT", omittingEmptySubsequences: false)
      .joined(separator: files.directory.path)
    let config = UserGitConfig(
      files: [try files.directory.write("home/.gitconfig", filled)], home: files.home)
    if isTrusted {
      #expect(try Repository.open(at: files.path, userConfig: config).head().summary == "first")
    } else {
      #expect(throws: GitError.self) { try Repository.open(at: files.path, userConfig: config) }
    }
  }

  @Test(.enabled(if: isRoot)) func theRepositoryCannotTrustItself() throws {
    let files = try foreign()
    try files.write(".git/config", "[safe]\n\tdirectory = *\n")
    #expect(throws: GitError.self) { try Repository.open(at: files.path) }
  }

  @Test(.enabled(if: isRoot)) func rootMayUseTheRepositoriesOfTheUserBehindSudo() throws {
    let files = try foreign()
    let config = UserGitConfig(sudoUser: 12345)
    #expect(try Repository.open(at: files.path, userConfig: config).head().summary == "first")
    #expect(throws: GitError.self) {
      try Repository.open(at: files.path, userConfig: UserGitConfig(sudoUser: 1))
    }
  }
}
