import TandemCore
import TandemSandbox
import TandemTestKit
import TandemWorkspace
import Testing

@Suite("An edit that would leave the tree is refused")
struct EditRefusalTests {
  private static let cases: [(path: String, reason: String)] = [
    ("../x", "it has a component .."),
    ("d/../../x", "it has a component .."),
    ("/etc/x", "it is absolute or has an empty component"),
    ("d//x", "it is absolute or has an empty component"),
    (".git/config", "it lies in .git"),
    ("d/.GIT/hooks/x", "it lies in .git"),
    ("out/x", "out is a link"),
    ("link", "it is a link"),
    ("d", "it is a folder"),
    ("a/x", "a is not a folder"),
    ("a\0b", "it contains a null byte"),
  ]

  @Test("with the reason", arguments: cases, [SandboxLevel.full, .copy])
  func refused(_ edit: (path: String, reason: String), level: SandboxLevel) async throws {
    let repository = try TemporaryRepository(["a": "a\n", "d/b": "b\n"])
    let outside = try TemporaryDirectory()
    try repository.link("out", to: outside.path)
    try repository.link("link", to: outside.file("x"))
    try repository.commit("links")
    let scene = try await Scene(repository, level: level)
    for text in ["taken", nil] as [String?] {
      let failure = await #expect(throws: CommandFailure.self) {
        try await scene.shell("true", changes: [FileChange(path: edit.path, text: text)])
      }
      #expect(failure?.message == "the edit of \(edit.path) is refused: \(edit.reason)")
    }
    #expect(try outside.names() == [])
  }

  @Test("a folder to start in that leaves the tree, and a tool file with a path, are refused")
  func otherPaths() async throws {
    let scene = try await Scene(["a": "a\n"])
    await #expect(
      throws: CommandFailure(message: "the folder ../x is refused: it has a component ..")
    ) {
      try await scene.workspace.run(WorkspaceCommand(arguments: ["true"], directory: "../x"))
    }
    await #expect(throws: CommandFailure(message: "the tool file ../x is no plain file name")) {
      try await scene.workspace.run(WorkspaceCommand(arguments: ["true"], tools: ["../x": ""]))
    }
  }

  @Test("links of the tree are links inside, and lead nowhere outside")
  func links() async throws {
    let repository = try TemporaryRepository(["a": "a\n"])
    let outside = try TemporaryDirectory()
    try outside.write("secret", "canary")
    try repository.link("out", to: outside.path)
    try repository.link("near", to: "a")
    try repository.commit("links")
    let scene = try await Scene(repository)
    let script = "cat near; cat out/secret 2>/dev/null; readlink out"
    #expect(try await scene.shell(script) == "a\n\(outside.path)\n")
  }
}
