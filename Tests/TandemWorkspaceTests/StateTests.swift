import FoundationEssentials
import Glibc
import TandemCore
import TandemGit
import TandemSandbox
import TandemTestKit
import TandemWorkspace
import Testing

@Suite("Below the state folder, trees are shared and runs leave nothing")
struct StateTests {
  private func names(_ scene: Scene, _ folder: String) throws -> [String] {
    let path = Scene.state(of: scene.repository) + "/" + folder
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test("a tree is checked out once, with the modes, links and time stamps it should have")
  func checkout() async throws {
    let repository = try TemporaryRepository([
      "a b": "x\n", "d/ü\n'\"": "y\n", "run": "#!/bin/sh\n",
    ])
    try repository.link("l", to: "d/none")
    #expect(chmod(repository.path + "/run", 0o755) == 0)
    try repository.commit("modes")
    let scene = try await Scene(repository)
    let list = "find . -mindepth 1 -printf '%y%m %p\\0' | LC_ALL=C sort -z -k2 | tr '\\0' '|'"
    let listing = try await scene.shell(list)
    #expect(
      listing
        == "f644 ./a b|d755 ./d|f644 ./d/ü\n'\"|l777 ./l|f755 ./run|")
    let stamp = try await runProcess(
      ["/usr/bin/stat", "-c", "%y", "a b"], directory: repository.path)
    #expect(try await scene.shell("stat -c %y 'a b'") == stamp.output)
    let tree = try repository.git("rev-parse", "HEAD^{tree}")
    let trees = try names(scene, "trees")
    #expect(trees.count == 2 && trees[0].hasPrefix(tree + "-") && trees[1] == trees[0] + ".lock")
  }

  @Test("two workspaces, and many commands in each, do not see each other")
  func concurrency() async throws {
    let repository = try TemporaryRepository(["n": "0\n"])
    let scenes = try await withThrowingTaskGroup(of: Scene.self) { group in
      for _ in 0..<2 { group.addTask { try await Scene(repository) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let said = try await withThrowingTaskGroup(of: String.self) { group in
      for scene in scenes {
        for number in 0..<6 {
          group.addTask {
            try await scene.shell(
              "cat n; ls; echo \(number) > own-\(number); sleep 0.1; ls; cat n",
              changes: [FileChange(path: "n", text: "\(number)\n")])
          }
        }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(said == Set((0..<6).map { "\($0)\nn\nn\nown-\($0)\n\($0)\n" }))
  }

  @Test("a finished, a failed and a cancelled command leave nothing behind")
  func nothingLeft() async throws {
    let scene = try await Scene(["a": "a\n"])
    let own = try names(scene, "work")
    #expect(own.count == 1)
    _ = try await scene.shell("mkdir -p x/y; chmod 0 x/y x; touch f; chmod 0 f")
    _ = try? await scene.workspace.run(WorkspaceCommand(arguments: ["/nonexistent"]))
    let task = Task { try await scene.workspace.run(WorkspaceCommand(arguments: ["sleep", "30"])) }
    try await Task.sleep(for: .milliseconds(100))
    task.cancel()
    _ = try? await task.value
    #expect(try names(scene, "work/" + own[0]) == ["lock"])
  }

  @Test("folders nested deeper than any path are removed")
  func deepFolders() async throws {
    let scene = try await Scene(["a": "a\n"])
    let script = """
      python3 - <<'END'
      import os
      for _ in range(500):
        os.mkdir("deep-folder"); os.chdir("deep-folder")
      END
      """
    #expect(try await scene.shell(script) == "")
    let own = try names(scene, "work")[0]
    #expect(try names(scene, "work/" + own) == ["lock"])
  }

  @Test("what a killed run left is swept, what a live one uses is not")
  func sweep() async throws {
    let repository = try TemporaryRepository(["a": "a\n"])
    let state = Scene.state(of: repository)
    let dead = UUID().uuidString.lowercased()
    try repository.write(".git/tandem/work/\(dead)/run-0/layer/tree/x", "x")
    try repository.write(".git/tandem/work/\(dead)/lock", "")
    try repository.write(".git/tandem/trees/\(dead)/tree/x", "x")
    let live = try await Scene(repository)
    #expect(try names(live, "work").count == 1)
    #expect(try names(live, "work") != [dead])
    let options = WorkspaceOptions(state: state, host: Scene.host)
    #expect(try await Workspace.sweep(options) == 0)
    #expect(try await live.shell("cat a") == "a\n")
    #expect(!FileManager.default.fileExists(atPath: state + "/trees/" + dead))
  }

  @Test("trees nobody uses are removed when they are old, or older than the machine's start")
  func oldTrees() async throws {
    let repository = try TemporaryRepository(["a": "a\n"])
    let options = WorkspaceOptions(state: Scene.state(of: repository), host: Scene.host)
    try repository.write(".git/tandem/trees/\(String(repeating: "0", count: 40))-00000000/a", "a")
    let scene = try await Scene(repository)
    #expect(try names(scene, "trees").count == 2)
    #expect(try await Workspace.sweep(options, unusedFor: .zero) == 0)
    let other = try TemporaryRepository(["a": "a\n"])
    _ = try await Scene(other) { $0 = options }
    let setUp = try await scene.workspace.setUp(WorkspaceCommand(arguments: ["touch", "made"]))
    #expect(setUp != .reused)
    #expect(try await Workspace.sweep(options, unusedFor: .zero) == 0)
    #expect(try await scene.shell("ls") == "a\nmade\n")
  }

  @Test("trees and layers nobody uses any more can be removed")
  func clean() async throws {
    let repository = try TemporaryRepository(["a": "a\n"])
    let options = WorkspaceOptions(state: Scene.state(of: repository), host: Scene.host)
    let touch = WorkspaceCommand(arguments: ["touch", "made"])
    _ = try await Scene(repository).workspace.setUp(touch)
    #expect(try await Workspace.sweep(options, unusedFor: .seconds(1000)) == 0)
    // The thread that made the workspace may hold it a moment longer than we do.
    var swept = try await Workspace.sweep(options, unusedFor: .zero)
    for _ in 0..<100 where swept < 2 {
      try await Task.sleep(for: .milliseconds(50))
      swept += try await Workspace.sweep(options, unusedFor: .zero)
    }
    #expect(swept == 2)
    #expect(try await Scene(repository).workspace.setUp(touch) != .reused)
  }

  @Test("a workspace that goes takes its folder along")
  func deinitialised() async throws {
    let repository = try TemporaryRepository(["a": "a\n"])
    _ = try await Scene(repository)
    let work = Scene.state(of: repository) + "/work"
    // The thread that made it may hold it a moment longer than we do.
    for _ in 0..<100 where try FileManager.default.contentsOfDirectory(atPath: work) != [] {
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: work) == [])
  }

  @Test("a nearly full disk is said before anything is written")
  func fullDisk() async throws {
    let repository = try TemporaryRepository(["a": "a\n"])
    let failure = await #expect(throws: CommandFailure.self) {
      try await Scene(repository) { $0.freeBytes = 1 << 60 }
    }
    #expect(failure?.message.contains("is nearly full: the checkout needs 0 MiB") == true)
    #expect(
      failure?.hint == "free some space, run `tandem clean`, or point --state at a larger disk")
  }

  @Test("a state folder that cannot be written is said", .enabled(if: geteuid() == 0))
  func unwritable() async throws {
    let repository = try TemporaryRepository(["a": "a\n"])
    let failure = await #expect(throws: CommandFailure.self) {
      try await Scene(repository) {
        $0.state = "/proc/tandem"
        $0.scratch = "/proc/tandem"
      }
    }
    #expect(
      failure?.message == "make the folder /proc/tandem: No such file or directory"
        || failure?.message == "make the folder /proc/tandem: Permission denied")
  }

