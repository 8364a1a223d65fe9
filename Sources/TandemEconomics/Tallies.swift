import TandemCore
import TandemRouting

/// Every run's tally with its review and its defect priced, and what that pricing rests on.
struct Tallies: Sendable {
  /// One a run, in the ledger's order.
  var runs: [RunTally]
  /// How review minutes were fitted, one a tier.
  var calibrations: [ReviewCalibration]
  /// The constants.
  var assumptions: CostAssumptions

  /// Reads a ledger in two passes: review is priced by what was measured on all of it.
  init(_ facts: [RunFacts], _ assumptions: CostAssumptions) {
    self.assumptions = assumptions
    runs = facts.indices.map { RunTally(facts[$0], assumptions) }
    let tallies = runs
    calibrations = [Tier.builtin, .cheap, .premium].map { tier in
      ReviewCalibration(
        tier, runs: tallies, assumed: tier == .cheap ? 1 + assumptions.cheapReviewSurcharge : 1)
    }
    for index in runs.indices where runs[index].isReviewed {
      runs[index].parts.review = assumptions.reviewing(minutes(runs[index]))
      if runs[index].standing == .reworked || runs[index].standing == .reverted {
        runs[index].parts.defects = assumptions.wrongPatch
      }
    }
  }

  /// The minutes a person took for a run's change, or is thought to take.
  func minutes(_ run: RunTally) -> Double {
    run.measuredMinutes ?? run.estimatedMinutes * factor(run.lastTier ?? .builtin)
  }

  /// The factor from estimated to likely minutes.
  func factor(_ tier: Tier) -> Double {
    calibrations.first { $0.tier == tier }?.factor ?? 1
  }

  /// What the backtest calls a run's outcome, dollars: everything it cost, and a person's work
  /// where it left no change, since a policy that gives up early would look cheap otherwise.
  func outcome(_ run: RunTally) -> Double {
    run.parts.total.dollars + (run.isUnfinished ? assumptions.takeover.dollars : 0)
  }
}
