import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

/// `tandem ci run`, fed the payloads of the forges' documentation.
@Suite struct BuildServerTests {
  /// A build server's machine: a clone, an event, a step summary.
  struct Machine {
    let repository: TemporaryRepository
    var binary: TandemBinary

    init(_ repository: TemporaryRepository) throws {
      self.repository = repository
      binary = try TandemBinary()
      for name in ["summary", "outputs"] { try binary.home.write(name, "") }
      binary.environment["GITHUB_STEP_SUMMARY"] = binary.home.file("summary")
      binary.environment["GITHUB_OUTPUT"] = binary.home.file("outputs")
    }

    var output: String { binary.home.file("out") }

    /// The payload `name` with another title and body.
    func event(_ name: String, _ title: String, _ body: String) throws -> String {
      let path = FixtureBug.top + "/fixtures/ci/payloads/\(name).json"
      var value = try JSONDecoder().decode(
        JSONValue.self, from: Data(contentsOf: URL(filePath: path)))
      guard case .object(var members) = value, case .object(var issue)? = members["issue"] else {
        return path
      }
      issue["title"] = .string(title)
      issue["body"] = .string(body)
      members["issue"] = .object(issue)
      value = .object(members)
      return try binary.home.write(
        "event.json", String(decoding: JSONEncoder().encode(value), as: UTF8.self))
    }

    func run(_ event: String, _ flags: [String] = []) async throws -> ProcessResult {
      try await binary.run(
        ["ci", "run", "--event", event, "--output", output, "--max-cost", "1"] + flags,
        in: repository.path)
    }

    func artefact(_ name: String) -> String? {
      try? String(contentsOfFile: output + "/" + name, encoding: .utf8)
    }
  }

