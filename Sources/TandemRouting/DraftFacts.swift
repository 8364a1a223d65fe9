package import TandemCore

/// Everything the gate may know after a draft: evidence, what was tried, what is left.
package struct DraftFacts: Codable, Sendable, Hashable {
  /// Who decides between what, and with how much left.
  package var situation: Situation
  /// How the draft ended.
  package var ending: Draft.Ending
  /// Who drafted.
  package var tier: Tier
  /// Whether the draft changes nothing.
  package var isEmpty: Bool
  /// The draft's tests against the baseline; nil where it was not run (it widens, or is empty).
  package var verification: Verification?
  /// What the draft needs beyond its contract.
  package var widening: Widening
  /// What broke that is nobody's fault; such an attempt never counts.
  package var infrastructure: String?
  /// Every attempt at this change that counts, oldest first, this one last.
  package var attempts: [Attempt]
  /// How often the scope was redone for this run.
  package var reScopes: Int
  /// Tests about whose expectation the premium tier was already asked.
  package var expectationsAsked: [TestID]

  /// Makes facts from their parts.
  package init(
    situation: Situation, ending: Draft.Ending, tier: Tier, isEmpty: Bool = false,
    verification: Verification?, widening: Widening = Widening(), infrastructure: String? = nil,
    attempts: [Attempt], reScopes: Int = 0, expectationsAsked: [TestID] = []
  ) {
    self.situation = situation
    self.ending = ending
    self.tier = tier
    self.isEmpty = isEmpty
    self.verification = verification
    self.widening = widening
    self.infrastructure = infrastructure
    self.attempts = attempts
    self.reScopes = reScopes
    self.expectationsAsked = expectationsAsked
  }

  /// One attempt at a draft that counts.
  package struct Attempt: Codable, Sendable, Hashable {
    /// Who made it.
    package var tier: Tier
    /// What its failure looked like; empty where it did not fail.
    package var signature: String

    /// Makes an attempt from its parts.
    package init(tier: Tier, signature: String) {
      self.tier = tier
      self.signature = signature
    }
  }
}

/// Everything the gate may know after a review.
package struct ReviewFacts: Codable, Sendable, Hashable {
  /// Who decides between what, and with how much left.
  package var situation: Situation
  /// What the reviewer says, the deterministic findings included.
  package var review: Review
  /// Who drafted what was reviewed.
  package var draftTier: Tier
  /// The draft's tests against the baseline; its run is nil where no test can be run.
  package var verification: Verification
  /// What broke that is nobody's fault.
  package var infrastructure: String?
  /// Why the drafter itself would not stand for the change unread; nil where it would.
  package var doubt: String?
  /// How many rounds with a reviewer's findings were already made.
  package var rounds: Int

  /// Makes facts from their parts.
  package init(
    situation: Situation, review: Review, draftTier: Tier, verification: Verification,
    infrastructure: String? = nil, rounds: Int = 0, doubt: String? = nil
  ) {
    self.doubt = doubt
    self.situation = situation
    self.review = review
    self.draftTier = draftTier
    self.verification = verification
    self.infrastructure = infrastructure
    self.rounds = rounds
  }
}

