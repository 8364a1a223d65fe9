import TandemCore

/// Evidence level 2: what a first choice would have cost, from runs that made it by chance.
package struct OffPolicy: Encodable, Sendable, Hashable {
  /// Which policy.
  package var policy: CandidatePolicy
  /// Runs whose first tier was drawn, so that either choice was possible.
  package var usable = 0
  /// Runs that are left out because a person or a flag chose.
  package var overridden = 0
  /// Runs that are left out because only one choice was possible.
  package var decided = 0
  /// The effective sample, runs.
  package var effective = 0.0
  /// The estimates, dollars a run; nil where the effective sample is below 30.
  package var estimate: OffPolicyEstimate?
  /// Their intervals.
  package var intervals: OffPolicyEstimate.Intervals?
  /// What the same runs cost as they were logged, dollars a run.
  package var logged: Double?
  /// Why there is no estimate; nil where there is one.
  package var refusal: String?

  init(
    _ policy: CandidatePolicy, _ tallies: Tallies, cheapCap: Int,
    seed: UInt64, rounds: Int
  ) {
    self.policy = policy
    guard let action = Self.action(policy, cheapCap) else {
      refusal = "no run was drawn to it by chance"
      return
    }
    let drawn = Drawn(tallies)
    (overridden, decided, usable) = (drawn.overridden, drawn.decided, drawn.samples.count)
    let estimate = OffPolicyEstimate(drawn.samples, action: action)
    effective = estimate.effective
    guard effective >= OffPolicyEstimate.minimum else {
      refusal = "too few runs drew it (\(Int(effective)) effective of 30)"
      return
    }
    self.estimate = estimate
    logged = estimate.logged
    if rounds > 0 { intervals = estimate.intervals(rounds: rounds, seed: seed) }
  }

  /// The first choice that the policy is; nil where it is more than that.
  static func action(_ policy: CandidatePolicy, _ cheapCap: Int) -> Int? {
    guard policy.mode == .routed else { return nil }
    if policy.firstTier == .premium { return 1 }
    return policy.cheapDrafts == cheapCap ? 0 : nil
  }

  /// The runs of a ledger whose first tier was drawn.
  struct Drawn {
    /// The runs that either choice was possible for.
    var samples: [PolicySample] = []
    /// Their tallies.
    var tallies: [RunTally] = []
    /// Runs where a person or a flag chose.
    var overridden = 0
    /// Runs where only one choice was possible.
    var decided = 0

    init(_ all: Tallies) {
      for tally in all.runs where tally.isCounted {
        guard tally.mode == .routed, tally.routedTo == .cheap || tally.routedTo == .premium else {
          continue
        }
        guard let propensity = tally.propensity, propensity > 0 else {
          overridden += 1
          continue
        }
        guard propensity < 1 else {
          decided += 1
          continue
        }
        samples.append(
          PolicySample(
            stratum: Self.stratum(tally.label), action: tally.routedTo == .premium ? 1 : 0,
            propensity: propensity, cost: all.outcome(tally)))
        tallies.append(tally)
      }
    }

    /// What was known before the choice: the judge's label, where it is worth anything.
    private static func stratum(_ label: JudgeLabel?) -> Int {
      guard let label else { return 0 }
      let reach = label.reach == .local ? 0 : 3
      switch label.difficulty {
      case .easy: return 1 + reach
      case .medium: return 2 + reach
      case .hard: return 3 + reach
      }
    }
  }
}