  @Test func `a stranger's report costs nothing and still names the likely files`() async throws {
    let bug = try FixtureBug("demo")
    let server = try ModelScript(bug).server()
    var machine = try Machine(try bug.repository())
    try machine.binary.configure(ModelScript.configuration(server, wire: .anthropic))
    machine.binary.environment["ANTHROPIC_API_KEY"] = ScriptedRun.canary
    let report = try bug.report
    let event = try machine.event(
      "github-issues-opened", "Charged 50 cents for bringing a book back on time", report)
    let result = try await machine.run(event)
    #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
    #expect(result.errorOutput.contains("no money is spent: this event did not set the label"))
    #expect(server.requests.isEmpty)
    let summary = try #require(machine.artefact("summary.md"))
    #expect(summary.contains("## Where it looked\n\n1. `shelfmark/fines.py`"))
    #expect(
      try String(contentsOfFile: machine.binary.home.file("summary"), encoding: .utf8) == summary)
    #expect(
      try String(contentsOfFile: machine.binary.home.file("outputs"), encoding: .utf8)
        .contains("outcome=accepted\nexit-code=0\nbranch=tandem/"))
    #expect(machine.artefact("patch.diff")?.contains("shelfmark/fines.py") == true)
    let results = try await runProcess(
      ["/usr/bin/env", "python3", "-c", Self.readResults, machine.output + "/junit.xml"],
      directory: "/", environment: machine.binary.variables)
    #expect(results.output == "12 tests, 0 red\n", "\(results.errorOutput)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: machine.output + "/state/trees") == [])
  }

  private static let readResults = """
    import sys, xml.etree.ElementTree as tree
    root = tree.parse(sys.argv[1]).getroot()
    cases = list(root.iter("testcase"))
    assert all(case.get("classname") and case.get("name") for case in cases)
    assert int(root.get("tests")) == len(cases)
    assert sum(int(suite.get("tests")) for suite in root) == len(cases)
    print(len(cases), "tests,", sum(len(case) for case in cases), "red")
    """

  @Test func `a parked run is answered and finished from its artefact in a fresh clone`()
    async throws
  {
    let bug = try FixtureBug("risky-path")
    var script = ModelScript(bug)
    script.scopes()
    try script.drafts("fix")
    script.reviews()
    let server = try script.server(canaries: [ScriptedRun.canary])
    var machine = try Machine(try bug.repository())
    let configuration = ModelScript.configuration(server, wire: .anthropic)
    try machine.binary.configure(configuration)
    machine.binary.environment["ANTHROPIC_API_KEY"] = ScriptedRun.canary
    let event = try machine.event("github-issues-labeled", "Reset links never expire", bug.report)
    let first = try await machine.run(event)
    #expect(first.exitCode == 3, "\(first.errorOutput)")
    #expect(first.errorOutput.contains("money may be spent, at most $1: Codertocat set the label"))

    // The risk is accepted and the change drafted on a second machine, and accepted on a third.
    for expected in [3 as Int32, 0] {
      let clone = try await Self.clone(machine, configuration)
      let approve = try await clone.binary.run(
        ["approve", "last", "--by", "Grace", "--state", clone.output + "/state"],
        in: clone.repository.path)
      #expect(approve.exitCode == 0, "\(approve.errorOutput)")
      machine = clone
      if expected == 3 {
        let resumed = try await clone.binary.run(
          ["resume", "last", "--state", clone.output + "/state"], in: clone.repository.path)
        #expect(resumed.exitCode == 3, "\(resumed.errorOutput)")
      }
      let branches = try clone.repository.git("branch", "--list", "tandem/*")
      #expect(!branches.isEmpty)
    }
    let shown = try await machine.binary.run(
      ["show", "last", "--json", "--state", machine.output + "/state"],
      in: machine.repository.path)
    let record = try JSONDecoder().decode(RunRecord.self, from: Data(shown.output.utf8))
    guard case .accepted = record.outcome else {
      Issue.record("\(shown.output.prefix(600))\(shown.errorOutput)")
      return
    }
    let branch = try #require(record.result?.branch)
    let tip = try machine.repository.git("rev-parse", branch)
    #expect(tip.split(separator: "\n").map(String.init) == [record.result?.commit])
    #expect(server.violations == [])
  }

  /// Another machine: a fresh clone, and the first one's artefact.
  private static func clone(_ machine: Machine, _ configuration: String) async throws -> Machine {
    let repository = try TemporaryRepository()
    try repository.git("fetch", "--quiet", machine.repository.path, "main")
    try repository.git("reset", "--quiet", "--hard", "FETCH_HEAD")
    var clone = try Machine(repository)
    try clone.binary.configure(configuration)
    clone.binary.environment["ANTHROPIC_API_KEY"] = ScriptedRun.canary
    try FileManager.default.copyItem(atPath: machine.output, toPath: clone.output)
    return clone
  }

  @Test func `what a hostile test says is no command, steers nothing and formats nothing`()
    async throws
  {
    let repository = try TemporaryRepository([
      "shop.py": "def total(a, b):\n    return a * b - 7\n",
      "test_shop.py": """
      import sys
      from shop import total
      def test_total():
          sys.stdout.write("::set-env name=PATH::/evil\\n##[add-mask]x\\n")
          sys.stdout.flush()
          assert total(2, 3) == 5, "::error::x\\n::set-output name=a::b\\n\\x1b[31m<img src=x> @everyone"
      """,
    ])
    let machine = try Machine(repository)
    let event = try machine.event(
      "github-issues-opened", "::warning::total is wrong",
      "::set-output name=x::y\n\n`shop.total(2, 3)` is wrong, `test_shop.py::test_total` fails.\n<img src=x> @everyone"
    )
    let result = try await machine.run(event, ["--max-time", "60s"])
    #expect([0, 1, 3, 4].contains(result.exitCode), "\(result.errorOutput)")
    for line in (result.output + "\n" + result.errorOutput).split(whereSeparator: \.isNewline) {
      #expect(!line.drop(while: \.isWhitespace).hasPrefix("::"), "\(line)")
      #expect(!line.contains("##["), "\(line)")
      #expect(!line.contains("\u{1B}"), "\(line)")
    }
    let summary = try #require(machine.artefact("summary.md"))
    let fenced = summary.split(separator: "```", omittingEmptySubsequences: false)
    for (index, text) in fenced.enumerated() where index % 2 == 0 {
      let prose = text.replacing(/`[^`]*`/, with: "")
      #expect(!prose.contains("<img") && !prose.contains(" @everyone"), "\(prose)")
    }
  }

  @Test func `without a cap, a folder or an event nothing is begun`() async throws {
    let machine = try Machine(try FixtureBug("demo").repository())
    let cases = [
      (["ci"], "what is to be done?"), (["ci", "run"], "--max-cost is missing"),
      (["ci", "run", "--max-cost", "1"], "--output is missing"),
      (["ci", "run", "--max-cost", "1", "--output", machine.output], "--event is missing"),
    ]
    for (arguments, complaint) in cases {
      let result = try await machine.binary.run(arguments, in: machine.repository.path)
      #expect(result.exitCode == 2)
      #expect(result.errorOutput.contains(complaint), "\(result.errorOutput)")
    }
    #expect(machine.artefact("summary.md")?.contains("--event is missing") == true)
  }

  @Test func `a run that did no work is not green`() async throws {
    let machine = try Machine(try FixtureBug("demo").repository())
    let question = try machine.event(
      "github-issues-opened", "How do I renew a book?", "How do I renew a book? Thank you!")
    let result = try await machine.run(question)
    #expect(result.exitCode == 1, "\(result.errorOutput)")
    #expect(machine.artefact("summary.md")?.contains("Not a bug to fix") == true)
    let broken = try machine.binary.home.write("broken.json", "{\"zen\": \"Keep it simple\"}")
    let refused = try await machine.run(broken, ["--soft"])
    #expect(refused.exitCode == 2, "\(refused.errorOutput)")
    #expect(machine.artefact("summary.md")?.contains("Tandem could not run") == true)
  }
}
