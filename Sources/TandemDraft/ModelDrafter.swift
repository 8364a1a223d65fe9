package import TandemCore
package import TandemPrompts

/// A model's tool-calling loop inside a contract.
///
/// Bounded in turns, bytes and repetitions. It can read what is tracked, write what the contract
/// allows and run tests; it never leaves the contract, whatever the model says.
package struct ModelDrafter: Drafter {
  /// The tier whose model drafts.
  package let tier: Tier
  /// The model's name.
  package let model: String
  /// What the loop may do and how long.
  package let limits: DraftLimits
  /// What is written: the fix, or a test that shows the bug.
  package let goal: Goal
  /// Files that are part of the change already and may not be touched (a frozen reproduction).
  package let frozen: [FileChange]
  let desk: DraftDesk
  private let evidence: String
  private let overrides: @Sendable (Prompt) -> String?

  /// What a loop is for.
  package enum Goal: Sendable {
    /// Fix the bug.
    case fix
    /// Write a failing test, nothing else.
    case reproduce
  }

  /// Makes a drafter.
  ///
  /// - Parameters:
  ///   - evidence: the packed regions for the first message.
  ///   - overrides: texts of the user's own prompt folder.
  package init(
    tier: Tier, model: String, goal: Goal = .fix, limits: DraftLimits, frozen: [FileChange] = [],
    evidence: String, desk: DraftDesk,
    overrides: @escaping @Sendable (Prompt) -> String? = { _ in nil }
  ) {
    self.tier = tier
    self.model = model
    self.goal = goal
    self.limits = limits
    self.frozen = frozen
    self.evidence = evidence
    self.desk = desk
    self.overrides = overrides
  }

  /// Runs the loop to its end.
  package func draft(_ assignment: DraftAssignment) async throws -> Draft {
    let prompt = try firstPrompt(assignment)
    var edits = DraftEdits(
      contract: allowedContract(assignment.contract), frozen: frozen,
      starting: assignment.packet?.changes ?? [], tracked: desk.paths, base: desk.read)
    var messages = [ModelMessage(.user, [.text(prompt.user)])]
    var repeats = RepeatDetector()
    var idleTurns = 0
    for turn in 1...limits.turns {
      let request = ModelRequest(
        model: model, system: prompt.system, messages: messages,
        tools: DraftTool.allCases.map(\.model), maxOutputTokens: limits.outputTokens)
      let reply = try await desk.ask("turn.\(turn)", request)
      if reply.stop == .refused { return ended(edits, .gaveUp(reason: "the model refused")) }
      messages.append(
        reply.parts.isEmpty ? ModelMessage(.assistant, [.text("(empty)")]) : reply.message)
      guard !reply.toolCalls.isEmpty else {
        idleTurns += 1
        if idleTurns == 3 || messages.byteCount > limits.conversationBytes {
          return ended(edits, .gaveUp(reason: "the model stopped using its tools"))
        }
        messages.append(ModelMessage(.user, [.text(nudge(after: reply, &edits))]))
        continue
      }
      idleTurns = 0
      var isRed = false
      var results: [ModelMessage.Part] = []
      for (index, call) in reply.toolCalls.enumerated() {
        let outcome = try await perform(call, key: "turn.\(turn).\(index)", &edits)
        switch outcome {
        case .ended(.finished, _) where isRed && goal == .fix:
          results.append(
            .toolResult(
              id: call.id, text: "not finished: tests are red, see above", isError: true))
        case .ended(let ending, let note): return ended(edits, ending, note)
        case .result(let text, let isError):
          if call.name == DraftTool.runTests.rawValue { isRed = !TestReply.isGreen(text) }
          results.append(.toolResult(id: call.id, text: text, isError: isError))
          if repeats.isStuck(call, text) {
            return ended(edits, .gaveUp(reason: "the model repeated \(call.name) without effect"))
          }
        }
      }
      if turn == limits.turns - 2 { results.append(.text("Two turns left: finish or give up.")) }
      messages.append(ModelMessage(.user, results))
      if messages.byteCount > limits.conversationBytes {
        return ended(edits, .gaveUp(reason: "the conversation outgrew its limit"))
      }
    }
    return ended(edits, .gaveUp(reason: "used all \(limits.turns) turns"))
  }

  /// A reproduction may write tests only.
  private func allowedContract(_ contract: ChangeContract) -> ChangeContract {
    guard goal == .reproduce else { return contract }
    var tests = contract
    tests.files = []
    tests.newFiles = []
    return tests
  }

  private func firstPrompt(_ assignment: DraftAssignment) throws -> RenderedPrompt {
    let texts = AssignmentTexts(assignment, frozen: frozen)
    switch goal {
    case .fix:
      return try Prompt.draft.render(
        [
          "turns": String(limits.turns), "contract": texts.contract, "hint": texts.hint,
          "report": texts.report, "baseline": texts.baseline, "evidence": evidence,
          "packet": texts.packet,
        ], override: overrides(.draft))
    case .reproduce:
      return try Prompt.reproduce.render(
        [
          "turns": String(limits.turns),
          "contract":
            (assignment.contract.cause.isEmpty
            ? "" : "cause: \(assignment.contract.cause)\n") + "tests may be added in: "
            + assignment.contract.testFiles.joined(separator: ", "),
          "hint": texts.hint, "report": texts.report, "evidence": evidence,
        ], override: overrides(.reproduce))
    }
  }

  /// What to say to a reply without tool calls: edits written as text are taken, once understood.
  private func nudge(after reply: ModelReply, _ edits: inout DraftEdits) -> String {
    if reply.stop == .truncated {
      return "Your reply was cut at its limit and was not used. Make smaller steps."
    }
    do throws(DraftRefusal) {
      let changes = try TextEdits.parse(reply.text, over: edits)
      guard !changes.isEmpty else { return "Use the tools; call `finish` or `give_up` to end." }
      try edits.take(changes)
      return "Your edits were applied. Run the tests, then call `finish`."
    } catch {
      return "Your edits were not applied: \(error)"
    }
  }

  private func ended(_ edits: DraftEdits, _ ending: Draft.Ending, _ note: String = "") -> Draft {
    Draft(changes: edits.changes, ending: ending, tier: tier, note: note)
  }
}
