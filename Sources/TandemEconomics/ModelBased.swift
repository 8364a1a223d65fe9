package import TandemCore
import TandemRouting

/// Evidence level 3: what a policy would cost in worlds that agree with the ledger.
///
/// Not measured. Every policy is costed in the same worlds, so that what they share cancels.
package struct ModelBased: Encodable, Sendable, Hashable {
  /// Which policy.
  package var policy: CandidatePolicy
  /// The expected cost of one run: models, waiting, review, defects, a person where it fails.
  package var cost: MicroDollars
  /// Where nine worlds of ten have it, dollars.
  package var interval: Interval
  /// The part that models cost.
  package var models: MicroDollars
  /// How much less than the logged policy it costs in a run; negative where it costs more.
  package var saving: MicroDollars
  /// Where nine worlds of ten have the saving, dollars.
  package var savingInterval: Interval
  /// The share of worlds in which it is cheaper than the logged policy.
  package var cheaper: Double
  /// The chance of a wrong change that passes.
  package var wrong: Double
  /// The chance of a right change.
  package var solved: Double
  /// The saving with other values of what the ledger hardly tells.
  package var bands: [Band]

  /// The saving with one constant changed.
  package struct Band: Encodable, Sendable, Hashable {
    /// What was changed: `D`, `f`.
    package var constant: String
    /// To what: a factor of its value.
    package var factor: Double
    /// The saving then.
    package var saving: MicroDollars
  }

  /// Worlds that are drawn.
  static let worlds = 500

  /// Costs every policy; the first row is the logged one.
  static func rows(
    _ model: LedgerModel, _ policies: [CandidatePolicy], seed: UInt64, hasBands: Bool = false
  ) -> [ModelBased] {
    let draws = ModelDraw.draws(model, count: worlds, seed: seed)
    let (rule, usual) = (model.rule, model.logged)
    let logged = draws.map { $0.cost(usual, model, rule).total }
    return ([usual] + policies).map { policy in
      let costs = draws.map { $0.cost(policy, model, rule) }
      let totals = costs.map(\.total)
      let savings = zip(logged, totals).map { $0 - $1 }
      return ModelBased(
        policy: policy, cost: MicroDollars(nearestDollars: Sample.mean(totals)),
        interval: Interval(of: totals, confidence: 0.9),
        models: MicroDollars(nearestDollars: Sample.mean(costs.map(\.models))),
        saving: MicroDollars(nearestDollars: Sample.mean(savings)),
        savingInterval: Interval(of: savings, confidence: 0.9),
        cheaper: Double(savings.count { $0 > 0 }) / Double(worlds),
        wrong: Sample.mean(costs.map(\.wrong)), solved: Sample.mean(costs.map(\.solved)),
        bands: hasBands ? bands(draws, model, policy) : [])
    }
  }

  /// D halved and doubled; f halved and doubled.
  private static func bands(
    _ draws: [ModelDraw], _ model: LedgerModel, _ policy: CandidatePolicy
  ) -> [Band] {
    var bands: [Band] = []
    func saving(_ model: LedgerModel, _ change: (inout ModelDraw) -> Void) -> MicroDollars {
      let (rule, usual) = (model.rule, model.logged)
      return MicroDollars(
        nearestDollars: Sample.mean(
          draws.map { draw in
            var draw = draw
            change(&draw)
            return draw.cost(usual, model, rule).total - draw.cost(policy, model, rule).total
          }))
    }
    for factor in [0.5, 2] {
      var other = model
      other.assumptions.wrongPatch = MicroDollars(
        nearestDollars: model.assumptions.wrongPatch.dollars * factor)
      bands.append(Band(constant: "D", factor: factor, saving: saving(other) { _ in }))
    }
    for factor in [0.5, 2] {
      bands.append(
        Band(constant: "f", factor: factor, saving: saving(model) { $0.leak(times: factor) }))
    }
    return bands
  }
}
