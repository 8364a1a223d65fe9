import FoundationEssentials
@preconcurrency import Glibc
import Synchronization
import TandemCore
import TandemTestKit
import Testing

/// Runs that were killed, interrupted, planned or out of money, and taken up again.
@Suite struct ResumeTests {
  /// What the demo costs when nothing goes wrong: a triage and three draft turns of the cheap model,
  /// scope and review of the premium one.
  static let bill: Int64 = 4 * 15 + 2 * 600
  /// An answer that never comes.
  static let silence = ScriptedTurn.raw([.hang])

  /// Where a run is killed.
  enum Point: String, CaseIterable {
    case triaged, scoping, drafting, verifying, reviewing, committing
  }

  @Test(arguments: Point.allCases)
  func `a killed run asks nothing twice and ends as it would have`(_ point: Point) async throws {
    let bug = try FixtureBug("demo")
    let lives = Lives()
    var script = ModelScript(bug)
    // What comes after the moment waits, so that a late signal meets the run no later than there.
    script.scopes()
    // A turn that is held stands twice; where the call may not have been made, none is held.
    if point == .scoping { script.holds(.premium, while: lives.isFirst) }
    try script.drafts("fix")
    if point == .drafting { script.holds(.cheap, while: lives.isFirst) }
    script.reviews()
    if point == .triaged { script.holdsScopeAndReview(while: lives.isFirst) }
    if [.verifying, .reviewing].contains(point) { script.holds(.premium, while: lives.isFirst) }
    let run = try StoppedRun(script)
    try await run.stop(SIGKILL) { run in
      switch point {
      case .triaged: run.says(#""step":"triage","#, #""type":"step.finished""#)
      case .scoping: run.asked(ModelScript.premium) == 1
      case .drafting: run.asked(ModelScript.cheap) == 4
      case .verifying: run.says(#""step":"verify.1","#, #""type":"step.started""#)
      case .reviewing: run.asked(ModelScript.premium) == 2
      case .committing: run.says(#""step":"result","#, #""type":"step.started""#)
      }
    }
    lives.endFirst()
    let runs = try await run.tandem("runs")
    // The last step may have ended before the signal came: then there is nothing left to resume.
    let hasEnded = runs.output.contains("  accepted  ")
    #expect(hasEnded ? point == .committing : runs.output.contains("  stopped  "), "\(runs)")
    let resumed = try await run.tandem("resume", "last")
    #expect(resumed.exitCode == (hasEnded ? 1 : 0), "\(resumed)")

    let record = try await run.record()
    guard case .accepted = record.outcome else {
      Issue.record("\(String(describing: record.outcome))")
      return
    }
    let branches = try run.repository.git("branch", "--list", "tandem/*", "--format=%(refname)")
    #expect(branches == "refs/heads/tandem/\(record.id)")
    let fixed = try run.repository.git("show", "tandem/\(record.id):shelfmark/fines.py")
    #expect(try fixed + "\n" == bug.changes("fix").first?.text)

    // Nobody knows what became of a call that was on its way: it is booked at its bound, and sent
    // again word for word. Every other request left once.
    let sent = run.server.requests
    let isLost = sent.count == 7
    switch point {
    case .scoping, .drafting, .reviewing: #expect(isLost)
    case .triaged, .verifying: #expect(isLost || sent.count == 6)
    case .committing: #expect(sent.count == 6)
    }
    #expect(Set(sent.map(\.body)).count == 6)
    #expect(run.server.violations == [])
    let calls = try await run.calls()
    let lost = calls.filter { $0["state"] == "indeterminate" }.compactMap { $0["booked"]?.integer }
    #expect(lost.count == (isLost ? 1 : 0))
    #expect(lost.allSatisfy { $0 > 600 || point == .drafting })
    #expect(record.cost.models.value == Self.bill + lost.reduce(0, +))
    #expect(record.cost.upperBoundCalls == lost.count)
    #expect(
      resumed.output.contains("1 call booked at the upper bound") == isLost, "\(resumed.output)")
  }

  @Test func `an interrupt is said, recorded and resumed`() async throws {
    var script = ModelScript(try FixtureBug("demo"))
    script.add([Self.silence], by: .premium)
    script.scopes()
    try script.drafts("fix")
    script.reviews()
    let run = try StoppedRun(script)
    let stopped = try await run.stop(SIGINT) { $0.asked(ModelScript.premium) == 1 }
    #expect(stopped.exitCode == 130)
    #expect(stopped.errorOutput.hasSuffix("stopping; again to stop at once\n"))
    #expect(stopped.output.contains(#""exit_code":130"#))
    #expect(try await run.tandem("runs").output.contains("  interrupted  "))
    let resumed = try await run.tandem("resume", "last")
    #expect(resumed.exitCode == 0, "\(resumed)")
    #expect(run.server.requests.count == 7)
    let record = try await run.record()
    #expect(record.cost.models.value > Self.bill, "the cut call is booked")
    #expect(try await run.tandem("runs").output.contains("  accepted  \(record.cost.models)  "))
  }

  @Test func `a planned contract is edited and kept to`() async throws {
    var script = ModelScript(try FixtureBug("demo"))
    script.scopes()
    try script.drafts("fix")
    script.reviews()
    let run = try StoppedRun(script)
    let planned = try await run.tandem("plan", run.reportPath)
    #expect(planned.exitCode == 0, "\(planned)")
    #expect(planned.output.hasPrefix("planned: the contract is written; nothing was changed\n"))
    let before = try await run.record()
    #expect(run.server.requests.map(\.model) == [ModelScript.cheap, ModelScript.premium])
    let path = ".git/tandem/runs/\(before.id)/contract.json"
    #expect(planned.output.contains("  contract \(path)\n"))
    let edited = try run.repository.read(path).replacing(
      #""lineBudget" : 60"#, with: #""lineBudget" : 7"#)
    try run.repository.write(path, edited)

    try run.repository.directory.write("broken.json", "{\"cause\": \"x\"}")
    let refused = try await run.tandem("resume", "last", "--contract", "../broken.json")
    #expect(refused.exitCode == 2)
    #expect(refused.errorOutput.hasPrefix("tandem: ../broken.json is no contract: it has no `"))

    let resumed = try await run.tandem("resume", "last", "--contract", path)
    #expect(resumed.exitCode == 0, "\(resumed)")
    let record = try await run.record()
    #expect(record.contracts.map(\.lineBudget) == [60, 7])
    #expect(run.server.requests.count == 6)
    #expect(run.server.requests[2].text.contains("7"), "the draft is told")
    let again = try await run.tandem("resume", "last", "--contract", path)
    #expect(again.exitCode == 1)
    #expect(again.errorOutput.contains("has ended: accepted"))
  }

  @Test func `a budget that is used up is raised, and what was paid is not paid again`()
    async throws
  {
    var script = ModelScript(try FixtureBug("demo"))
    script.scopes()
    try script.drafts("fix")
    script.reviews()
    let run = try StoppedRun(script)
    // Room for the triage's worst case, not for the scope's.
    let result = try await run.tandem("fix", run.reportPath, "--max-cost", "0.02")
    #expect(result.exitCode == 4, "\(result)")
    #expect(result.output.hasPrefix("out of budget: "))
    #expect(result.output.contains("  next     tandem resume "))
    #expect(run.server.requests.map(\.model) == [ModelScript.cheap])
    let same = try await run.tandem("resume", "last")
    #expect(same.exitCode == 4, "\(same)")
    let resumed = try await run.tandem("resume", "last", "--max-cost", "2")
    #expect(resumed.exitCode == 0, "\(resumed)")
    #expect(run.server.requests.count == 6)
    #expect(try await run.record().cost.models.value == Self.bill)
  }

  @Test func `a retry starts again with the hint, the same base and the same flags`()
    async throws
  {
    var script = ModelScript(try FixtureBug("demo"))
    script.scopes()
    script.add([.tools([("give_up", ["reason": "it is not clear to me"])])], by: .cheap)
    let nor = ScriptedTurn.tools([("give_up", ["reason": "nor to me"])])
    script.add([nor, nor], by: .premium)
    script.add([ModelScript.triage("bug")], by: .cheap)
    let run = try StoppedRun(script)
    let command = "python3 -m unittest tests.test_fines"
    let result = try await run.tandem("fix", run.reportPath, "--test-cmd", command)
    #expect(result.exitCode == 1, "\(result)")
    let first = try await run.record()
    #expect(result.output.contains(#"  next     tandem retry \#(first.id) --hint "what you know""#))
    let nothingNew = try await run.tandem("retry", "last")
    #expect(nothingNew.exitCode == 2)
    #expect(nothingNew.errorOutput.hasPrefix("tandem: what is different this time?\n"))

    try run.repository.commit("somebody else's")
    let hint = "Compare with the due date itself."
    let retried = try await run.tandem("retry", "last", "--hint", hint)
    #expect(retried.exitCode == 5, "the script has no more turns: \(retried)")
    let second = try await run.record()
    #expect(second.request.retryOf == first.id)
    #expect(second.request.base == first.request.base)
    #expect(second.request.hint == hint)
    #expect(second.baseline?.run?.command == first.baseline?.run?.command)
  }

  @Test(arguments: [true, false])
  func `a resumed run tests as it began, whatever has become of HEAD`(
    _ isFlag: Bool
  ) async throws {
    var script = ModelScript(try FixtureBug("demo"))
    script.scopes()
    try script.drafts("fix")
    script.reviews()
    let run = try StoppedRun(script)
    let command = "python3 -m unittest tests.test_fines"
    if !isFlag {
      try run.repository.write("tandem.yml", "tests: {command: \(command)}\n")
      try run.repository.commit("settings")
    }
    let flags = isFlag ? ["--test-cmd", command] : []
    let planned = try await run.binary.run(
      ["plan", run.reportPath] + flags, in: run.repository.path)
    #expect(planned.exitCode == 0, "\(planned)")
    try run.repository.write("tandem.yml", "tests: {command: /bin/false}\n")
    try run.repository.commit("other settings")
    let resumed = try await run.tandem("resume", "last")
    #expect(resumed.exitCode == 0, "\(resumed)")
    let record = try await run.record()
    #expect(record.request.flags == (isFlag ? ["tests.command": command] : [:]))
    let verified = record.attempts.last?.verification?.run
    #expect(verified?.results.count == record.baseline?.run?.results.count)
    #expect(verified?.results.allSatisfy { $0.id.name.hasPrefix("tests.test_fines.") } == true)
  }

  @Test func `nobody takes up, cleans or discards a run that is running`() async throws {
    var script = ModelScript(try FixtureBug("demo"))
    script.add([Self.silence], by: .premium)
    let run = try StoppedRun(script)
    let child = try run.start()
    try await run.wait(child) { $0.asked(ModelScript.premium) == 1 }
    let runs = try await run.tandem("runs")
    #expect(runs.output.contains("  running  "))
    for refused in [["resume", "last"], ["discard", "last"]] {
      let result = try await run.binary.run(refused, in: run.repository.path)
      #expect(result.exitCode != 0)
      #expect(result.errorOutput.contains("interrupt it first"), "\(result)")
    }
    let cleaned = try await run.tandem("clean", "--older-than", "0s")
    #expect(cleaned == ProcessResult(exitCode: 0, output: "", errorOutput: "no run to delete\n"))
    child.signal(SIGKILL)
    try await run.wait(child) { _ in false }
    let after = try await run.tandem("clean", "--older-than", "0s")
    #expect(after.output.hasPrefix("deleted run "))
    #expect(try await run.tandem("runs").output == "")
  }
}

/// Whether the process that began a run still lives.
private final class Lives: Sendable {
  private let first = Mutex(true)
  var isFirst: @Sendable () -> Bool { { self.first.withLock { $0 } } }
  func endFirst() { first.withLock { $0 = false } }
}

/// A scripted run over a fixture that a test starts, stops and takes up again.
private final class StoppedRun {
  let repository: TemporaryRepository
  let server: ScriptedModelServer
  let reportPath: String
  let binary: TandemBinary
  private var child: ChildProcess?

  init(_ script: ModelScript) throws {
    repository = try script.bug.repository()
    server = try script.server()
    reportPath = script.bug.reportPath
    var binary = try TandemBinary()
    try binary.configure(ModelScript.configuration(server, wire: .anthropic))
    binary.environment["ANTHROPIC_API_KEY"] = "sk-test"
    self.binary = binary
  }

  /// Runs a command to its end.
  func tandem(_ arguments: String...) async throws -> ProcessResult {
    try await binary.run(arguments, in: repository.path)
  }

  /// Starts `tandem fix --json`.
  func start() throws -> ChildProcess {
    let child = try binary.start(["fix", reportPath, "--json"], in: repository.path)
    self.child = child
    return child
  }

  /// Starts a run, waits for a moment and sends a signal; returns how it ended.
  @discardableResult
  func stop(
    _ signal: Int32, when isTime: (StoppedRun) -> Bool
  ) async throws -> ProcessResult {
    let child = try start()
    try await wait(child, until: isTime)
    child.signal(signal)
    try await wait(child) { _ in false }
    return child.result
  }

  /// Waits until the moment has come or the child has ended.
  func wait(_ child: ChildProcess, until isTime: (StoppedRun) -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while !isTime(self), try !child.hasEnded(deadline: deadline) {
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  /// Whether a line of the events so far holds all of these.
  func says(_ words: String...) -> Bool {
    let lines = child?.result.output.split(separator: "\n") ?? []
    return lines.contains { line in words.allSatisfy { line.contains($0) } }
  }

  /// How often a model was asked.
  func asked(_ model: String) -> Int { server.requests.count { $0.model == model } }

  /// The newest run as `tandem show --json` has it.
  func record() async throws -> RunRecord {
    let shown = try await tandem("show", "last", "--json")
    return try JSONDecoder().decode(RunRecord.self, from: Data(shown.output.utf8))
  }

  /// Its calls as `tandem show --sent --json` has them.
  func calls() async throws -> [JSONValue] {
    try await tandem("show", "last", "--sent", "--json").output.split(separator: "\n").map {
      try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
    }
  }
}
