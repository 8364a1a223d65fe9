import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

/// The verbs around a run: what they print, as text and as JSON, and what they refuse.
@Suite struct CommandTests {
  static let verbs = [
    "fix", "plan", "review", "resume", "retry", "approve", "reject", "runs", "show", "apply",
    "discard", "locate", "index", "ci", "outcome", "ledger", "stats", "backtest", "simulate",
    "prices", "doctor", "config", "clean",
  ]
  static let question = "How do I renew a loan?\n\nIs there a command for it?\n"

  let bug: FixtureBug
  let repository: TemporaryRepository
  let binary: TandemBinary

  init() throws {
    bug = try FixtureBug("demo")
    repository = try bug.repository()
    binary = try TandemBinary()
  }

  func tandem(_ arguments: String..., input: String = "") async throws -> ProcessResult {
    try await binary.run(arguments, in: repository.path, input: input)
  }

  /// A run that needs no tests and no model: it ends with an outcome, not a diff.
  func ask() async throws {
    let result = try await tandem("fix", "-", input: Self.question)
    #expect(result.exitCode == 1, "\(result)")
  }

  // MARK: help and mistakes

  @Test func `the overview names every command`() async throws {
    let help = try await tandem("--help")
    #expect(help.exitCode == 0)
    #expect(try await tandem() == help)
    #expect(try await tandem("help") == help)
    let named = help.output.split(separator: "\n").compactMap { line in
      line.hasPrefix("  ") && !line.hasPrefix("   ")
        ? line.split(separator: " ").first.map(String.init) : nil
    }
    #expect(named.filter { $0 != "tandem" && $0 != "gh" } == Self.verbs)
    #expect(help.output.utf8.split(separator: 10).allSatisfy { $0.count <= 100 })
  }

  @Test(arguments: verbs) func `a command's help says how it is used`(_ verb: String) async throws {
    let help = try await tandem(verb, "--help")
    #expect(help.exitCode == 0)
    #expect(help.errorOutput == "")
    #expect(help.output.hasPrefix("tandem \(verb) "))
    #expect(help.output.contains("\n  -h, --help "))
    #expect(try await tandem("help", verb) == help)
    #expect(try await tandem(verb, "-h") == help)
  }

  @Test func `the exit codes are documented`() async throws {
    let help = try await tandem("help", "exit-codes")
    let codes = help.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(codes == ["0", "1", "2", "3", "4", "5", "130"])
  }

  @Test func `a mistyped command or flag gets the nearest one`() async throws {
    let mistakes: [([String], String)] = [
      (["fxi", "a.md"], "there is no command `fxi`\n        did you mean `tandem fix`?\n"),
      (["frobnicate"], "there is no command `frobnicate`\n        see `tandem --help`\n"),
      (
        ["fix", "--max-cots", "1"],
        "`tandem fix` has no flag --max-cots\n        did you mean --max-cost?\n"
      ),
      (["runs", "-x"], "`tandem runs` has no flag -x\n        see `tandem runs --help`\n"),
      (["fix", "--hint"], "--hint needs a value: TEXT\n        see `tandem fix --help`\n"),
      (["runs", "--json=yes"], "--json takes no value\n        see `tandem runs --help`\n"),
      (
        ["fix", bug.reportPath, "--max-cost", "much"],
        "--max-cost: “much” is no amount of dollars"
      ),
      (["show", "a", "b"], "unexpected `b`\n        see `tandem show --help`\n"),
    ]
    for (words, message) in mistakes {
      let result = try await binary.run(words, in: repository.path)
      #expect(result.exitCode == 2)
      #expect(result.output == "")
      #expect(result.errorOutput.hasPrefix("tandem: " + message), "\(result.errorOutput)")
    }
  }

  // MARK: runs

