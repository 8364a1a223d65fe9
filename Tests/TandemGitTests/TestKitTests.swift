import FoundationEssentials
import TandemTestKit
import Testing

/// The parts of the test kit that other rooms' proofs rest on.
struct TestKitTests {
  @Test func aProcessGivesItsExitCodeAndBothOutputs() throws {
    let result: ProcessResult = try runProcess(
      ["/bin/sh", "-c", "cat; echo $A >&2; pwd; exit 3"], directory: "/usr",
      environment: ["A": "b"], input: Array("in\n".utf8))
    #expect(result == ProcessResult(exitCode: 3, output: "in\n/usr\n", errorOutput: "b\n"))
  }

  @Test func aProcessPastItsDeadlineIsThrownAndEnded() async throws {
    let folder = try TemporaryDirectory()
    await #expect(throws: ProcessProblem.self) {
      try await runProcess(
        ["/bin/sh", "-c", "echo $$ > id; exec sleep 300"], directory: folder.path, seconds: 1)
    }
    let id = String(decoding: try folder.read("id").dropLast(), as: UTF8.self)
    #expect(!FileManager.default.fileExists(atPath: "/proc/" + id))
  }

  @Test func aTemporaryDirectoryGoesWithItsOwner() throws {
    var directory: TemporaryDirectory? = try TemporaryDirectory()
    let path = try #require(directory?.path)
    try directory?.write("a/b", "text")
    #expect(FileManager.default.fileExists(atPath: path + "/a/b"))
    directory = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func theSameStepsGiveTheSameCommit() throws {
    let one = try TemporaryRepository(["a.txt": "a\n"])
    let two = try TemporaryRepository(["a.txt": "a\n"])
    #expect(try one.git("rev-parse", "HEAD") == two.git("rev-parse", "HEAD"))
  }

  @Test(arguments: [
    ("a.txt", "b\n"), (".git/index", "x"), (".git/HEAD", "ref: refs/heads/other\n"),
    (".git/config", ""), (".git/hooks/pre-commit", "x"), (".git/refs/heads/other", "x"),
  ])
  func aFingerprintSeesEachChange(path: String, text: String) throws {
    let repository = try TemporaryRepository(["a.txt": "a\n"])
    let before = try repository.fingerprint()
    #expect(try repository.fingerprint().changes(since: before) == [])
    try repository.write(path, text)
    #expect(try repository.fingerprint().changes(since: before).contains(path))
  }

  @Test func aFingerprintLeavesOutWhatARunMayAdd() throws {
    let repository = try TemporaryRepository(["a.txt": "a\n"])
    let before = try repository.fingerprint()
    try repository.write(".git/tandem/ledger.sqlite", "x")
    try repository.git("branch", "tandem/run-1")
    #expect(try repository.fingerprint().changes(since: before) == [])
    try repository.git("branch", "other")
    #expect(
      try repository.fingerprint().changes(since: before)
        == [".git/logs/refs/heads/other", ".git/refs/heads/other"])
  }
}
