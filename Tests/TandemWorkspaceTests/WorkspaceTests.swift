import TandemCore
import TandemGit
import TandemSandbox
import TandemTestKit
import TandemWorkspace
import Testing

@Suite("A workspace shows the base tree and the recorded edits, and forgets what commands wrote")
struct WorkspaceTests {
  @Test(
    "a command sees the tree at the repository's own path", arguments: [SandboxLevel.full, .copy])
  func location(level: SandboxLevel) async throws {
    let scene = try await Scene(["a.txt": "one\n", "sub/b.txt": "two\n"], level: level)
    #expect(
      try await scene.shell("pwd; cat a.txt sub/b.txt") == "\(scene.repository.path)\none\ntwo\n")
  }

  @Test("edits, new files and deletions are there", arguments: [SandboxLevel.full, .copy, .none])
  func edits(level: SandboxLevel) async throws {
    let scene = try await Scene(["a": "a\n", "b": "b\n", "d/c": "c\n"], level: level)
    let changes = [
      FileChange(path: "a", text: "new\n"), FileChange(path: "b", text: nil),
      FileChange(path: "d/e/f", text: "made\n"),
    ]
    let script = "find . -type f | sort; cat a d/e/f"
    #expect(
      try await scene.shell(script, changes: changes) == "./a\n./d/c\n./d/e/f\nnew\nmade\n")
    #expect(try await scene.shell("cat a b; ls d") == "a\nb\nc\n")
  }

  @Test("what a command writes is gone for the next", arguments: [SandboxLevel.full, .copy, .none])
  func fresh(level: SandboxLevel) async throws {
    let scene = try await Scene(["a": "a\n", "d/c": "c\n"], level: level)
    let before = try scene.repository.fingerprint()
    let script = "ls | tr '\\n' ' '; cat a; echo x > a; rm -r d; mkdir d; touch d/n; mv a z; ls d"
    #expect(try await scene.shell(script) == "a d a\nn\n")
    #expect(try await scene.shell(script) == "a d a\nn\n")
    #expect(try scene.repository.fingerprint().changes(since: before) == [])
  }

  @Test(
    "results and tools lie outside the work tree", arguments: [SandboxLevel.full, .copy, .none])
  func results(level: SandboxLevel) async throws {
    let scene = try await Scene(["a": "a\n"], level: level)
    let result = try await scene.workspace.run(
      WorkspaceCommand(
        arguments: [
          "/bin/sh", "-c",
          "cp {tools}/t.txt \"$OUT\"; mkfifo {results}/p; ln -s /etc/passwd {results}/l; ls",
        ],
        environment: ["OUT": "{results}/o"], tools: ["t.txt": "tool"]))
    #expect(result.command.output == "a\n")
    #expect(result.collected == ["o": Array("tool".utf8)])
  }
}
