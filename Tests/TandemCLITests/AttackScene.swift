import FoundationEssentials
import TandemCore
import TandemTestKit

/// A repository whose own tests attack the machine (`fixtures/attacks`), and all they aim at: secrets,
/// sockets, a process, places to write to.
struct AttackScene {
  let repository: TemporaryRepository
  var binary: TandemBinary
  /// What every secret of the scene holds, and nothing else does.
  let mark: String
  /// Where the attacks write to.
  let writes: [String]
  /// Holds the sockets.
  private let host: ChildProcess

  static let shop = "def total(a, b):\n    return a - b\n"

  init(port: String) async throws {
    repository = try TemporaryRepository()
    binary = try TandemBinary()
    let words = ["canary-", String(UInt64.random(in: .max / 2 ... .max), radix: 36)]
    mark = words.joined()
    binary.environment["ANTHROPIC_API_KEY"] = "sk-ant-\(mark)"
    binary.environment["DEPLOY_TOKEN"] = "token-\(mark)"
    try binary.home.write(".netrc", "machine example.org password \(mark)\n")
    try binary.home.write(".aws/credentials", "aws_secret_access_key = \(mark)\n")

    let directory = repository.directory
    let outside = directory.file("outside")
    writes = [
      outside + "/taken", binary.home.path + "/taken", repository.path + "/taken",
      repository.path + "/build/taken", repository.path + "/.git/hooks/taken",
    ]
    try directory.write("outside/.keep", "")
    try repository.write("build/.keep", "")
    host = try ChildProcess(
      ["/usr/bin/env", "python3", "-c", Self.listen, outside + "/socket", "\(mark)-socket"]
        + [repository.path + "/build/socket", outside + "/listening"],
      directory: directory.path, environment: binary.variables)

    let attacks = FixtureBug.top + "/fixtures/attacks/tests/test_attacks.py"
    try repository.write(
      "tests/test_attacks.py", Array(try Data(contentsOf: URL(filePath: attacks))))
    try repository.write("tests/__init__.py", "")
    try repository.write("tests/test_shop.py", Self.shopTest)
    try repository.write("shop.py", Self.shop)
    try repository.write(".gitignore", ".env*\nbuild/\n")
    let targets: JSONValue = [
      "mark": .array(words.map { .string($0) }), "home": .string(binary.home.path),
      "repository": .string(repository.path), "port": .integer(Int64(port) ?? 0),
      "socket": .string(outside + "/socket"),
      // Told in parts as well: it holds the mark.
      "abstract": .array((words + ["-socket"]).map { .string($0) }),
      "process": .integer(Int64(host.id)), "writes": .array(writes.map { .string($0) }),
    ]
    try repository.write(
      "targets.json", String(decoding: JSONEncoder().encode(targets), as: UTF8.self))
    try repository.commit("The state in which the bug was reported")

    try repository.git(
      "remote", "add", "origin", "https://me:\(mark)@example.org/shop.git")
    for path in [".env", ".env.local", "build/id_rsa", "build/.npmrc"] {
      try repository.write(path, "SECRET=\(mark)\n")
    }
    try repository.write(".git/tandem/runs/earlier/run.json", "{}\n")
    let deadline = ContinuousClock.now + .seconds(60)
    while !FileManager.default.fileExists(atPath: outside + "/listening") {
      guard try !host.hasEnded(deadline: deadline) else {
        throw ProcessProblem(description: host.result.errorOutput)
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  var report: String {
    get throws {
      try repository.directory.write(
        "report.md", "# The total is wrong\n\n`shop.total(2, 3)` gives -1 and must give 5.\n")
    }
  }

  /// The attacks that work where the tests are simply run.
  func attacksWithoutWalls() async throws -> Set<String> {
    let result = try await runProcess(
      ["/usr/bin/env", "python3", "-m", "unittest", "tests.test_attacks"],
      directory: repository.path, environment: binary.variables)
    let failed = result.errorOutput.split(separator: "\n").filter { $0.hasPrefix("FAIL: ") }
    return Set(failed.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
  }

  private static let shopTest = """
    import unittest

    import shop


    class Shop(unittest.TestCase):
        def test_total(self):
            self.assertEqual(shop.total(2, 3), 5)

    """

  /// Listens on a path, on an abstract name and on another path; then makes a file.
  private static let listen = """
    import socket, sys, time
    held = []
    for address in (sys.argv[1], "\\0" + sys.argv[2], sys.argv[3]):
        held.append(socket.socket(socket.AF_UNIX))
        held[-1].bind(address)
        held[-1].listen(8)
    open(sys.argv[4], "w").close()
    time.sleep(600)
    """
}
