package import TandemCore

/// What a whole task cost: never only the tokens.
package enum TaskCost {
  /// Returns the parts, from what was recorded and the assumed prices of time, review and error.
  ///
  /// - Parameters:
  ///   - testSeconds: wall seconds of all test runs.
  ///   - seconds: wall seconds of the run.
  ///   - diff: what a person has to review; empty where nothing was made.
  ///   - outcome: how the run ended; an expected cost of error stands only for an accepted change.
  package static func parts(
    ledger: [LedgerRow], testSeconds: Double, seconds: Double, diff: Diff, outcome: RunOutcome?,
    assumptions: CostAssumptions = CostAssumptions()
  ) -> CostParts {
    let minutes = ReviewBurden.minutes(for: diff)
    var parts = CostParts(
      testSeconds: testSeconds, waitingSeconds: seconds, waiting: assumptions.waiting(seconds),
      reviewMinutes: minutes, review: assumptions.reviewing(minutes))
    for row in ledger {
      if StepKey(row.step).isRepeated {
        parts.retries += row.cost
      } else {
        parts.tokens += row.cost
      }
      if row.isUpperBound { parts.upperBoundCalls += 1 }
      if row.requestedModel != nil, row.priceRow == nil { parts.unpricedCalls += 1 }
    }
    if case .accepted = outcome {
      let drafter = ledger.last { $0.kind == .draft }?.tier ?? .builtin
      parts.wrongPatch = wrongPatch(by: drafter, assumptions)
    }
    return parts
  }

  /// The expected cost of having accepted a wrong patch: P(wrong | passed) · D.
  ///
  /// By Bayes from the tier's prior and the verifier's error rates where a test that was red on the
  /// base turned green, which an accepted change needs. A review is left out: its own error rate is
  /// not known.
  private static func wrongPatch(by tier: Tier, _ assumptions: CostAssumptions) -> MicroDollars {
    let right = BetaBelief.prior(.draft, tier).mean
    let passesWrong = (1 - right) * assumptions.passesWhenWrongButShown
    let passes = right * assumptions.passesWhenRight + passesWrong
    return assumptions.wrongPatch.scaled(by: passesWrong / passes)
  }
}
