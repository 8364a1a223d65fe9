package import TandemCore
package import TandemPrompts

/// A draft in one reply, for models without tool calling: edit blocks or a diff.
///
/// A reply that cannot be applied is answered once with the reason; then the draft gives up.
package struct OneReplyDrafter: Drafter {
  /// The tier whose model drafts.
  package let tier: Tier
  private let model: String
  private let limits: DraftLimits
  private let frozen: [FileChange]
  private let evidence: String
  private let desk: DraftDesk
  private let overrides: @Sendable (Prompt) -> String?

  /// Makes a drafter; see `ModelDrafter` for the parts.
  package init(
    tier: Tier, model: String, limits: DraftLimits, frozen: [FileChange] = [], evidence: String,
    desk: DraftDesk, overrides: @escaping @Sendable (Prompt) -> String? = { _ in nil }
  ) {
    self.tier = tier
    self.model = model
    self.limits = limits
    self.frozen = frozen
    self.evidence = evidence
    self.desk = desk
    self.overrides = overrides
  }

  /// Asks once, and once more where the edits do not apply.
  package func draft(_ assignment: DraftAssignment) async throws -> Draft {
    let texts = AssignmentTexts(assignment, frozen: frozen)
    let prompt = try Prompt.editBlocks.render(
      [
        "contract": texts.contract, "hint": texts.hint, "report": texts.report,
        "baseline": texts.baseline, "evidence": evidence, "packet": texts.packet,
      ], override: overrides(.editBlocks))
    var edits = DraftEdits(
      contract: assignment.contract, frozen: frozen, starting: assignment.packet?.changes ?? [],
      tracked: desk.paths, base: desk.read)
    var messages = [ModelMessage(.user, [.text(prompt.user)])]
    var problem = "the reply held no edits"
    for turn in 1...2 {
      let reply = try await desk.ask(
        "turn.\(turn)",
        ModelRequest(
          model: model, system: prompt.system, messages: messages,
          maxOutputTokens: limits.outputTokens))
      if let ending = Self.ending(reply) { return ended(edits, ending) }
      do throws(DraftRefusal) {
        let changes = try TextEdits.parse(reply.text, over: edits)
        try edits.take(changes)
        if !changes.isEmpty { return ended(edits, .finished) }
      } catch {
        problem = error.description
      }
      messages.append(
        ModelMessage(.assistant, [.text(reply.text.isEmpty ? "(empty)" : reply.text)]))
      messages.append(
        ModelMessage(.user, [.text("Nothing was applied: \(problem)\nAnswer again in full.")]))
    }
    return ended(edits, .gaveUp(reason: problem))
  }

  /// The endings a reply may state in one line instead of edits.
  static func ending(_ reply: ModelReply) -> Draft.Ending? {
    if reply.stop == .refused { return .gaveUp(reason: "the model refused") }
    if reply.stop == .truncated { return .gaveUp(reason: "the reply was cut at its limit") }
    for line in reply.text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("GIVE UP:") { return .gaveUp(reason: line.dropFirst(8).trimmed) }
      if line.hasPrefix("NEEDS ") {
        let parts = line.dropFirst(6).split(separator: ":", maxSplits: 1)
        guard let path = parts.first else { continue }
        return .needsScope(
          paths: [path.trimmed], reason: parts.count > 1 ? parts[1].trimmed : "not said")
      }
    }
    return nil
  }

  private func ended(_ edits: DraftEdits, _ ending: Draft.Ending) -> Draft {
    Draft(changes: edits.changes, ending: ending, tier: tier)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
