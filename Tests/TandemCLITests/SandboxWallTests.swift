import FoundationEssentials
@preconcurrency import Glibc
import TandemCore
import TandemTestKit
import Testing

/// What the repository's own tests can do to the machine, and which secrets get where.
///
/// The attacks are tests of `fixtures/attacks`, each red where it works: run plainly they all work.
@Suite struct SandboxWallTests {
  static let attacks: Set<String> = [
    "test_variables_of_any_process", "test_files_with_secrets", "test_git_folder",
    "test_state_of_other_runs", "test_tcp_socket", "test_unix_socket", "test_abstract_socket",
    "test_socket_in_ignored_folder", "test_process_outside", "test_capabilities",
    "test_namespace_of_its_own", "test_remount",
  ]
  /// Those that an ordinary user cannot make without a wall either.
  static let attacksOfRoot: Set<String> = ["test_capabilities", "test_remount"]

  @Test func `no attack of a test works, and no secret gets anywhere`() async throws {
    let shown = "tests.test_shop.Shop.test_total"
    let server = try ObedientModel(
      contract: ObedientModel.contract(["shop.py"], tests: ["tests/test_shop.py"], green: [shown]),
      turns: [
        ObedientModel.edits(
          ["shop.py": "def total(a, b):\n    return a + b\n"], over: ["shop.py": AttackScene.shop]),
        [("run_tests", [:])],
      ]
    ).server()
    let port = server.baseURL.split(separator: ":").last.map(String.init) ?? ""
    let scene = try await AttackScene(port: port)
    let (repository, binary) = (scene.repository, scene.binary)
    try binary.configure(ModelScript.configuration(server, wire: .anthropic))
    let before = try repository.fingerprint()
    let result = try await binary.run(["fix", scene.report], in: repository.path)
    #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
    #expect(try repository.fingerprint().changes(since: before) == [])
    for path in scene.writes { #expect(!FileManager.default.fileExists(atPath: path), "\(path)") }

    let json = try await binary.run(["show", "last", "--json"], in: repository.path)
    let record = try JSONDecoder().decode(RunRecord.self, from: Data(json.output.utf8))
    #expect(record.sandbox != .none)
    let baseline = record.baseline?.run?.results ?? []
    #expect(baseline.filter { $0.status != .passed }.map(\.id) == [TestID(shown)])
    #expect(baseline.count == Self.attacks.count + 2)
    #expect(record.attempts.last?.verification?.run?.red == [])

    let leaks = Leaks(of: scene.mark)
    let sent = try await binary.run(["show", "last", "--sent"], in: repository.path)
    #expect(sent.output.contains("shop.total(2, 3)"))
    for text in [result, json, sent].flatMap({ [$0.output, $0.errorOutput] })
      + server.requests.map(\.text) + [try repository.git("log", "--all", "-p")]
    { #expect(leaks.found(in: text) == []) }
    #expect(try leaks.files(below: repository.path + "/.git") == ["config"])
    #expect(server.requests.allSatisfy { $0.headers["x-api-key"] == "sk-ant-" + scene.mark })
    #expect(server.violations == [])

    // Without the walls all of it works, and the search finds what there is to find.
    let expected = geteuid() == 0 ? Self.attacks : Self.attacks.subtracting(Self.attacksOfRoot)
    #expect(try await scene.attacksWithoutWalls() == expected)
    for path in scene.writes { #expect(FileManager.default.fileExists(atPath: path), "\(path)") }
    let encoded = Data("x:\(scene.mark)".utf8).base64EncodedString()
    try binary.home.write("encoded", encoded)
    #expect(
      try leaks.files(below: binary.home.path) == [".netrc", ".aws/credentials", "encoded"])
  }

  @Test func `a key that the report quotes or a server echoes is written nowhere`() async throws {
    let key = "sk-ant-quoted0123456789"
    let hex = key.utf8.map { String($0, radix: 16) }.joined()
    let base64 = Data(key.utf8).base64EncodedString()
    var contract = ObedientModel.contract(["a.py"], tests: ["test_a.py"], green: [])
    contract = .object((contract.object ?? [:]).merging(["cause": .string("Key \(key)")]) { $1 })
    let old = "def half(n):\n    return n // 3\n"
    let server = try ObedientModel(
      contract: contract,
      turns: [
        ObedientModel.edits(
          ["a.py": "# \(key) \(hex) \(base64)\ndef half(n):\n    return n // 2\n"],
          over: ["a.py": old])
      ]
    ).server(canaries: [key])
    var scene = try TrustWallTests.Scene()
    try scene.binary.configure(ModelScript.configuration(server, wire: .anthropic))
    scene.binary.environment["ANTHROPIC_API_KEY"] = key
    let report = try scene.repository.directory.write(
      "report.md", "# half(4) is wrong with \(key)\n\n`half(4)` in `a.py` gives 1, not 2.\n\(key)\n"
    )
    let result = try await scene.run("fix", report)
    let branch = try scene.repository.git(
      "branch", "--list", "tandem/*", "--format=%(refname:short)")
    #expect(branch != "", "\(result.output)\(result.errorOutput)")

    // What was said came through, without the key.
    let made = try scene.repository.git("log", "-1", "-p", branch)
    #expect(made.contains("[redacted]"))
    #expect(server.requests.contains { $0.text.contains("is wrong with [redacted]") })
    #expect(server.violations == [])
    let leaks = Leaks(of: key)
    for text in [result.output, result.errorOutput, made] + server.requests.map(\.text) {
      #expect(leaks.found(in: text) == [])
    }
    #expect(try leaks.files(below: scene.repository.path + "/.git") == [])
    #expect(leaks.found(in: "\(key) \(hex) \(base64)").count == 3)
  }
}
