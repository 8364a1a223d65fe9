package import TandemCore

/// What the ledger knows of drafts here: what they cost, how long they take, how they fared.
package struct Experience: Codable, Sendable, Hashable {
  /// What attempts cost, from the ledger where it knows, else the priors.
  package var costs: StepCosts
  /// How cheap drafts of the configured model fared.
  package var cheap: StepHistory
  /// How premium drafts of the configured model fared.
  package var premium: StepHistory
  /// How the labels of a judge related to what tasks turned out to be, the shipped prior included.
  package var judges: [Tier: ConfusionMatrix]
  /// The share of wrong patches that the verifier passes where no test shows the bug, measured;
  /// nil where too few changes were judged, as the next two.
  package var passesWhenWrong: Double?
  /// The same where a test that was red must turn green.
  package var passesWhenWrongButShown: Double?
  /// How much longer reviews of cheap patches take than of premium ones, as a share.
  package var cheapReviewSurcharge: Double?
  /// Measured over estimated minutes of review.
  package var reviewFactor: Double
  /// Runs that it rests on; 0 for the priors alone.
  package var runs: Int

  /// Makes an experience; none by default.
  package init(
    costs: StepCosts = StepCosts(), cheap: StepHistory = StepHistory(),
    premium: StepHistory = StepHistory(),
    judges: [Tier: ConfusionMatrix] = [.builtin: .shipped(.builtin), .cheap: .shipped(.cheap)],
    reviewFactor: Double = 1, runs: Int = 0
  ) {
    self.reviewFactor = reviewFactor
    self.judges = judges
    self.costs = costs
    self.cheap = cheap
    self.premium = premium
    self.runs = runs
  }

  /// The assumptions with what was measured here in place of what was assumed.
  package func fitted(_ assumptions: CostAssumptions) -> CostAssumptions {
    var fitted = assumptions
    fitted.passesWhenWrong = passesWhenWrong ?? fitted.passesWhenWrong
    fitted.passesWhenWrongButShown = passesWhenWrongButShown ?? fitted.passesWhenWrongButShown
    fitted.cheapReviewSurcharge = cheapReviewSurcharge ?? fitted.cheapReviewSurcharge
    return fitted
  }

  /// What is believed of a cheap draft: the prior and what was seen here.
  package var cheapBelief: BetaBelief { .prior(.draft, .cheap).updated(cheap) }
  /// What is believed of a premium draft.
  package var premiumBelief: BetaBelief { .prior(.draft, .premium).updated(premium) }

  /// What is believed of a task's difficulty once a judge labelled it; nil for a void label, which
  /// says nothing.
  package func belief(_ label: JudgeLabel) -> DifficultyBelief? {
    guard !label.isVoid else { return nil }
    return DifficultyBelief.shipped.moved(to: cheapBelief.mean, premiumBelief.mean)
      .labelled(label.difficulty, by: judges[label.tier] ?? .shipped(label.tier))
  }
}
