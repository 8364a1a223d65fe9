import TandemCore
import TandemGit
import TandemTestKit
import Testing

@testable import TandemPipeline

/// What the history of `main` says of a change that was left on a branch.
@Suite struct ChangeFateTests {
  let repository: TemporaryRepository
  let base: String
  let change: String

  init() throws {
    repository = try TemporaryRepository(["a.py": "one\n", "b.py": "same\n"])
    base = try repository.git("rev-parse", "HEAD")
    try repository.git("switch", "--quiet", "-c", "tandem/r1")
    try repository.write("a.py", "two\n")
    try repository.commit("the fix")
    change = try repository.git("rev-parse", "HEAD")
    try repository.git("switch", "--quiet", "main")
  }

  func word(days: Int = 30) throws -> ChangeVerdict.Word? {
    let opened = try Repository.open(at: repository.path)
    return try ChangeFate(repository: opened, days: days).verdict(
      commit: change, base: base, paths: ["a.py"], head: opened.head())?.word
  }

  /// Another commit on `main` that has nothing to do with the change.
  func goOn() throws {
    try repository.write("b.py", "other\n")
    try repository.commit("elsewhere")
  }

  @Test func nothingIsSaidOfWhatNobodyMerged() throws {
    try goOn()
    #expect(try word() == nil)
  }

  @Test func aMergeTakesIt() throws {
    try goOn()
    try repository.git("merge", "--quiet", "--no-ff", "--no-edit", "tandem/r1")
    try goOn2()
    #expect(try word() == .accepted)
  }

  private func goOn2() throws {
    try repository.write("b.py", "later\n")
    try repository.commit("later")
  }

  @Test func aSquashTakesIt() throws {
    try goOn()
    try repository.git("merge", "--quiet", "--squash", "tandem/r1")
    try repository.git("commit", "--quiet", "-m", "the fix (#12)")
    #expect(try word() == .accepted)
  }

  @Test func whatWasChangedBeforeTheMergeWasReworked() throws {
    try repository.git("switch", "--quiet", "tandem/r1")
    try repository.write("a.py", "two, better\n")
    try repository.commit("review")
    try repository.git("switch", "--quiet", "main")
    try repository.git("merge", "--quiet", "--no-ff", "--no-edit", "tandem/r1")
    #expect(try word() == .reworked)
  }

  @Test func aRevertTakesItBack() throws {
    try repository.git("merge", "--quiet", "--no-ff", "--no-edit", "tandem/r1")
    try repository.git("revert", "--no-edit", change)
    #expect(try word() == .reverted)
  }

  @Test func theOldTextsAgainTakeItBackToo() throws {
    try repository.git("merge", "--quiet", "--ff-only", "tandem/r1")
    try goOn()
    try repository.write("a.py", "one\n")
    try repository.commit("as it was")
    #expect(try word() == .reverted)
  }
}