  @Test func `runs are listed, shown, named by their beginning and deleted by age`() async throws {
    let none = try await tandem("runs")
    #expect(
      none
        == ProcessResult(
          exitCode: 0, output: "",
          errorOutput: "no runs yet; `tandem fix issue.md` makes the first\n"))
    try await ask()
    try await ask()
    let listed = try await tandem("runs")
    let lines = listed.output.split(separator: "\n").map { $0.split(separator: "  ") }
    #expect(
      lines.map { $0.dropFirst(2).map(String.init) }
        == Array(
          repeating: ["not a bug to fix", "$0.00", "How do I renew a loan?"], count: 2))
    let ids = lines.map { String($0[0]) }
    #expect(ids[0].prefix(15) >= ids[1].prefix(15), "the newest first")

    let json = try await tandem("runs", "--json")
    let objects = try json.output.split(separator: "\n").map {
      try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
    }
    #expect(objects.map { $0["id"]?.string } == ids)
    #expect(objects.allSatisfy { $0["schema"] == "tandem.runs/1" && $0["isRunning"] == false })

    let shown = try await tandem("show", ids[1])
    #expect(shown.exitCode == 0)
    #expect(shown.output.contains("How do I renew a loan?"))
    #expect(try await tandem("show", "last").output.contains(ids[0]))
    #expect(
      try await tandem("show", "20")
        == RefusalTests.refusal(2, "`20` fits 2 runs", "`tandem runs` lists them"))
    #expect(
      try await tandem("show", "x")
        == RefusalTests.refusal(2, "there is no run `x` here", "`tandem runs` lists them"))
    #expect(
      try await tandem("show")
        == RefusalTests.refusal(2, "which run?", "`tandem runs` lists them; `last` is the newest"))
    #expect(
      try await tandem("show", "last", "--sent").errorOutput
        == "nothing left this machine in run \(ids[0]): it used no model\n")

    #expect(try await tandem("clean").exitCode == 2)
    #expect(
      try await tandem("clean", "--older-than", "soon")
        == RefusalTests.refusal(2, "`soon` is no time", "write 90s, 30m, 12h or 14d"))
    #expect(try await tandem("clean", "--older-than", "1d").errorOutput == "no run to delete\n")
    let cleaned = try await tandem("clean", "--larger-than", "0KB")
    #expect(
      cleaned
        == ProcessResult(
          exitCode: 0,
          output: "deleted run \(ids[1])\ndeleted run \(ids[0])\n"
            + "deleted 1 unused base tree or layer\n",
          errorOutput: "their branches, if any, are kept\n"))
    #expect(try await tandem("runs").output == "")
  }

  @Test func `a run that waits for a person is never cleaned`() async throws {
    var script = ModelScript(try FixtureBug("risky-path"))
    script.scopes()
    let run = try await ScriptedRun(script)
    #expect(run.result.exitCode == 3, "\(run.result)")
    let cleaned = try await run.binary.run(
      ["clean", "--older-than", "0s", "--larger-than", "0KB"], in: run.repository.path)
    #expect(
      cleaned
        == ProcessResult(
          exitCode: 0, output: "deleted 1 unused base tree or layer\n",
          errorOutput: "no run to delete\n"))
    #expect(
      try await run.binary.run(["runs"], in: run.repository.path).output.contains(
        "  waiting for a person  "))
    let nobody = try await run.binary.run(["approve", "last"], in: run.repository.path)
    #expect(
      nobody
        == RefusalTests.refusal(
          2, "who decides? give --by NAME", "the name is recorded with the answer"))
    let rejected = try await run.binary.run(
      ["reject", "last", "--by", "Grace"], in: run.repository.path)
    #expect(rejected.exitCode == 0, "\(rejected)")
    #expect(rejected.output.hasPrefix("no accepted change: rejected by Grace: "))
  }

  // MARK: what a run says

  @Test(arguments: RecordedRequest.Wire.allCases)
  func `what is shown as sent is what the server received`(
    _ wire: RecordedRequest.Wire
  ) async throws {
    var script = ModelScript(bug)
    script.scopes()
    try script.drafts("fix")
    script.reviews()
    let run = try await ScriptedRun(script, wire: wire, flags: ["--json"])
    #expect(run.result.exitCode == 0, "\(run.result)")

    // Piped with --json: one event a line, nothing else.
    #expect(run.result.errorOutput == "")
    let events = try Self.lines(run.result.output)
    #expect(events.allSatisfy { $0["type"]?.string != nil })
    #expect(events.first?["type"] == "run.started")
    #expect(events.last?["type"] == "run.finished")
    #expect(events.last?["exit_code"] == 0)
    #expect(events.count { $0["type"] == "model.call" } == 6)

    let sent = try Self.lines(
      try await run.binary.run(
        ["show", "last", "--sent", "--json"], in: run.repository.path
      ).output)
    #expect(
      sent.map { $0["step"]?.string } == [
        "triage", "scope.1", "draft.1/turn.1", "draft.1/turn.2", "draft.1/turn.3", "review.1",
      ])
    #expect(sent.count == run.server.requests.count)
    for (shown, received) in zip(sent, run.server.requests) {
      #expect(shown["schema"] == "tandem.sent/1")
      #expect(shown["state"] == "settled")
      #expect(shown["model"]?.string == received.model)
      let request = try JSONDecoder().decode(
        ModelRequest.self, from: JSONEncoder().encode(shown["request"] ?? .null))
      #expect(request.texts == received.texts)
      #expect(request.tools.map(\.name) == received.toolNames)
    }
    let text = try await run.binary.run(["show", "last", "--sent"], in: run.repository.path)
    #expect(text.output.split(separator: "\n").count { $0.hasPrefix("== ") } == 6)
    #expect(text.output.contains("== scope.1 to test-premium, settled, $0.0006"))
  }

  @Test func `a run says little when piped and nothing when quiet`() async throws {
    let piped = try await tandem("fix", "-", input: Self.question)
    let lines = piped.errorOutput.split(separator: "\n")
    #expect(lines.map { $0.prefix(5) } == ["run 2", "note:"])
    #expect(lines[0].hasSuffix(", at most $2.00 and 30 min 00 s"))
    #expect(piped.output.hasPrefix("not a bug to fix: "))
    let quiet = try await tandem("fix", "-", "-q", input: Self.question)
    #expect(quiet.errorOutput == "")
    #expect(quiet.output.hasPrefix("not a bug to fix: "))
  }

  @Test func `a run's files are copied where they are wanted`() async throws {
    let folder = repository.directory.file("out")
    let result = try await tandem("fix", "-", "-o", folder, input: Self.question)
    #expect(result.exitCode == 1)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(files == ["report.md", "run.json"])
  }

  // MARK: the machine

  @Test func `config shows each value and who said it`() async throws {
    try repository.write("tandem.yml", "tests: {command: make check}\nbudget: {run: 0.5}\n")
    try repository.commit("settings")
    try binary.configure("author: {name: Ada, email: ada@example.org}\n")
    var binary = binary
    binary.environment["TANDEM_TIME_RUN"] = "10m"
    let text = try await binary.run(["config"], in: repository.path)
    #expect(text.exitCode == 0, "\(text)")
    let words = text.output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    let user = binary.home.path + "/.config/tandem/config.yml"
    #expect(words.contains("tests.command make check (tandem.yml:1)"), "\(text.output)")
    #expect(words.contains("budget.run $0.50 (tandem.yml:2)"))
    #expect(words.contains("time.run 10m (environment TANDEM_TIME_RUN)"))
    #expect(words.contains("author.name Ada (\(user):1)"))
    #expect(words.contains { $0.hasPrefix("tests.timeout ") && $0.hasSuffix(" (default)") })
    let json = try Self.lines(
      try await binary.run(["config", "--json"], in: repository.path).output)
    #expect(json.allSatisfy { $0["schema"] == "tandem.config/1" })
    #expect(json.count > words.count, "unset keys too")
    #expect(json.allSatisfy { $0["documentation"]?.string?.isEmpty == false })
  }

  @Test func `doctor has a line for each need`() async throws {
    let text = try await tandem("doctor")
    #expect(text.exitCode == 0, "\(text)")
    let needs = text.output.split(separator: "\n").filter { !$0.hasPrefix(" ") }
    #expect(
      needs.map { $0.split(separator: " ")[1] }
        == ["git", "state", "sandbox", "tests", "models", "prices"])
    #expect(text.output.contains("\n! models      none: the builtin repair works for $0\n"))
    let json = try Self.lines(try await tandem("doctor", "--json").output)
    #expect(json.map { $0["need"]?.string } == needs.map { String($0.split(separator: " ")[1]) })
    #expect(json[4]["state"] == "note")
    let folder = try TemporaryDirectory()
    let nowhere = try await binary.run(["doctor"], in: folder.path)
    #expect(nowhere.exitCode == 5)
    #expect(nowhere.output.hasPrefix("✗ repository  there is no git repository here or above: "))
    #expect(nowhere.output.contains("\n✓ sandbox ") || nowhere.output.contains("\n! sandbox "))
  }

  private static func lines(_ text: String) throws -> [JSONValue] {
    try text.split(separator: "\n").map {
      try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
    }
  }
}

extension ModelRequest {
  /// Every text of the request in order: system, then all messages.
  fileprivate var texts: [String] {
    [system]
      + messages.flatMap(\.parts).compactMap { part in
        switch part {
        case .text(let text), .toolResult(_, let text, _): text
        case .toolCall, .opaque: nil
        }
      }
  }
}

extension RecordedRequest {
  /// Every text of the body in order: system, then all messages.
  fileprivate var texts: [String] {
    let messages = body["messages"]?.array ?? []
    let all =
      body["system"].map { [$0] + messages.map { $0["content"] ?? .null } }
      ?? messages.map { $0["content"] ?? .null }
    return all.flatMap(Self.texts)
  }

  fileprivate var toolNames: [String] {
    (body["tools"]?.array ?? []).compactMap {
      $0["name"]?.string ?? $0["function"]?["name"]?.string
    }
  }

  private static func texts(of content: JSONValue) -> [String] {
    if let text = content.string { return text.isEmpty ? [] : [text] }
    return (content.array ?? []).flatMap { block in
      block["text"].map { texts(of: $0) } ?? block["content"].map { texts(of: $0) } ?? []
    }
  }
}
