import FoundationEssentials
import Glibc
import TandemCore
import TandemSandbox
import TandemTestKit
import TandemWorkspace
import Testing

@Suite("A set-up command runs once for each environment, and what it wrote is there afterwards")
struct SetUpTests {
  private static let levels = [SandboxLevel.full, .copy]
  private let install = WorkspaceCommand(
    arguments: ["/bin/sh", "-c", "mkdir -p env; date +%N > env/when; echo h > $HOME/.installed"])

  @Test("in every later command, fresh each time", arguments: levels)
  func layer(level: SandboxLevel) async throws {
    let scene = try await Scene(["requirements.txt": "x==1\n"], level: level)
    guard case .ran(let result) = try await scene.workspace.setUp(install) else {
      Issue.record("it was not run")
      return
    }
    #expect(result.ending == .exited(0))
    let script = "ls; cat $HOME/.installed; rm -r env; rm $HOME/.installed"
    #expect(try await scene.shell(script) == "env\nrequirements.txt\nh\n")
    #expect(try await scene.shell(script) == "env\nrequirements.txt\nh\n")
    let edit = FileChange(path: "env/when", text: "edited\n")
    #expect(try await scene.shell("cat env/when", changes: [edit]) == "edited\n")
  }

  @Test("in a later workspace too, until a lock file or the command changes", arguments: levels)
  func reuse(level: SandboxLevel) async throws {
    let repository = try TemporaryRepository(["requirements.txt": "x==1\n", "a": "a\n"])
    _ = try await Scene(repository, level: level).workspace.setUp(install)

    try repository.write("a", "b\n")
    try repository.commit("no lock file")
    let second = try await Scene(repository, level: level)
    // A copy is of one whole tree; a layer serves every tree with the same lock files.
    let expected = level == .full ? Workspace.SetUp.reused : nil
    let outcome = try await second.workspace.setUp(install)
    #expect(expected == nil || outcome == expected)
    #expect(try await second.shell("cat a; ls") == "b\na\nenv\nrequirements.txt\n")

    let third = try await Scene(repository, level: level)
    #expect(try await third.workspace.setUp(install) == .reused)
    var other = install
    other.arguments[2] += "; true"
    #expect(try await third.workspace.setUp(other) != .reused)

    try repository.write("requirements.txt", "x==2\n")
    try repository.commit("lock file")
    #expect(try await Scene(repository, level: level).workspace.setUp(install) != .reused)
  }

  @Test("one that changed tracked files serves no other tree")
  func trackedFiles() async throws {
    let repository = try TemporaryRepository(["version": "1\n"])
    let generate = WorkspaceCommand(arguments: ["/bin/sh", "-c", "echo built >> version"])
    let first = try await Scene(repository)
    #expect(try await first.workspace.setUp(generate) != .reused)
    #expect(try await first.shell("cat version") == "1\nbuilt\n")
    #expect(try await Scene(repository).workspace.setUp(generate) == .reused)
    try repository.write("version", "2\n")
    try repository.commit("second")
    let second = try await Scene(repository)
    #expect(try await second.workspace.setUp(generate) != .reused)
    #expect(try await second.shell("cat version") == "2\nbuilt\n")
  }

  @Test("in an ignored folder of the user's, which stays as it was")
  func ignoredFolder() async throws {
    let repository = try TemporaryRepository([".gitignore": "env/\n"])
    try repository.write("env/old", "old\n")
    let before = try repository.fingerprint()
    let scene = try await Scene(repository)
    #expect(try await scene.workspace.setUp(install) != .reused)
    #expect(try await scene.shell("ls env") == "old\nwhen\n")
    #expect(try repository.fingerprint().changes(since: before) == [])
  }

  @Test("a failing one is a result and leaves no layer")
  func failure() async throws {
    let scene = try await Scene(["a": "a\n"])
    let broken = WorkspaceCommand(arguments: ["/bin/sh", "-c", "touch b; echo no; exit 4"])
    guard case .ran(let result) = try await scene.workspace.setUp(broken) else {
      Issue.record("it was not run")
      return
    }
    #expect(result.output == "no\n")
    #expect(result.ending == .exited(4))
    #expect(try await scene.shell("ls") == "a\n")
  }

  @Test("a fresh repository of one commit is there where tests need one")
  func freshRepository() async throws {
    let repository = try TemporaryRepository(["a": "a\n", "d/b": "b\n"])
    let scene = try await Scene(repository) { $0.hasFreshRepository = true }
    let script =
      "git rev-list --all --count; git status --short; git show --stat --format=%an HEAD | head -1; git remote"
    #expect(try await scene.shell(script) == "1\ntandem\n")
    let edit = [FileChange(path: "a", text: "new\n")]
    #expect(try await scene.shell("git status --short", changes: edit) == " M a\n")
  }

  @Test("where uppers lie in memory, layers do too")
  func scratch() async throws {
    let memory = "/dev/shm/tandem-test-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: memory) }
    let repository = try TemporaryRepository(["a": "a\n"])
    try #require(mkdir(memory, 0o700) == 0)
    let first = try await Scene(repository) { $0.scratch = memory }
    #expect(try await first.workspace.setUp(install) != .reused)
    #expect(try await first.shell("ls; rm a; mkdir a; touch a/b; ls a") == "a\nenv\nb\n")
    let second = try await Scene(repository) { $0.scratch = memory }
    #expect(try await second.workspace.setUp(install) == .reused)
  }

  @Test("after a fresh repository, ignored files and set-up come together", arguments: levels)
  func together(level: SandboxLevel) async throws {
    let repository = try TemporaryRepository([".gitignore": "build/\nlocal\n", "a": "a\n"])
    try repository.write("build/x", "x\n")
    try repository.write("local", "l\n")
    let scene = try await Scene(repository, level: level) { $0.hasFreshRepository = true }
    _ = try await scene.workspace.setUp(install)
    #expect(
      try await scene.shell("git rev-list --all --count; ls build; cat local; ls env")
        == "1\nx\nl\nwhen\n")
  }

  @Test(
    "two build on each other, and the second runs again where the first is another",
    arguments: levels)
  func chain(level: SandboxLevel) async throws {
    let repository = try TemporaryRepository(["a": "a\n"])
    func command(_ script: String) -> WorkspaceCommand {
      WorkspaceCommand(arguments: ["/bin/sh", "-c", script])
    }
    func outcomes(_ scripts: [String]) async throws -> (reused: [Bool], said: String) {
      let scene = try await Scene(repository, level: level)
      var reused: [Bool] = []
      for script in scripts {
        reused.append(try await scene.workspace.setUp(command(script)) == .reused)
      }
      return (reused, try await scene.shell("cat one two"))
    }
    let second = "sed s/1/2/ one > two"
    #expect(try await outcomes(["echo 1 > one", second]) == ([false, false], "1\n2\n"))
    #expect(try await outcomes(["echo 1 > one", second]) == ([true, true], "1\n2\n"))
    #expect(try await outcomes(["echo 11 > one", second]) == ([false, false], "11\n21\n"))
  }
}
