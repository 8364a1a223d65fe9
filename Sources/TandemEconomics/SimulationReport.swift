import TandemCore
package import TandemRouting

/// Everything a simulation says, before anybody words it.
package struct SimulationReport: Codable, Sendable, Hashable {
  /// What was asked.
  package var options: SimulationOptions
  /// What tasks were like.
  package var mix: TaskMix
  /// The prices and error rates that held.
  package var assumptions: CostAssumptions
  /// What each policy came to; the first is premium-only.
  package var outcomes: [SimulatedOutcome]
  /// What the cheapest cascade moved to the cheap tier; nil where none saves any premium money.
  package var moved: MovedCost?
  /// The claim that $10 become $2 to $4, at this price ratio and the waste of `moved`.
  package var claims: [CostClaim.Verdict]
  /// The published benchmark replayed: cheap alone, premium alone, and verifiers that accept more
  /// and more wrong drafts.
  package var replay: [CascadeReplay.Row]
  /// The share of wrong drafts accepted at which the replayed cascade is no better than premium.
  package var replayBreakEven: Double

  /// Simulates what `options` ask for.
  ///
  /// - Parameter width: how many pieces may be worked on at once; without influence on the result.
  package static func make(
    _ options: SimulationOptions, width: Int = .max
  ) async -> SimulationReport {
    let simulation = options.simulation
    let outcomes = await simulation.outcomes(width: width)
    let costs = simulation.mix.costs
    let ratio = costs.cheapDraft.dollars / max(costs.premiumDraft.dollars, 1e-6)
    let replay = CascadeReplay.sweBench
    let moved = outcomes.first.flatMap { MovedCost(outcomes, against: $0, priceRatio: ratio) }
    return SimulationReport(
      options: options, mix: simulation.mix, assumptions: simulation.assumptions,
      outcomes: outcomes, moved: moved,
      claims: CostClaim.verdicts(priceRatio: ratio, waste: moved?.claim.waste ?? 1),
      replay: [replay.cheapOnly, replay.premiumOnly]
        + [0, 0.15, 0.3, 0.62].map { replay.cascade(falseAccepts: $0) },
      replayBreakEven: replay.breakEven)
  }

  /// The chance that the verifier passes a wrong patch here, f.
  package var falseAccepts: Double {
    mix.isShown ? assumptions.passesWhenWrongButShown : assumptions.passesWhenWrong
  }

  /// The policy with the lowest total.
  package var cheapest: SimulatedOutcome? {
    outcomes.min { $0.total.mean < $1.total.mean }
  }

  /// The policy that spends least on models.
  package var leastModel: SimulatedOutcome? {
    outcomes.min { $0.model.mean < $1.model.mean }
  }

  /// What premium-only came to.
  package var premiumOnly: SimulatedOutcome? { outcomes.first }
}

/// How much of premium-only's model bill a cascade moved to the cheap tier, in the claim's own terms.
package struct MovedCost: Codable, Sendable, Hashable {
  /// The cascade: the one with the lowest total.
  package var policy: SimulatedPolicy.Name
  /// s, r and m as they came out; its `relativeCost` is the ratio of both model bills.
  package var claim: CostClaim

  /// Takes the cheapest cascade of `outcomes` apart; nil where it saves no premium money.
  init?(
    _ outcomes: [SimulatedOutcome], against premium: SimulatedOutcome, priceRatio: Double
  ) {
    let cascades = outcomes.filter { $0.cheapModel > 0 }
    guard let best = cascades.min(by: { $0.total.mean < $1.total.mean }), priceRatio > 0 else {
      return nil
    }
    let share = 1 - (best.model.mean - best.cheapModel) / premium.model.mean
    guard share > 0 else { return nil }
    policy = best.policy
    claim = CostClaim(
      share: share, priceRatio: priceRatio,
      waste: best.cheapModel / (share * premium.model.mean) / priceRatio)
  }
}
