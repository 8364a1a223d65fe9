package import TandemCore

/// What is believed of a tier's chance at one kind of step: a Beta distribution.
///
/// Pass rates across problems are well described by it; after k failures on the *same* problem the
/// predictive chance falls, because the problem is probably a hard one.
package struct BetaBelief: Codable, Sendable, Hashable {
  /// Pseudo-successes plus successes, a.
  package var successes: Double
  /// Pseudo-failures plus failures, b.
  package var failures: Double

  /// Makes a belief from its counts.
  package init(successes: Double, failures: Double) {
    self.successes = successes
    self.failures = failures
  }

  /// The expected chance, a / (a + b).
  package var mean: Double { successes / (successes + failures) }

  /// Returns the chance of the next attempt after `k` failures on the same step, a / (a + b + k).
  package func chance(afterFailures k: Int) -> Double {
    successes / (successes + failures + Double(k))
  }

  /// Returns the belief with a history of this step kind, repository and model version added.
  package func updated(_ history: StepHistory) -> BetaBelief {
    BetaBelief(
      successes: successes + history.successes, failures: failures + history.failures
    )
  }

  /// Returns the prior of `tier` at `kind`, worth six observations: a dozen runs outweigh it.
  ///
  /// Drafts: SWE-bench Verified, 500 tasks, GPT-5-mini 59.8 % (cheap) and Opus 4.5 74.4 %
  /// (premium). The others are set by what the step asks for, not measured: triage and judging
  /// are mostly reading, scope and review are where cheap models are weakest.
  package static func prior(_ kind: StepKind, _ tier: Tier) -> BetaBelief {
    let mean =
      switch (kind, tier) {
      case (_, .human): 0.98
      case (.triage, .builtin): 0.85
      case (.triage, .cheap), (.triage, .premium): 0.95
      case (.judge, .builtin): 0.5
      case (.judge, .cheap), (.judge, .premium): 0.65
      case (.scope, .builtin): 0.2
      case (.scope, .cheap): 0.4
      case (.scope, .premium): 0.75
      case (.draft, .builtin): 0.1
      case (.draft, .cheap): 0.598
      case (.draft, .premium): 0.744
      case (.review, .builtin): 0.3
      case (.review, .cheap): 0.5
      case (.review, .premium): 0.85
      }
    return BetaBelief(successes: mean * 6, failures: (1 - mean) * 6)
  }
}

/// How often a tier succeeded at a kind of step; success is a change that was accepted.
///
/// Old counts weigh less than new ones, so they are no whole numbers.
package struct StepHistory: Codable, Sendable, Hashable {
  /// Accepted.
  package var successes: Double
  /// Not accepted; infrastructure failures are not counted.
  package var failures: Double

  /// Makes a history from its counts.
  package init(successes: Double = 0, failures: Double = 0) {
    self.successes = successes
    self.failures = failures
  }
}