  @Test("a repository whose path has every odd character is mounted all the same")
  func oddPath() async throws {
    let outer = try TemporaryDirectory("odd, path: \\with=ü")
    let original = try TemporaryRepository(["a": "a\n"])
    try original.git("clone", "-q", original.path, outer.file("re:po,si"))
    let opened = try Repository.open(at: outer.file("re:po,si"))
    let workspace = try await Workspace.prepare(
      repository: opened, tree: try opened.head().tree,
      options: WorkspaceOptions(state: outer.file("st,a:te"), host: Scene.host),
      runner: Bubblewrap(host: Scene.host))
    let result = try await workspace.run(
      WorkspaceCommand(
        arguments: ["sh", "-c", "pwd; cat a"], changes: [FileChange(path: "a", text: "b\n")]))
    #expect(result.command.output == "\(outer.file("re:po,si"))\nb\n")
  }

  @Test("a bare repository is seen at /repository")
  func bare() async throws {
    let original = try TemporaryRepository(["a": "a\n"])
    let bare = original.directory.file("bare.git")
    try original.git("clone", "-q", "--bare", original.path, bare)
    let opened = try Repository.open(at: bare)
    let workspace = try await Workspace.prepare(
      repository: opened, tree: try opened.head().tree,
      options: WorkspaceOptions(state: bare + "/tandem", host: Scene.host),
      runner: Bubblewrap(host: Scene.host))
    let result = try await workspace.run(WorkspaceCommand(arguments: ["sh", "-c", "pwd; cat a"]))
    #expect(result.command.output == "/repository\na\n")
  }

  @Test("submodules are empty folders")
  func submodules() async throws {
    let inner = try TemporaryRepository(["i": "i\n"])
    let repository = try TemporaryRepository(["a": "a\n"])
    try repository.git("submodule", "--quiet", "add", inner.path, "sub")
    try repository.commit("submodule")
    let scene = try await Scene(repository)
    #expect(try await scene.shell("ls; ls -A sub") == "a\nsub\n")
  }
}
