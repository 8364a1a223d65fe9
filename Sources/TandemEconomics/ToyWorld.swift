import TandemCore
package import TandemRouting

/// The world of the reference's table, in which the cheapest policy is not the one that spends least
/// on models.
///
/// p_c ~ Beta(1.2, 1.2) over tasks and p_p = 0.55 + 0.42·p_c; attempts at a task are independent. A
/// draft costs $0.15 or $1.20 and nothing else. A patch that passes the verifier (s = 0.97, f = 0.08)
/// is reviewed for $3 ($3.30 where cheap wrote it) and accepted; a wrong one then costs D = $20. After
/// the cheap drafts come two premium ones, then a person for H = $30, who is right and is not reviewed.
package enum ToyWorld {
  /// Its tasks.
  package static var mix: TaskMix {
    var costs = StepCosts()
    costs.cheapDraft = MicroDollars(150_000)
    costs.premiumDraft = MicroDollars(1_200_000)
    costs.scope = .zero
    return TaskMix(
      name: "toy", source: "the reference's toy world, made up to show the trade-off",
      tasks: .spread(cheap: BetaBelief(successes: 1.2, failures: 1.2), base: 0.55, slope: 0.42),
      costs: costs)
  }

  /// Its prices and its verifier: time and machines are free.
  package static var assumptions: CostAssumptions {
    var assumptions = CostAssumptions()
    assumptions.waitingHour = .zero
    assumptions.machineHour = .zero
    assumptions.passesWhenRight = 0.97
    assumptions.passesWhenWrong = 0.08
    assumptions.passesWhenWrongButShown = 0.08
    return assumptions
  }

  /// A row of the published table.
  package struct Row: Sendable, Hashable {
    /// The policy.
    package var policy: SimulatedPolicy.Name
    /// Total dollars a task.
    package var total: Double
    /// Model dollars a task.
    package var model: Double
    /// Drafts a task.
    package var attempts: Double
    /// Wrong patches accepted, percent.
    package var wrong: Double
    /// Taken over by a person, percent.
    package var takenOver: Double
  }

  /// The published table: 200,000 runs a policy, rounded to the digits that are shown.
  package static let published = [
    Row(policy: .premiumOnly, total: 6.85, model: 1.49, attempts: 1.24, wrong: 2.5, takenOver: 6.9),
    Row(policy: .cheap1, total: 6.36, model: 0.89, attempts: 1.62, wrong: 5.5, takenOver: 4.5),
    Row(policy: .cheap2, total: 6.25, model: 0.67, attempts: 1.85, wrong: 7.4, takenOver: 3.2),
    Row(policy: .cheap3, total: 6.20, model: 0.57, attempts: 2.01, wrong: 8.8, takenOver: 2.3),
    Row(policy: .cheap10, total: 6.38, model: 0.42, attempts: 2.46, wrong: 12.7, takenOver: 0.5),
    Row(
      policy: .cheap10Person, total: 7.02, model: 0.36, attempts: 2.42, wrong: 12.4, takenOver: 3.3),
  ]
}
