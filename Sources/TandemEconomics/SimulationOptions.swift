package import TandemCore
import TandemRouting

/// What a simulation may be asked with; nil keeps what the mix says.
package struct SimulationOptions: Codable, Sendable, Hashable {
  /// Tasks drawn, each played by every policy; 32 bytes of memory a task and policy.
  package var runs = 100_000
  /// The seed.
  package var seed: UInt64 = 1
  /// What tasks are like.
  package var mix = TaskMix.Preset.sweBench
  /// The policies to play, in this order; nil for the usual ones.
  ///
  /// Premium-only is always there and first, as what the others are compared with.
  package var policies: [SimulatedPolicy.Name]?
  /// Model money of a cheap draft.
  package var cheapAttempt: MicroDollars?
  /// Model money of a premium draft.
  package var premiumAttempt: MicroDollars?
  /// r: a cheap draft's money as a share of a premium one's, above 0; a cheap draft that is given
  /// outright counts more.
  package var priceRatio: Double?
  /// s: the chance that the verifier passes a right patch, 0 to 1.
  package var passesWhenRight: Double?
  /// f: the chance that it passes a wrong one, 0 to 1.
  package var passesWhenWrong: Double?
  /// R: a person's review of an accepted premium patch.
  package var review: MicroDollars?
  /// D: a wrong patch that is accepted.
  package var wrongPatch: MicroDollars?
  /// H: a person makes the change.
  package var takeover: MicroDollars?
  /// The share of labels that the judge gets right, 0 to 1; nil for the shipped matrix.
  package var judgeAccuracy: Double?

  /// The defaults.
  package init() {}

  /// The policies that are played where none are named.
  package static let usual: [SimulatedPolicy.Name] = [
    .premiumOnly, .cheapOnly, .direct, .cheap1, .cheap2, .cheap3, .rule, .types, .judge,
  ]

  /// The simulation these options ask for.
  package var simulation: Simulation {
    let names = [.premiumOnly] + (policies ?? Self.usual).filter { $0 != .premiumOnly }
    let judge = judgeAccuracy.map { ConfusionMatrix.accurate($0) } ?? .shipped(.cheap)
    let assumptions = priced
    return Simulation(
      mix: mixed(assumptions), assumptions: assumptions,
      policies: names.map { SimulatedPolicy($0, judge: judge) }, runs: max(1, runs), seed: seed)
  }

  /// The mix with what was given in place of its own.
  private func mixed(_ assumptions: CostAssumptions) -> TaskMix {
    var mix = TaskMix.preset(mix)
    if let premiumAttempt { mix.costs.premiumDraft = premiumAttempt }
    if let priceRatio {
      mix.costs.cheapDraft = MicroDollars(
        nearestDollars: mix.costs.premiumDraft.dollars * priceRatio)
    }
    if let cheapAttempt { mix.costs.cheapDraft = cheapAttempt }
    if let review, assumptions.reviewerHour.value > 0 {
      mix.costs.reviewMinutes = review.dollars / assumptions.reviewerHour.dollars * 60
    }
    return mix
  }

  /// The assumptions with what was given in place of the shipped ones.
  private var priced: CostAssumptions {
    var assumptions = mix == .toy ? ToyWorld.assumptions : CostAssumptions()
    if let passesWhenRight { assumptions.passesWhenRight = passesWhenRight }
    if let passesWhenWrong {
      assumptions.passesWhenWrong = passesWhenWrong
      assumptions.passesWhenWrongButShown = passesWhenWrong
    }
    if let wrongPatch { assumptions.wrongPatch = wrongPatch }
    if let takeover { assumptions.takeover = takeover }
    return assumptions
  }
}
