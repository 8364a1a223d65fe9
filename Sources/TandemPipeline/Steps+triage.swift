import TandemCore
import TandemPrompts
import TandemRouting
import TandemTriage

extension Steps {
  /// Says what the report is and names: by rules, and by the cheap model where one is configured.
  ///
  /// The model's word on the kind counts; what it names counts only where the tree holds it or the
  /// report says it, and a hallucinated name voids its difficulty label. Symbols that the report does
  /// not say are held against the tree once the retrieval has read it (`held`).
  func triage() async throws -> Triage {
    let rules = TriageRules.triage(request.report)
    let isEmpty = request.report.body.isEmpty
    let tier = isEmpty ? .builtin : triageTier
    return try await journal.step(
      "triage", tier: tier, model: desk.choices[tier]?.model, summary: Self.summary
    ) {
      guard tier != .builtin else { return rules }
      let prompt = try Prompt.triage.render(
        ["report": Fence.wrap(FailureDigest.head(request.report.text, 16_000), as: "report")],
        override: settings.overrides.text(.triage))
      do {
        return try await answers.ask(
          tier, kind: .triage, key: "triage", prompt: prompt, schema: TriageAnswer.schema,
          maxOutputTokens: 1_500
        ) { try TriageAnswer.merge($0, by: tier, into: rules, report: request.report, tree: tree) }
      } catch let failure as ModelFailure where failure.kind == .badReply {
        journal.emit(.notice("triage by rules: \(failure.message)"))
        return rules
      }
    }
  }

  /// Asked before the way of the run is known: a run that is told to be one call asks nobody.
  private var triageTier: Tier {
    settings.policy.first(.triage, settings.policy.mode ?? .routed, among: desk.tiers)
  }

  private static func summary(_ triage: Triage) -> String {
    let named = triage.paths.count + triage.symbols.count + triage.frames.count
    return "\(triage.kind.rawValue), \(triage.difficulty.rawValue); names \(named) "
      + "place\(named == 1 ? "" : "s")"
  }
}

/// The cheap model's answer to the triage prompt.
enum TriageAnswer {
  static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "kind": ["type": "string", "enum": ["bug", "feature", "question", "notActionable"]],
      "reason": ["type": "string"],
      "paths": ["type": "array", "items": ["type": "string"]],
      "symbols": ["type": "array", "items": ["type": "string"]],
      "difficulty": ["type": "string", "enum": ["easy", "medium", "hard"]],
      "reach": ["type": "string", "enum": ["local", "crossCutting"]],
      "chance": ["type": "number"],
    ],
    "required": ["kind", "reason", "paths", "symbols", "difficulty", "reach", "chance"],
    "additionalProperties": false,
  ]

  /// The rules' triage with what the model adds and may be believed.
  static func merge(
    _ answer: JSONValue, by tier: Tier, into rules: Triage, report: BugReport, tree: BaseTree
  ) throws(UnusableAnswer) -> Triage {
    guard let kind = answer["kind"]?.string.flatMap(ReportKind.init(rawValue:)),
      let label = answer["difficulty"]?.string.flatMap(Difficulty.init(rawValue:)),
      let reason = answer["reason"]?.string
    else { throw UnusableAnswer("kind, reason and difficulty must be given, from their lists") }
    let text = report.text
    let paths = answer["paths"]?.array?.compactMap(\.string) ?? []
    let symbols = answer["symbols"]?.array?.compactMap(\.string) ?? []
    let knownPaths = paths.filter { text.contains($0) || tree.holds($0) }
    let knownSymbols = symbols.filter { text.contains($0) }
    let judged = JudgeLabel(
      difficulty: label,
      reach: answer["reach"]?.string.flatMap(ChangeContract.Reach.init(rawValue:)) ?? .local,
      tier: tier, claims: paths.count + symbols.count,
      falseClaims: paths.count - knownPaths.count,
      doubted: symbols.filter { !knownSymbols.contains($0) },
      chance: answer["chance"]?.double.map { min(max($0, 0), 1) })
    var triage = rules
    triage.kind = kind
    triage.reason = reason
    triage.tier = tier
    triage.difficulty = judged.isVoid ? rules.difficulty : label
    triage.label = judged
    triage.paths += knownPaths.filter { !rules.paths.contains($0) }
    triage.symbols += knownSymbols.filter { !rules.symbols.contains($0) }
    return triage
  }
}
