/// What happens in a run while it happens: progress lines, or one JSON object a line.
package enum RunEvent: Sendable, Hashable {
  /// The run exists and can be resumed by its id.
  case started(run: String, title: String, base: String, limits: RunRequest.Limits)
  /// Something worth knowing.
  case notice(String)
  /// A step began.
  case stepStarted(step: String, tier: Tier, model: String?)
  /// A step ended; `replayed` where the recorded answer was used.
  case stepFinished(
    step: String, summary: String, seconds: Double, spent: MicroDollars, replayed: Bool)
  /// A model call ended.
  case modelCall(
    step: String, model: String, usage: TokenUsage, cost: MicroDollars?, seconds: Double)
  /// The gate decided.
  case decided(Decision)
  /// The run ended.
  case finished(run: String, outcome: RunOutcome, spent: MicroDollars, seconds: Double)
}

extension RunEvent: Encodable {
  private enum Key: String, CodingKey {
    case type, run, title, base, limits, text, step, tier, model, summary, seconds, spent
    case replayed, usage, cost, action, reason, outcome
    case exitCode = "exit_code"
  }

  /// Encodes one object with a dotted `type`; money in micro-dollars, times in seconds.
  package func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    switch self {
    case .started(let run, let title, let base, let limits):
      try object.encode("run.started", forKey: .type)
      try object.encode(run, forKey: .run)
      try object.encode(title, forKey: .title)
      try object.encode(base, forKey: .base)
      try object.encode(limits, forKey: .limits)
    case .notice(let text):
      try object.encode("notice", forKey: .type)
      try object.encode(text, forKey: .text)
    case .stepStarted(let step, let tier, let model):
      try object.encode("step.started", forKey: .type)
      try object.encode(step, forKey: .step)
      try object.encode(tier, forKey: .tier)
      try object.encode(model, forKey: .model)
    case .stepFinished(let step, let summary, let seconds, let spent, let replayed):
      try object.encode("step.finished", forKey: .type)
      try object.encode(step, forKey: .step)
      try object.encode(summary, forKey: .summary)
      try object.encode(seconds, forKey: .seconds)
      try object.encode(spent, forKey: .spent)
      try object.encode(replayed, forKey: .replayed)
    case .modelCall(let step, let model, let usage, let cost, let seconds):
      try object.encode("model.call", forKey: .type)
      try object.encode(step, forKey: .step)
      try object.encode(model, forKey: .model)
      try object.encode(usage, forKey: .usage)
      try object.encode(cost, forKey: .cost)
      try object.encode(seconds, forKey: .seconds)
    case .decided(let decision):
      try object.encode("decision", forKey: .type)
      try object.encode(decision.action, forKey: .action)
      try object.encode(decision.reason, forKey: .reason)
    case .finished(let run, let outcome, let spent, let seconds):
      try object.encode("run.finished", forKey: .type)
      try object.encode(run, forKey: .run)
      try object.encode(outcome, forKey: .outcome)
      try object.encode(outcome.exitCode, forKey: .exitCode)
      try object.encode(spent, forKey: .spent)
      try object.encode(seconds, forKey: .seconds)
    }
  }
}
