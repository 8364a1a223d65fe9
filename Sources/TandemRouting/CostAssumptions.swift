package import TandemCore

/// The constants that price what no invoice shows: time, review, a wrong patch.
///
/// One table, with the source of each row; every one may be overridden by the user's configuration.
package struct CostAssumptions: Codable, Sendable, Hashable {
  /// A reviewer's hour.
  ///
  /// Source: the reference wage of the rule's derivation ($1 is 40 seconds).
  package var reviewerHour = MicroDollars(90_000_000)
  /// An hour in which somebody waits for the run.
  ///
  /// Source: a tenth of the reviewer's hour, since a run is waited for beside other work; 0 turns
  /// the price of delay off.
  package var waitingHour = MicroDollars(9_000_000)
  /// An hour of the machine that runs the tests.
  ///
  /// Source: list price of two cloud cores, 2026.
  package var machineHour = MicroDollars(100_000)
  /// What a wrong patch costs once accepted (D).
  ///
  /// Source: the middle row of the rule's sensitivity table, about 13 minutes of a developer.
  package var wrongPatch = MicroDollars(20_000_000)
  /// What it costs when a person makes the change (H).
  ///
  /// Source: 20 minutes of the reviewer's hour.
  package var takeover = MicroDollars(30_000_000)
  /// The extra review a cheap patch needs over a premium one, as a share.
  ///
  /// Source: the toy world of the rule ($0.30 on $3.00).
  package var cheapReviewSurcharge = 0.1
  /// P(verifier passes | patch right), s.
  ///
  /// Source: 56 of 443 right Django drafts break a nearby existing test, so 0.87 pass.
  package var passesWhenRight = 0.87
  /// P(verifier passes | patch wrong), f, where no test shows the bug.
  ///
  /// Source: 144 of 205 wrong Django drafts pass the nearby existing tests.
  package var passesWhenWrong = 0.70
  /// The same where a test was red on the base and must turn green.
  ///
  /// Source: 0 of 13 wrong drafts passed such a test; half of that sample's 95 % upper bound of
  /// 0.23, since 0 is not known.
  package var passesWhenWrongButShown = 0.12

  /// The shipped values.
  package init() {}

  /// Returns what `seconds` of waiting cost.
  package func waiting(_ seconds: Double) -> MicroDollars {
    waitingHour.scaled(by: seconds / 3600)
  }

  /// Returns what `seconds` of tests cost the machine.
  package func testing(_ seconds: Double) -> MicroDollars {
    machineHour.scaled(by: seconds / 3600)
  }

  /// Returns what `minutes` of review cost.
  package func reviewing(_ minutes: Double) -> MicroDollars {
    reviewerHour.scaled(by: minutes / 60)
  }
}
