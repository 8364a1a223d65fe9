package import TandemCore

/// Who does a step at first: cheap to verify starts cheap, judgement starts premium.
package enum TierPolicy {
  /// Returns the tier that a step starts at, among those that are there.
  ///
  /// `builtin` is always there and does what nobody else can. Triage and the difficulty label are
  /// reading, which cheap models do well. A draft is verified by tests, so it starts cheap. Scope and
  /// review are what everything else rests on: a cheap model is no substitute for them.
  package static func first(_ kind: StepKind, among tiers: Set<Tier>) -> Tier {
    let preferences: [Tier] =
      switch kind {
      case .triage, .judge: [.cheap]
      case .draft: [.cheap, .premium]
      case .scope, .review: [.premium]
      }
    return preferences.first(where: tiers.contains) ?? .builtin
  }
}
