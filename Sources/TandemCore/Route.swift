/// How a run is routed, decided before its first draft and recorded with its propensity.
package struct Route: Codable, Sendable, Hashable {
  /// The policy's name and version: `standard/2`.
  package var policy: String
  /// Which way the run takes.
  package var mode: Mode
  /// Who drafts first.
  package var firstTier: Tier
  /// The probability with which this first tier was chosen, above 0, at most 1; nil where a person
  /// or a flag chose, so that the decision says nothing about other policies.
  package var propensity: Double?
  /// What the judge said; nil where none was asked.
  package var label: JudgeLabel?
  /// Why, in one sentence with its numbers.
  package var reason: String

  /// Makes a route from its parts.
  package init(
    policy: String, mode: Mode, firstTier: Tier, propensity: Double? = 1,
    label: JudgeLabel? = nil, reason: String
  ) {
    self.policy = policy
    self.mode = mode
    self.firstTier = firstTier
    self.propensity = propensity
    self.label = label
    self.reason = reason
  }

  /// Which way a run takes.
  package enum Mode: String, Codable, Sendable, Hashable, CaseIterable {
    /// Each step at the tier that fits it; a cascade for drafts.
    case routed
    /// One call that drafts, without a scope: for tasks where routing costs more than it can save.
    case direct
    /// Everything at the premium tier, for comparison or by wish.
    case premiumOnly = "premium-only"
    /// Everything at the cheap tier, for comparison or by wish.
    case cheapOnly = "cheap-only"
  }
}

/// What a judge says of a report before anything was tried: a prior, never the decision.
package struct JudgeLabel: Codable, Sendable, Hashable {
  /// How hard the change looks.
  package var difficulty: Difficulty
  /// Whether it looks local or crosses modules.
  package var reach: ChangeContract.Reach
  /// Who said so: `builtin` for rules, `cheap` for the model.
  package var tier: Tier
  /// Paths and symbols the judge named.
  package var claims: Int
  /// Those of them that neither the report nor the base's tree holds; any voids the label.
  package var falseClaims: Int
  /// Symbols it named that the report does not hold and that were not yet held against the base.
  package var doubted: [String]?
  /// The judge's own chance that a cheap draft passes, 0 to 1; nil where it gave none.
  package var chance: Double?
  /// The chance after the measured confusion matrix, 0 to 1: the one that is used.
  package var calibrated: Double?

  /// Makes a label from its parts.
  package init(
    difficulty: Difficulty, reach: ChangeContract.Reach, tier: Tier, claims: Int = 0,
    falseClaims: Int = 0, doubted: [String]? = nil, chance: Double? = nil,
    calibrated: Double? = nil
  ) {
    self.difficulty = difficulty
    self.reach = reach
    self.tier = tier
    self.claims = claims
    self.falseClaims = falseClaims
    self.doubted = doubted
    self.chance = chance
    self.calibrated = calibrated
  }

  /// Whether a claim was made up, so that the label says nothing.
  package var isVoid: Bool { falseClaims > 0 }
}
