package import TandemCore

/// Which patterns route a run, from the user's configuration; recorded with the run.
///
/// Step-fit is always on (`tiers` changes it), the cascade goes on up to `cheapDrafts`, the judge is a
/// prior for the first tier, and human checkpoints cannot be turned off.
package struct RoutingPolicy: Codable, Sendable, Hashable {
  /// The way a run takes; nil decides for each task (`auto`).
  package var mode: Route.Mode?
  /// The user's own tiers by step kind; the others start where they fit.
  package var tiers: [StepKind: Tier]
  /// Whose label of difficulty is the prior.
  package var judge: Judge
  /// Cheap drafts before a stronger tier, 0 to 3.
  package var cheapDrafts: Int
  /// Premium drafts before a person, 1 to 3.
  package var premiumDrafts: Int
  /// Cheap drafts made side by side for one attempt, 1 to 3: their agreement is evidence.
  package var sideBySide: Int
  /// Wall seconds for which the builtin repair may try before a model is paid; 0 for not at all.
  package var builtinSeconds: Double
  /// The share of runs whose first tier is chosen against the rule, 0 to 0.5: what lets
  /// `tandem backtest` compare policies.
  package var explore: Double

  /// Makes a policy; the shipped one by default.
  package init(
    mode: Route.Mode? = nil, tiers: [StepKind: Tier] = [:], judge: Judge = .model,
    cheapDrafts: Int = 2, premiumDrafts: Int = 2, sideBySide: Int = 1,
    builtinSeconds: Double = 60, explore: Double = 0
  ) {
    self.builtinSeconds = max(builtinSeconds, 0)
    self.mode = mode
    self.tiers = tiers
    self.judge = judge
    self.cheapDrafts = min(max(cheapDrafts, 0), 3)
    self.premiumDrafts = min(max(premiumDrafts, 1), 3)
    self.sideBySide = min(max(sideBySide, 1), 3)
    self.explore = min(max(explore, 0), 0.5)
  }

  /// Whose label of difficulty is the prior.
  package enum Judge: String, Codable, Sendable, Hashable, CaseIterable {
    /// No label.
    case off
    /// The rules of triage.
    case rules
    /// The cheap model, within its triage call; the rules where there is none.
    case model
  }

  /// The version of the decision logic: a ledger never mixes two of them in one figure.
  package static let version = 2

  /// The policy's name in the ledger: its version, its mode and what differs from the shipped one,
  /// such as `2:auto judge=off`.
  package var name: String {
    let shipped = RoutingPolicy()
    var words = ["\(Self.version):\(mode?.rawValue ?? "auto")"]
    words += StepKind.allCases.compactMap { kind in
      tiers[kind].map { "\(kind.rawValue)=\($0.rawValue)" }
    }
    if judge != shipped.judge { words.append("judge=\(judge.rawValue)") }
    if cheapDrafts != shipped.cheapDrafts { words.append("cheap_drafts=\(cheapDrafts)") }
    if premiumDrafts != shipped.premiumDrafts { words.append("premium_drafts=\(premiumDrafts)") }
    if sideBySide != shipped.sideBySide { words.append("side_by_side=\(sideBySide)") }
    if builtinSeconds != shipped.builtinSeconds {
      words.append("builtin_time=\(builtinSeconds.nearest)s")
    }
    if explore != shipped.explore { words.append("explore=\(explore)") }
    return words.joined(separator: " ")
  }

  /// The caps of a run under this policy.
  package var limits: AttemptLimits { AttemptLimits(cheap: cheapDrafts, premium: premiumDrafts) }

  /// Returns who does a step at first in a run of `mode`, among the tiers that are there.
  ///
  /// `builtin` is always there and does what nobody else can. Triage and the difficulty label are
  /// reading, which cheap models do well. A draft is verified by tests, so it starts cheap. Scope and
  /// review are what everything else rests on: a cheap model is no substitute for them.
  package func first(_ kind: StepKind, _ mode: Route.Mode, among tiers: Set<Tier>) -> Tier {
    let preferences: [Tier] =
      switch (mode, kind) {
      case (.premiumOnly, _): [.premium]
      case (.cheapOnly, _): [.cheap]
      case (.direct, .draft): [.premium, .cheap]
      case (.direct, _): []
      case (.routed, .triage), (.routed, .judge): [.cheap]
      case (.routed, .draft): [.cheap, .premium]
      case (.routed, .scope), (.routed, .review): [.premium]
      }
    let own = mode == .routed ? self.tiers[kind] : nil
    if own == .builtin { return .builtin }
    return ([own].compactMap { $0 } + preferences).first(where: tiers.contains) ?? .builtin
  }

  /// Returns the tiers that a run of `mode` may ask.
  package static func tiers(_ mode: Route.Mode, of tiers: Set<Tier>) -> Set<Tier> {
    switch mode {
    case .routed, .direct: tiers
    case .premiumOnly: tiers.intersection([.premium])
    case .cheapOnly: tiers.intersection([.cheap])
    }
  }
}
