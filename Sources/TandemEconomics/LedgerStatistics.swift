package import TandemCore
package import TandemRouting

/// Everything that a ledger says of its routing.
package struct LedgerStatistics: Encodable, Sendable, Hashable {
  /// The format of the JSON.
  package var schema = "tandem.stats/1"
  /// Runs in the ledger.
  package var runs: Int
  /// Whether routing pays.
  package var verdict: RoutingVerdict
  /// What an accepted change costs.
  package var accepted: AcceptedCost
  /// Where the money for models goes.
  package var shares: CostShares
  /// What premium drafts would have cost.
  package var allPremium: AllPremium
  /// How often the verifier is wrong: over all drafts, those with a test that showed the bug, and
  /// those without.
  package var verifier: [VerifierAccuracy]
  /// How long people really review, by tier.
  package var review: [ReviewCalibration]
  /// How drafts fared, by tier.
  package var drafts: [DraftHistory]
  /// How long calls take, by step kind and tier.
  package var latencies: [Latency]
  /// One for each way in which routing goes wrong.
  package var alarms: [Alarm]

  /// The seed of the worlds behind the modelled figures; fixed, so that equal ledgers give equal
  /// statistics.
  static let seed: UInt64 = 1

  /// Reads a ledger.
  package static func make(
    runs: [RunFacts], assumptions: CostAssumptions, thresholds: AlarmThresholds = AlarmThresholds()
  ) -> LedgerStatistics {
    let tallies = Tallies(runs, assumptions)
    let model = LedgerModel(runs, tallies)
    let rows = ModelBased.rows(model, CandidatePolicy.standard, seed: seed)
    let premium = AllPremium(tallies, model, rows)
    let verifier = VerifierAccuracy("all", runs, shown: nil, assumptions)
    let histories = DraftHistories(runs)
    let latencies = Latency.table(runs)
    let input = AlarmInput(
      facts: runs, tallies: tallies, model: model, histories: histories, latencies: latencies,
      thresholds: thresholds)
    return LedgerStatistics(
      runs: runs.count, verdict: RoutingVerdict(model, premium, rows, verifier),
      accepted: AcceptedCost(tallies), shares: CostShares(runs), allPremium: premium,
      verifier: [
        verifier, VerifierAccuracy("shown", runs, shown: true, assumptions),
        VerifierAccuracy("not shown", runs, shown: false, assumptions),
      ],
      review: tallies.calibrations,
      drafts: [histories.builtin, histories.cheap, histories.premium],
      latencies: latencies, alarms: input.alarms())
  }
}
