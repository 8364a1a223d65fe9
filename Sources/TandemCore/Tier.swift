/// Who does a step: a rung of the ladder that routing climbs.
package enum Tier: String, Codable, CodingKeyRepresentable, Sendable, Hashable, CaseIterable {
  /// Classical program repair and rules; no model, no cost. Never presented as a model.
  case builtin
  /// The cheap model.
  case cheap
  /// The premium model.
  case premium
  /// A named person.
  case human
}

/// The kinds of step that have a tier, a history and a price of their own.
package enum StepKind: String, Codable, Sendable, Hashable, CaseIterable {
  /// What kind of report is this, and what does it name?
  case triage
  /// What may the change touch, and what must it achieve?
  case scope
  /// Write the change inside the contract.
  case draft
  /// Is the finished change right?
  case review
  /// Label the difficulty, as a prior for routing.
  case judge
}
