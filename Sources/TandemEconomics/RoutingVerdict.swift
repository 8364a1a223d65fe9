package import TandemCore

/// The one thing a user wants to know: whether routing pays here.
package struct RoutingVerdict: Encodable, Sendable, Hashable {
  /// The answer.
  package var answer: Answer
  /// Runs with judged drafts.
  package var runs: Int
  /// The simpler policy that would have been cheaper; nil where none would.
  package var simpler: CandidatePolicy?
  /// By how much, or how much routing saves against premium drafts; a run.
  package var difference: MicroDollars?
  /// Its interval, dollars a run.
  package var interval: Interval?
  /// What the answer rests on.
  package var evidence: AllPremium.Basis
  /// What it says, in sentences; the first is the answer.
  package var sentences: [String]

  /// The answer in one word.
  package enum Answer: String, Encodable, Sendable, Hashable {
    /// Routing costs less than premium drafts, and no simpler policy costs less.
    case pays
    /// A simpler policy would have cost less.
    case simplerIsCheaper = "a simpler policy is cheaper"
    /// The ledger shows no difference.
    case unclear
    /// Nobody can say yet.
    case tooFew = "too few runs"
  }

  /// Runs below which nothing is said.
  package static let minimum = 50
  /// How sure the model must be.
  static let certainty = 0.9
  /// Differences below this share of a run's cost are none.
  static let relevant = 0.02

  init(
    _ model: LedgerModel, _ premium: AllPremium, _ rows: [ModelBased], _ verifier: VerifierAccuracy
  ) {
    runs = model.runs
    evidence = premium.basis
    guard runs >= Self.minimum else {
      (answer, evidence) = (.tooFew, .none)
      sentences = ["too few runs to say whether routing pays (\(runs) of \(Self.minimum))"]
      return
    }
    let isDrawn = premium.basis == .randomised
    if isDrawn, model.logged.firstTier == .cheap, let lost = premium.interval, lost.upper < 0,
      let saving = premium.saving
    {
      (answer, simpler) = (.simplerIsCheaper, .premiumFirst)
      (difference, interval) = (MicroDollars(-saving.value), Interval(-lost.upper, -lost.lower))
      sentences = [
        "a simpler policy would have been cheaper: premium drafts, by \(difference ?? .zero) a run; "
          + "measured on runs that were drawn"
      ]
    } else if let best = Self.cheaper(rows, model, isDrawn) {
      (answer, simpler, evidence) = (.simplerIsCheaper, best.policy, .model)
      (difference, interval) = (best.saving, best.savingInterval)
      sentences = [
        "a simpler policy would have been cheaper: \(best.policy.name), by \(best.saving) a run; "
          + "from the model, not measured"
      ]
    } else if model.logged.firstTier == .cheap, let saving = premium.saving,
      let range = premium.interval, range.lower > 0
    {
      (answer, difference, interval) = (.pays, saving, range)
      sentences = [
        "routing pays here: \(saving) less a run than with premium drafts; "
          + (isDrawn ? "measured on runs that were drawn" : "from the model, not measured")
      ]
      sentences.append(verifier.sentence)
    } else {
      answer = .unclear
      (difference, interval) = (premium.saving, premium.interval)
      sentences = ["this ledger shows no difference between routing and simpler policies"]
    }
    if answer == .simplerIsCheaper { sentences.append(verifier.sentence) }
    if model.direct.total < AcceptedCost.minimum {
      sentences.append(
        "not compared: direct runs (\(model.direct.total) of \(AcceptedCost.minimum)), and another "
          + "tier for scope or review, which only probes can tell")
    }
  }

  /// The simpler policy that the model is sure of; where runs were drawn, not about what they tell.
  private static func cheaper(
    _ rows: [ModelBased], _ model: LedgerModel, _ isDrawn: Bool
  ) -> ModelBased? {
    guard let logged = rows.first else { return nil }
    let enough = relevant * Double(logged.cost.value)
    return rows.dropFirst().filter { row in
      let policy = row.policy
      let isSimpler =
        switch policy.mode {
        case .routed:
          policy.firstTier == .premium
            ? !isDrawn && logged.policy.cheapDrafts > 0
            : policy.cheapDrafts < logged.policy.cheapDrafts
        case .premiumOnly: !isDrawn && logged.policy.cheapDrafts > 0
        case .direct: model.direct.total >= AcceptedCost.minimum
        case .cheapOnly: false
        }
      return isSimpler && row.cheaper >= certainty && Double(row.saving.value) > enough
    }.max { $0.saving < $1.saving }
  }
}
