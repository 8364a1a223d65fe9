package import TandemCore

/// What the same runs would have cost with every draft by premium: the saving is against this.
///
/// Pricing the routed tokens at premium's rates is not it: premium takes fewer turns. Nor is the
/// mean of premium's recorded drafts: those are of tasks that cheap failed.
package struct AllPremium: Encodable, Sendable, Hashable {
  /// What the figures rest on.
  package var basis: Basis
  /// Runs behind them: effective ones where drawn, runs with judged drafts where modelled.
  package var count: Double
  /// A run as it was routed, everything included.
  package var routed = MicroDollars.zero
  /// A run with premium drafts, everything included; nil where there are too few runs.
  package var premium: MicroDollars?
  /// What routing saves in a run, negative where it costs; nil where there are too few runs.
  package var saving: MicroDollars?
  /// The saving's interval, dollars.
  package var interval: Interval?
  /// What routing saves in models alone.
  package var modelSaving: MicroDollars?
  /// What was assumed, one sentence each.
  package var assumptions: [String]

  /// What a counterfactual rests on.
  package enum Basis: String, Encodable, Sendable, Hashable {
    /// Runs that were drawn to premium first by chance.
    case randomised
    /// A model with priors, fitted to the ledger.
    case model
    /// Nothing: too few runs.
    case none
  }

  /// Runs below which the model's figures are not told.
  package static let minimum = 20

  init(_ tallies: Tallies, _ model: LedgerModel, _ rows: [ModelBased]) {
    let drawn = OffPolicy.Drawn(tallies)
    let estimate = OffPolicyEstimate(drawn.samples, action: 1)
    if estimate.effective >= OffPolicyEstimate.minimum {
      let moneyOnly = zip(drawn.samples, drawn.tallies).map { sample, tally in
        var sample = sample
        sample.cost = tally.parts.models.dollars
        return sample
      }
      let money = OffPolicyEstimate(moneyOnly, action: 1)
      (basis, count) = (.randomised, estimate.effective)
      routed = MicroDollars(nearestDollars: estimate.logged)
      premium = MicroDollars(nearestDollars: estimate.dr)
      saving = MicroDollars(nearestDollars: estimate.dr - estimate.logged)
      let less = estimate.normalSaving()
      interval = Interval(-less.upper, -less.lower)
      modelSaving = MicroDollars(nearestDollars: money.dr - money.logged)
      assumptions = [
        "measured on \(drawn.samples.count) runs whose first tier was drawn by chance",
        "the chances that the ledger recorded are the ones that were used",
      ]
      return
    }
    count = Double(model.runs)
    let row = rows.first { $0.policy == .premiumFirst }
    guard let row, let logged = rows.first, model.runs >= Self.minimum else {
      (basis, assumptions) = (.none, [])
      return
    }
    basis = .model
    (routed, premium) = (logged.cost, row.cost)
    saving = MicroDollars(row.cost.value - logged.cost.value)
    interval = Interval(
      -row.savingInterval.upper, -row.savingInterval.lower,
      confidence: row.savingInterval.confidence)
    modelSaving = MicroDollars(row.models.value - logged.models.value)
    let first = model.premiumFirst.total
    assumptions = [
      "not measured: a model with priors, fitted to \(model.runs) runs",
      first == 0
        ? "no run began with premium: it is assumed to solve 95 % of what cheap solves"
        : "\(first) runs began with premium, not drawn by chance or too few that were",
      "premium's recorded drafts are mostly of tasks that cheap failed: harder ones",
    ]
  }
}
