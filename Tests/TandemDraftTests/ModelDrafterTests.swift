import TandemCore
import Testing

@testable import TandemDraft

@Suite struct ModelDrafterTests {
  private static let edit = (
    "edit", ["path": "src/a.py", "old": "x + 1", "new": "x"] as JSONValue
  )
  private static let fixed = [FileChange(path: "src/a.py", text: "def f(x):\n    return x\n")]

  private func draft(
    _ desk: ScriptedDesk, turns: Int = 6, goal: ModelDrafter.Goal = .fix,
    frozen: [FileChange] = []
  ) async throws -> Draft {
    try await ModelDrafter(
      tier: .cheap, model: "m", goal: goal, limits: DraftLimits(turns: turns), frozen: frozen,
      evidence: "", desk: desk.desk
    ).draft(ScriptedDesk.assignment)
  }

  @Test func `an edit, a test run and a finish make a draft`() async throws {
    let desk = ScriptedDesk([
      ScriptedDesk.calls(("read", ["path": "src/a.py"]), Self.edit),
      ScriptedDesk.calls(("run_tests", [:])),
      ScriptedDesk.calls(("finish", ["summary": "f returns x"])),
    ])
    let draft = try await draft(desk)
    #expect(
      draft
        == Draft(changes: Self.fixed, ending: .finished, tier: .cheap, note: "f returns x"))
    #expect(desk.testRuns == [Self.fixed])
    #expect(
      desk.requests[1].messages.last?.parts == [
        .toolResult(
          id: "c0", text: "1\tdef f(x):\n2\t    return x + 1\n(lines 1-2 of 2 of src/a.py)",
          isError: false),
        .toolResult(id: "c1", text: "edited src/a.py from line 2 on", isError: false),
      ])
  }

  @Test func `a file outside the contract is refused and nothing is written`() async throws {
    let desk = ScriptedDesk([
      ScriptedDesk.calls(("create", ["path": "../x", "text": "y"])),
      ScriptedDesk.calls(("edit", ["path": "setup.py", "old": "a", "new": "b"])),
      ScriptedDesk.calls(("ask_scope", ["paths": ["setup.py"], "reason": "it is there"])),
    ])
    let draft = try await draft(desk)
    #expect(
      draft
        == Draft(
          changes: [], ending: .needsScope(paths: ["setup.py"], reason: "it is there"),
          tier: .cheap))
    let refusals = desk.requests[2].messages.flatMap(\.parts).compactMap { part in
      if case .toolResult(_, let text, true) = part { text } else { nil }
    }
    #expect(refusals.count == 2)
    #expect(refusals.allSatisfy { $0.contains("is outside the contract") })
  }

  @Test func `a draft that writes a test cannot touch the code`() async throws {
    let desk = ScriptedDesk([
      ScriptedDesk.calls(Self.edit), ScriptedDesk.calls(("give_up", ["reason": "no way"])),
    ])
    let draft = try await draft(desk, goal: .reproduce)
    #expect(draft == Draft(changes: [], ending: .gaveUp(reason: "no way"), tier: .cheap))
  }

  @Test func `a frozen file cannot be changed and is in every test run`() async throws {
    let frozen = FileChange(path: "tests/test_a.py", text: "import a\n\ndef test_f(): ...\n")
    let desk = ScriptedDesk([
      ScriptedDesk.calls(
        ("edit", ["path": "tests/test_a.py", "old": "...", "new": "pass"]), ("run_tests", [:])),
      ScriptedDesk.calls(("give_up", ["reason": "frozen"])),
    ])
    _ = try await draft(desk, frozen: [frozen])
    #expect(desk.testRuns == [[frozen]])
  }

  @Test func `a model that repeats itself is stopped`() async throws {
    let desk = ScriptedDesk([ScriptedDesk.calls(("search", ["text": "nothing"]))])
    let draft = try await draft(desk, turns: 20)
    #expect(draft.ending == .gaveUp(reason: "the model repeated search without effect"))
    #expect(desk.requests.count == 3)
  }

  @Test func `turns are bounded`() async throws {
    let desk = ScriptedDesk(
      (1...9).map { ScriptedDesk.calls(("search", ["text": .string("x\($0)")])) })
    let draft = try await draft(desk, turns: 4)
    #expect(draft.ending == .gaveUp(reason: "used all 4 turns"))
    #expect(desk.requests.count == 4)
  }

  @Test func `a reply that was cut is not used`() async throws {
    let cut = ScriptedDesk.says(
      "src/a.py\n<<<<<<< SEARCH\nx + 1\n=======\nx\n>>>>>>> REPLACE", stop: .truncated)
    let desk = ScriptedDesk([cut, ScriptedDesk.calls(("give_up", ["reason": "cut"]))])
    #expect(try await draft(desk).changes == [])
  }

  @Test func `edits written as text are taken`() async throws {
    let desk = ScriptedDesk([
      ScriptedDesk.says(
        "src/a.py\n<<<<<<< SEARCH\n    return x + 1\n=======\n    return x\n>>>>>>> REPLACE\n"),
      ScriptedDesk.calls(("finish", ["summary": ""])),
    ])
    #expect(try await draft(desk).changes == Self.fixed)
  }
}

@Suite struct OneReplyDrafterTests {
  private func draft(_ replies: ModelReply...) async throws -> Draft {
    try await OneReplyDrafter(
      tier: .cheap, model: "m", limits: DraftLimits(), evidence: "",
      desk: ScriptedDesk(replies).desk
    ).draft(ScriptedDesk.assignment)
  }

  @Test func `blocks that fit are the draft`() async throws {
    let draft = try await draft(
      ScriptedDesk.says(
        "src/a.py\n<<<<<<< SEARCH\n    return x + 1\n=======\n    return x\n>>>>>>> REPLACE\n"))
    #expect(
      draft
        == Draft(
          changes: [FileChange(path: "src/a.py", text: "def f(x):\n    return x\n")],
          ending: .finished, tier: .cheap))
  }

  @Test func `blocks that do not fit are asked for once more`() async throws {
    let draft = try await draft(
      ScriptedDesk.says("src/a.py\n<<<<<<< SEARCH\nnot there\n=======\nx\n>>>>>>> REPLACE\n"))
    guard case .gaveUp = draft.ending else {
      Issue.record("\(draft.ending)")
      return
    }
    #expect(draft.changes == [])
  }

  @Test(arguments: [
    ("GIVE UP: no idea", Draft.Ending.gaveUp(reason: "no idea")),
    ("NEEDS b.py: it is there", .needsScope(paths: ["b.py"], reason: "it is there")),
  ]) func `an ending in words is an ending`(_ text: String, _ ending: Draft.Ending) async throws {
    #expect(try await draft(ScriptedDesk.says(text)).ending == ending)
  }
}
