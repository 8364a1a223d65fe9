import FoundationEssentials
import TandemCore
import TandemGit
import TandemSandbox
import TandemTestKit
import TandemWorkspace
import Testing

@Suite("The user's ignored files are read from the user's and written to the run's")
struct IgnoredFileTests {
  /// A repository with a build folder, a local file and secrets that are ignored.
  private func repository() throws -> TemporaryRepository {
    let repository = try TemporaryRepository([
      ".gitignore": "build/\nlocal.cfg\n*.pem\n.env*\n__pycache__/\n.netrc\n", "a": "a\n",
    ])
    try repository.write("build/lib/x.o", "object\n")
    try repository.write("build/lib/cacert.pem", "-----BEGIN CERTIFICATE-----\n")
    try repository.write("build/lib/id_map.py", "map\n")
    try repository.write("local.cfg", "local\n")
    for secret in [
      ".env", ".env.local", "server.pem", "build/.netrc", "build/lib/id_rsa", "build/lib/.env",
      "build/key.pem", "build/lib/.git/config", "__pycache__/a.pyc", ".netrc",
    ] {
      try repository.write(secret, "canary\n")
    }
    return repository
  }

  @Test(
    "tests see build folders and local files, but no secret and no cache",
    arguments: [SandboxLevel.full, .copy, .none])
  func seen(level: SandboxLevel) async throws {
    let scene = try await Scene(repository(), level: level)
    #expect(
      try await scene.shell("find . -type f | sort; grep -r canary . | head -1; cat local.cfg")
        == """
        ./.gitignore
        ./a
        ./build/lib/cacert.pem
        ./build/lib/id_map.py
        ./build/lib/x.o
        ./local.cfg
        local

        """)
    #expect(
      scene.workspace.notes
        == ["Tests do not see 9 ignored files or folders that may hold secrets."])
  }

  @Test("a secret that the user's configuration names is shown")
  func shown() async throws {
    let scene = try await Scene(repository()) { $0.shownSecrets = [".env"] }
    #expect(try await scene.shell("cat .env; ls -A build/lib | grep env") == "canary\n.env\n")
  }

  @Test(
    "what a command does to them is forgotten and harms nothing",
    arguments: [SandboxLevel.full, .copy, .none])
  func writes(level: SandboxLevel) async throws {
    let scene = try await Scene(repository(), level: level)
    let before = try scene.repository.fingerprint()
    let script = """
      ls build/lib; rm -r build/lib; mkdir build/lib; echo n > build/lib/n; echo m >> local.cfg
      mv build/lib build/moved; cat local.cfg build/moved/n
      """
    let expected = "cacert.pem\nid_map.py\nx.o\nlocal\nm\nn\n"
    #expect(try await scene.shell(script) == expected)
    #expect(try await scene.shell(script) == expected)
    #expect(try scene.repository.fingerprint().changes(since: before) == [])
  }

  @Test("an edit inside one wins over the user's file")
  func edits() async throws {
    let scene = try await Scene(repository())
    let change = FileChange(path: "build/lib/x.o", text: "edited\n")
    #expect(try await scene.shell("cat build/lib/x.o", changes: [change]) == "edited\n")
  }

  @Test("none is laid over a link or a file of the base tree")
  func links() async throws {
    let repository = try repository()
    // The base is another commit than the checkout: there, `build` is a link and leads outside.
    try repository.git("checkout", "-q", "-b", "hostile")
    let blob = try repository.git(["rev-parse", "HEAD:a"])
    try repository.git(
      "update-index", "--add", "--cacheinfo", "120000,\(blob),build", "--force-remove", "a")
    try repository.git("commit", "-q", "-m", "hostile")
    let scene = try await Scene(repository)
    #expect(try await scene.shell("readlink build; ls -A build 2>&1 | head -2") == "a\n\nbuild\n")
  }

  @Test("a virtual environment works, whose interpreter lies elsewhere")
  func virtualEnvironment() async throws {
    let repository = try TemporaryRepository([".gitignore": ".venv/\n", "a.py": "value = 7\n"])
    let made = try await runProcess(
      ["/usr/bin/env", "python3", "-m", "venv", "--without-pip", ".venv"],
      directory: repository.path,
      environment: ["PATH": Scene.host.path.joined(separator: ":"), "HOME": Scene.host.home])
    try #require(made.exitCode == 0, "\(made.errorOutput)")
    let scene = try await Scene(repository)
    let script = ".venv/bin/python -c 'import sys, a; print(a.value, sys.prefix)'"
    #expect(try await scene.shell(script) == "7 \(repository.path)/.venv\n")
  }
}
