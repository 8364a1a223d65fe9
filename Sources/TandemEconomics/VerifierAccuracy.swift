package import TandemCore
package import TandemRouting

/// How often the verifier is wrong, told from what people said of the changes it passed.
///
/// f = P(passes | wrong) = wrong passes / (wrong passes + wrong refusals). Nobody looks at refused
/// drafts, so right ones among them are estimated: of G right passes, G·(1−s)/s were refused.
package struct VerifierAccuracy: Encodable, Sendable, Hashable {
  /// Which drafts: `all`, `shown` (a red test had to turn green), `not shown`.
  package var drafts: String
  /// Changes that passed and that people found fault with, of those that people judged.
  package var wrongAmongPassed = Share(0, of: 0)
  /// Drafts that passed.
  package var passes = 0
  /// Drafts that were refused.
  package var refusals = 0
  /// f: the share of wrong drafts that pass, 0 to 1; nil below `minimum` judged changes.
  package var falseAccepts: Double?
  /// Its interval, from draws of both shares.
  package var interval: Interval?
  /// Changes of refused drafts that a person took all the same, of those a person judged.
  package var falseRefusals = Share(0, of: 0)

  /// Judged changes below which no rate is told.
  package static let minimum = 20
  /// The rate from which a cheap-first cascade is no longer better than premium only, on 500 tasks
  /// of SWE-bench Verified: dearer than that it is a lower quality at a lower price.
  package static let line = 0.15

  init(_ drafts: String, _ facts: [RunFacts], shown: Bool?, _ assumptions: CostAssumptions) {
    self.drafts = drafts
    var (bad, judged, refused, looked) = (0, 0, 0, 0)
    for index in facts.indices {
      let made = facts[index].drafts
      guard let last = made.last else { continue }
      for place in made.indices where shown == nil || made[place].isShown == shown {
        guard let passed = made[place].passed else { continue }
        if passed { passes += 1 } else { refusals += 1 }
      }
      let standing = Standing(facts[index])
      guard standing.isJudged, shown == nil || last.isShown == shown else { continue }
      if last.passed == true {
        judged += 1
        if standing.isBad { bad += 1 }
      } else if last.passed == false {
        looked += 1
        if standing == .accepted { refused += 1 }
      }
    }
    wrongAmongPassed = Share(bad, of: judged)
    falseRefusals = Share(refused, of: looked)
    guard judged >= Self.minimum else { return }
    let s = assumptions.passesWhenRight
    falseAccepts = Self.rate(
      wrong: wrongAmongPassed.value, passing: Share(passes, of: passes + refusals).value, s)
    var stream = RandomStream(0x7665_7269_6679)
    let draws = (0..<500).map { _ in
      Self.rate(
        wrong: stream.beta(Double(bad) + 0.5, Double(judged - bad) + 0.5),
        passing: stream.beta(Double(passes) + 0.5, Double(refusals) + 0.5), s)
    }
    interval = Interval(of: draws)
  }

  /// The accuracy over all drafts of a ledger.
  package static func all(
    of runs: [RunFacts], assumptions: CostAssumptions
  ) -> VerifierAccuracy {
    VerifierAccuracy("all", runs, shown: nil, assumptions)
  }

  /// f from the share of wrong ones among passes and the share of drafts that pass.
  static func rate(wrong: Double, passing: Double, _ s: Double) -> Double {
    let wrongPasses = passing * wrong
    let wrongRefusals = max(0, 1 - passing - passing * (1 - wrong) * (1 - s) / s)
    return wrongPasses == 0 ? 0 : wrongPasses / (wrongPasses + wrongRefusals)
  }

  /// What is known of the wrong changes that pass; told beside every saving.
  package var sentence: String {
    let judged = wrongAmongPassed.total
    guard let falseAccepts, let interval else {
      return
        "how many wrong drafts pass is not known (\(judged) of \(Self.minimum) judged changes), "
        + "so quality may have fallen with the price"
    }
    let figures =
      "\(percent(falseAccepts)) of wrong drafts pass the verifier "
      + "(95 % interval \(percent(interval.lower)) to \(percent(interval.upper)), \(judged) judged "
      + "changes)"
    return switch isAboveLine {
    case true?:
      "\(figures), above the 15 % line: this is a lower quality at a lower price, no saving"
    case false?: "\(figures), below the 15 % from which a lower price is a lower quality"
    case nil: "\(figures), perhaps above the 15 % line, where a lower price is a lower quality"
    }
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// Whether the rate lies above the line, for all that is known; nil where it may be either.
  package var isAboveLine: Bool? {
    guard let interval else { return nil }
    if interval.lower > Self.line { return true }
    return interval.upper < Self.line ? false : nil
  }
}