/// What holds for both gates of a run: contract, baseline, findings, tiers, money, time.
package struct Situation: Codable, Sendable, Hashable {
  /// The run's id, for the commands a checkpoint offers.
  package var run: String
  /// The base commit.
  package var base: String
  /// A hash of the diff, by which a person's answer goes stale.
  package var diffHash: String
  /// What was agreed.
  package var contract: ChangeContract
  /// What the tests said before.
  package var baseline: Baseline
  /// The deterministic findings in the diff.
  package var findings: [Finding]
  /// Whether a person already accepted the risks of exactly this base and diff.
  package var riskAccepted: Bool
  /// The tiers that can draft here; `builtin` alone where no model is configured.
  package var tiers: Set<Tier>
  /// The most attempts of each sort.
  package var limits: AttemptLimits
  /// What attempts cost here.
  package var costs: StepCosts
  /// The prices of time, review and error.
  package var assumptions: CostAssumptions
  /// How cheap drafts fared here before.
  package var cheapHistory: StepHistory
  /// How premium drafts fared here before.
  package var premiumHistory: StepHistory
  /// Money left; nil where no limit is set.
  package var moneyLeft: MicroDollars?
  /// Seconds left.
  package var secondsLeft: Double
  /// Seconds until somebody wants the change; nil where nobody waits.
  package var deadlineLeft: Double?
  /// Which way the run takes.
  package var mode: Route.Mode
  /// The model tier that drafts first, after the builtin repair gave up; nil for the next above it.
  package var firstModel: Tier?
  /// How hard the task is, where a judge's label is a prior; nil for the plain rule.
  package var belief: DifficultyBelief?

  /// Makes a situation from its parts.
  package init(
    run: String, base: String, diffHash: String, contract: ChangeContract, baseline: Baseline,
    findings: [Finding] = [], riskAccepted: Bool = false, tiers: Set<Tier>,
    limits: AttemptLimits = AttemptLimits(), costs: StepCosts = StepCosts(),
    assumptions: CostAssumptions = CostAssumptions(), cheapHistory: StepHistory = StepHistory(),
    premiumHistory: StepHistory = StepHistory(), moneyLeft: MicroDollars? = nil,
    secondsLeft: Double, deadlineLeft: Double? = nil, mode: Route.Mode = .routed,
    firstModel: Tier? = nil, belief: DifficultyBelief? = nil
  ) {
    self.deadlineLeft = deadlineLeft
    self.mode = mode
    self.firstModel = firstModel
    self.belief = belief
    self.run = run
    self.base = base
    self.diffHash = diffHash
    self.contract = contract
    self.baseline = baseline
    self.findings = findings
    self.riskAccepted = riskAccepted
    self.tiers = tiers
    self.limits = limits
    self.costs = costs
    self.assumptions = assumptions
    self.cheapHistory = cheapHistory
    self.premiumHistory = premiumHistory
    self.moneyLeft = moneyLeft
    self.secondsLeft = secondsLeft
  }
}

/// The most attempts of each sort in one run.
///
/// Every extra attempt at a gate that lets some wrong patches pass is a fresh chance for one, so
/// the caps stay even where the rule would go on.
package struct AttemptLimits: Codable, Sendable, Hashable {
  /// Cheap drafts, at most 3 whatever is asked.
  package var cheap: Int
  /// Premium drafts.
  package var premium: Int
  /// Times the scope is redone.
  package var reScopes: Int
  /// Rounds with a reviewer's findings.
  package var rounds: Int

  /// Makes limits; the shipped ones by default.
  package init(cheap: Int = 2, premium: Int = 2, reScopes: Int = 1, rounds: Int = 1) {
    self.cheap = min(cheap, 3)
    self.premium = premium
    self.reScopes = reScopes
    self.rounds = rounds
  }

  /// Returns the cap for drafts of `tier`.
  ///
  /// Builtin repair is deterministic: once.
  func drafts(_ tier: Tier) -> Int {
    switch tier {
    case .builtin, .human: 1
    case .cheap: cheap
    case .premium: premium
    }
  }
}

/// What one attempt of each kind costs here, from the ledger where it knows, else the prior.
package struct StepCosts: Codable, Sendable, Hashable {
  /// A cheap draft.
  ///
  /// Prior: open models on SWE-bench Verified, $0.04 to $0.42 an instance.
  package var cheapDraft = MicroDollars(150_000)
  /// A premium draft with its packet.
  ///
  /// Prior: Opus 4.8 on SWE-bench Verified, $0.75 an instance.
  package var premiumDraft = MicroDollars(750_000)
  /// A scope step, also a question about an expectation.
  package var scope = MicroDollars(150_000)
  /// A model's review.
  package var review = MicroDollars(100_000)
  /// Wall seconds of a cheap draft.
  ///
  /// Prior: the same index, 343 s to 1,078 s.
  package var cheapSeconds = 400.0
  /// Wall seconds of a premium draft.
  ///
  /// Prior: the same index, 159 s.
  package var premiumSeconds = 160.0
  /// Wall seconds of a verification, from the baseline.
  package var verifySeconds = 30.0
  /// Minutes a person needs for the diff.
  package var reviewMinutes = 2.0

  /// The priors.
  package init() {}

  /// Returns the costs where the models of these tiers run on this machine and cost nothing.
  package func free(_ tiers: Set<Tier>) -> StepCosts {
    var costs = self
    if tiers.contains(.cheap) { costs.cheapDraft = .zero }
    if tiers.contains(.premium) {
      (costs.premiumDraft, costs.scope, costs.review) = (.zero, .zero, .zero)
    }
    return costs
  }

  /// Returns what a draft of `tier` costs in money.
  func draft(_ tier: Tier) -> MicroDollars {
    switch tier {
    case .builtin, .human: .zero
    case .cheap: cheapDraft
    case .premium: premiumDraft
    }
  }
}
