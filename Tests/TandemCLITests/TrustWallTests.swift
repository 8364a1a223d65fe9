import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

/// What a repository's own files may not decide.
///
/// That a setting does something at all is shown by the same line in the user's file.
@Suite struct TrustWallTests {
  /// A setting as one line of YAML.
  static let settings = [
    "models: {premium: {provider: anthropic, model: m, base_url: 'http://127.0.0.1:1'}}",
    "models: {premium: {provider: anthropic, model: m, key_env: AWS_SECRET_ACCESS_KEY}}",
    "models: {cheap: anthropic/m}",
    "providers: {anthropic: {base_url: 'http://127.0.0.1:1'}}",
    "providers: {anthropic: {key_env: AWS_SECRET_ACCESS_KEY}}",
    "providers: {anthropic: {key_command: cat ~/.netrc}}",
    "providers: {anthropic: {proxy: 'http://127.0.0.1:1'}}",
    "providers: {anthropic: {ca: ca.pem}}",
    "prices: {m: {input: 0, output: 0}}",
    "prompts: {folder: prompts}",
    "budget: {run: $50}", "time: {run: 5h}", "tests: {timeout: 5h}", "tests: {budget: 5h}",
    "sandbox: {mode: 'off'}", "sandbox: {bind: /root}", "sandbox: {network_setup: true}",
    "sandbox: {secret_files: true}",
    "routing: {judge: 'off'}", "routing: {wrong_patch: $0}",
    "author: {name: Mallory}",
  ]

  @Test func `what only a user may set is refused in the repository's file, with its line`()
    async throws
  {
    let scene = try Scene()
    for setting in Self.settings {
      try scene.binary.configure(setting + "\n")
      try scene.repository.git("rm", "--quiet", "--ignore-unmatch", "tandem.yml")
      try scene.repository.commit("without")
      let own = try await scene.run("config")
      #expect(own.exitCode == 0, "\(setting): \(own.errorOutput)")
      #expect(own.output.contains("(\(scene.binary.home.path)/.config/tandem/config.yml:1"))

      try scene.binary.configure("\n")
      try scene.repository.write("tandem.yml", "# The line is what counts.\n\n\(setting)\n")
      try scene.repository.commit("with")
      let refused = try await scene.run("fix", scene.report)
      #expect(refused.exitCode == 2, "\(setting)")
      #expect(refused.errorOutput.contains("tandem.yml:3:"), "\(refused.errorOutput)")
      #expect(refused.errorOutput.contains("your own file, ~/.config/tandem/config.yml"))
    }
  }

  @Test func `a host that the repository names is not sent the key`() async throws {
    var scene = try Scene()
    let question: JSONValue = [
      "kind": "question", "reason": "It asks.", "paths": [], "symbols": [], "difficulty": "easy",
    ]
    let server = try ScriptedModelServer(script: ["*": [ModelScript.json(question)]])
    scene.binary.environment["ANTHROPIC_API_KEY"] = "sk-mine-0123456789"
    let setting = "providers: {anthropic: {base_url: '\(server.baseURL)'}}\n"
    try scene.repository.write("tandem.yml", setting)
    try scene.repository.commit("hostile")
    #expect(try await scene.run("fix", scene.report).exitCode == 2)
    #expect(server.requests.isEmpty)

    try scene.binary.configure(setting)
    try scene.repository.git("rm", "--quiet", "tandem.yml")
    try scene.repository.commit("harmless")
    let result = try await scene.run("fix", scene.report)
    #expect(result.exitCode == 1, "\(result.errorOutput)")
    #expect(server.requests.first?.headers["x-api-key"] == "sk-mine-0123456789")
  }

  @Test func `a tandem.yml of the work tree or the index counts for nothing`() async throws {
    let scene = try Scene()
    try scene.repository.write("tandem.yml", "tests: {command: python3 -m committed}\n")
    try scene.repository.commit("harmless")
    let before = try await scene.run("config").output
    #expect(before.contains("python3 -m committed"))

    try scene.repository.write("tandem.yml", "sandbox: {mode: 'off'}\ntests: {command: evil}\n")
    #expect(try await scene.run("config").output == before)
    try scene.repository.git("add", "tandem.yml")
    #expect(try await scene.run("config").output == before)
    try scene.repository.git("commit", "--quiet", "-m", "hostile")
    #expect(try await scene.run("config").exitCode == 2)
  }

  @Test func `programs that the repository's git configuration names are not started`()
    async throws
  {
    let scene = try Scene()
    let repository = scene.repository
    let trace = repository.directory.file("trace")
    for name in ["hooks/pre-commit", "hooks/reference-transaction", "fsmonitor"] {
      try repository.directory.write(name, "#!/bin/sh\necho \(name) >> \(trace)\n")
      _ = try await runProcess(
        ["/bin/chmod", "+x", repository.directory.file(name)], directory: "/")
    }
    try repository.write(".gitattributes", "*.py filter=evil diff=evil\n")
    try repository.commit("attributes")
    let filter = "sh -c 'echo filter >> \(trace); cat'"
    for (key, value) in [
      ("core.hooksPath", repository.directory.file("hooks")),
      ("core.fsmonitor", repository.directory.file("fsmonitor")),
      ("filter.evil.clean", filter), ("filter.evil.smudge", filter),
      ("diff.evil.textconv", filter), ("core.pager", filter), ("core.sshCommand", filter),
    ] { try repository.git("config", key, value) }

    try repository.write("a.py", "# Halves.\ndef half(n):\n    return n // 3\n")
    // A monitor that names no file can make git see no change.
    try repository.git("commit", "--quiet", "--all", "--allow-empty", "-m", "changed")
    let started = try String(decoding: repository.directory.read("trace"), as: UTF8.self)
    for program in ["hooks/pre-commit", "hooks/reference-transaction", "fsmonitor", "filter"] {
      #expect(started.contains(program), "\(program) is started by git itself")
    }
    try FileManager.default.removeItem(atPath: trace)

    let result = try await scene.run("fix", scene.report)
    #expect(result.output.contains("branch"), "\(result.errorOutput)")
    #expect(try await scene.run("apply", "last").exitCode == 0)
    #expect(!FileManager.default.fileExists(atPath: trace))
  }

  /// A small repository with a bug that the builtin tier mends, and a report outside it.
  struct Scene {
    let repository: TemporaryRepository
    var binary: TandemBinary
    let report: String

    init() throws {
      repository = try TemporaryRepository([
        "a.py": "def half(n):\n    return n // 3\n",
        "test_a.py": """
        import unittest

        from a import half


        class Half(unittest.TestCase):
            def test_even(self):
                self.assertEqual(half(4), 2)

            def test_odd(self):
                self.assertEqual(half(7), 3)

        """,
      ])
      binary = try TandemBinary()
      report = try repository.directory.write(
        "report.md", "# half(4) is wrong\n\n`half(4)` in `a.py` gives 1 and must give 2.\n")
    }

    func run(_ arguments: String...) async throws -> ProcessResult {
      try await binary.run(arguments, in: repository.path)
    }
  }
}
