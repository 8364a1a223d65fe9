/// One attempt at one step: what was asked, what answered, what it cost, what was decided.
package struct LedgerRow: Codable, Sendable, Hashable {
  /// The run.
  package var run: String
  /// The step's key within the run: `scope.1`, `draft.2/call.3`.
  package var step: String
  /// The kind of step.
  package var kind: StepKind
  /// Who did it.
  package var tier: Tier
  /// The model asked for; nil for builtin and human attempts.
  package var requestedModel: String?
  /// The model that answered.
  package var servedModel: String?
  /// Tokens by class; zero for builtin attempts.
  package var usage: TokenUsage
  /// The price row used, `local` on loopback, nil where unpriced or without a model.
  package var priceRow: String?
  /// What it cost; an upper bound where `isUpperBound`.
  package var cost: MicroDollars
  /// Whether nobody knows the real cost and the worst case is booked.
  package var isUpperBound: Bool
  /// Wall seconds.
  package var seconds: Double
  /// How it ended, in a few words: `reply`, `rate limited`, `3 tests still red`.
  package var outcome: String
  /// What the gate decided after it: `review`, `retry`, `escalate`; nil inside a step.
  package var decision: String?
  /// The decision's one sentence.
  package var reason: String?

  /// Makes a row from its parts.
  package init(
    run: String, step: String, kind: StepKind, tier: Tier, requestedModel: String? = nil,
    servedModel: String? = nil, usage: TokenUsage = TokenUsage(), priceRow: String? = nil,
    cost: MicroDollars = .zero, isUpperBound: Bool = false, seconds: Double = 0,
    outcome: String, decision: String? = nil, reason: String? = nil
  ) {
    self.run = run
    self.step = step
    self.kind = kind
    self.tier = tier
    self.requestedModel = requestedModel
    self.servedModel = servedModel
    self.usage = usage
    self.priceRow = priceRow
    self.cost = cost
    self.isUpperBound = isUpperBound
    self.seconds = seconds
    self.outcome = outcome
    self.decision = decision
    self.reason = reason
  }
}
