import TandemCore
import TandemSandbox
import TandemTestKit
import TandemWorkspace
import Testing

@Suite("Code under test does not find the user's git folder, nor the state of any run")
struct WorkspaceWallTests {
  @Test("no .git, no state, no other run")
  func hidden() async throws {
    let scene = try await Scene(["a": "a\n"])
    let git = scene.repository.path + "/.git"
    let attack = "cat \(git)/HEAD; ls \(git)/tandem/work"
    let free = try await Unsandboxed().run(
      Command(
        arguments: ["/bin/sh", "-c", attack], directory: "/",
        environment: ["PATH": "/usr/bin:/bin"]))
    #expect(free.output.hasPrefix("ref: refs/heads/main\n"))
    #expect(free.output.utf8.count > 50)

    #expect(try await scene.shell("ls -A; (\(attack)) 2>/dev/null; true") == "a\n")
    let search =
      "find / -xdev \\( -name '.git' -o -name trees -o -name ledger.sqlite \\) 2>/dev/null"
    #expect(try await scene.shell("cd /; find \(scene.repository.path) -name .git; true") == "")
    #expect(try await scene.shell("\(search) | grep -v ^/usr/; true") == "")
  }

  @Test("the base tree cannot be written, whichever way")
  func baseTree() async throws {
    let scene = try await Scene(["a": "a\n", "d/b": "b\n"])
    let script = """
      echo x > a; chmod 777 a; ln a hard; echo y > hard; rm d/b; mv d e; touch -d @0 a
      python3 -c 'import os; os.truncate("a", 0)'; true
      """
    _ = try await scene.shell(script)
    #expect(try await scene.shell("cat a d/b; stat -c %a a; ls") == "a\nb\n644\na\nd\n")
  }

  @Test("results that are links, swapped folders, devices or fifos are left alone")
  func results() async throws {
    let scene = try await Scene(["a": "a\n"])
    let outside = try TemporaryDirectory()
    try outside.write("secret", "canary")
    let script = """
      cd {results}; ln -s \(outside.path)/secret l; ln -s \(outside.path) d; mkfifo p
      mkdir sub; echo s > sub/s; echo good > r.xml; ln r.xml hard; mknod n c 1 3 2>/dev/null
      python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("sock")'
      touch locked; chmod 0 locked; rmdir ../results 2>/dev/null; mv ../results ../gone 2>/dev/null
      true
      """
    let result = try await scene.workspace.run(
      WorkspaceCommand(arguments: ["/bin/sh", "-c", script]))
    #expect(result.command.ending == .exited(0))
    var collected = result.collected
    collected["locked"] = nil
    #expect(collected == ["r.xml": Array("good\n".utf8), "hard": Array("good\n".utf8)])
  }

  @Test("tools are read-only and cannot be guessed")
  func tools() async throws {
    let scene = try await Scene(["a": "a\n"])
    func run(_ script: String) async throws -> String {
      try await scene.workspace.run(
        WorkspaceCommand(arguments: ["/bin/sh", "-c", script], tools: ["t": "tool"])
      ).command.output
    }
    #expect(try await run("echo x > {tools}/t || echo no").hasSuffix("no\n"))
    #expect(try await run("echo x > {tools}/n || echo no").hasSuffix("no\n"))
    let first = try await run("echo {results}")
    #expect(try await run("echo {results}") != first)
  }
}
