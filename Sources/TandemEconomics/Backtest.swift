package import TandemCore
package import TandemRouting

/// What a ledger says of policies it was not logged under, at four levels of evidence that are never
/// mixed in one number.
package struct Backtest: Encodable, Sendable, Hashable {
  /// The format of the JSON.
  package var schema = "tandem.backtest/1"
  /// The seed of everything that is drawn.
  package var seed: UInt64
  /// Runs in the ledger that drafted and ended.
  package var runs: Int
  /// Policies that were tried: the more, the likelier one looks good by chance.
  package var tried: Int
  /// The policy that the ledger was logged under.
  package var logged: CandidatePolicy
  /// What all model calls cost.
  package var ledgerTotal: MicroDollars
  /// Level 1, re-pricing: the same under another price of a call; nil where none was given.
  package var repriced: MicroDollars?
  /// Level 1, replay: the logged policy first.
  package var exact: [ExactReplay]
  /// Level 2.
  package var offPolicy: [OffPolicy]
  /// Level 3: the logged policy first; nothing where there are too few runs to fit.
  package var modelBased: [ModelBased]
  /// Level 4.
  package var probes: ProbeRuns
  /// How often the logged verifier is wrong: no saving is told without it.
  package var verifier: VerifierAccuracy
  /// What to know before believing any of it.
  package var caveats = Caveats.all

  /// Samples of runs that intervals are drawn from.
  package static let rounds = 400

  /// Backtests policies on a ledger; the same seed gives the same values.
  ///
  /// - Parameter reprice: another price of a recorded call, where the question is about prices.
  package static func make(
    runs: [RunFacts], assumptions: CostAssumptions,
    policies: [CandidatePolicy] = CandidatePolicy.standard, seed: UInt64,
    reprice: ((CallFact) -> MicroDollars)? = nil
  ) -> Backtest {
    let tallies = Tallies(runs, assumptions)
    let model = LedgerModel(runs, tallies)
    let logged = model.logged
    return Backtest(
      seed: seed, runs: tallies.runs.count { $0.isCounted && $0.firstTier != nil },
      tried: policies.count, logged: logged,
      ledgerTotal: ExactReplay.repriced(runs) { $0.cost },
      repriced: reprice.map { ExactReplay.repriced(runs, price: $0) },
      exact: [ExactReplay(nil, logged: logged, runs, tallies)]
        + policies.map { ExactReplay($0, logged: logged, runs, tallies) },
      offPolicy: policies.map {
        OffPolicy($0, tallies, cheapCap: model.cheapCap, seed: seed, rounds: rounds)
      },
      modelBased: model.runs < AllPremium.minimum
        ? [] : ModelBased.rows(model, policies, seed: seed, hasBands: true),
      probes: ProbeRuns(runs, tallies, seed: seed),
      verifier: .all(of: runs, assumptions: assumptions))
  }
}
