/// One run as the ledger's metrics see it: how it was routed, what was tried, what came of it.
///
/// Numbers and words only, no texts of the report or the code.
package struct RunFacts: Codable, Sendable, Hashable {
  /// The run's id.
  package var run: String
  /// When it began, seconds since 1970.
  package var created: Double
  /// Wall seconds from beginning to end, without pauses.
  package var seconds: Double
  /// How it was routed; nil for runs that never came to a draft, and for those of older versions.
  package var route: Route?
  /// Its drafts, in order.
  package var drafts: [DraftFact]
  /// Its model calls, in order.
  package var calls: [CallFact]
  /// How it ended.
  package var ending: Ending
  /// The most it was allowed to spend; nil where no limit is known.
  package var cap: MicroDollars?
  /// The last thing somebody said of its change; nil while nobody did.
  package var verdict: ChangeVerdict?
  /// Minutes a person took to decide, measured; nil where nobody measured them.
  package var reviewMinutes: Double?
  /// A digest of the report it worked on, so that runs of the same report are recognised; nil where
  /// nobody kept one.
  package var report: String?

  /// Makes facts from their parts.
  package init(
    run: String, created: Double, seconds: Double, route: Route?, drafts: [DraftFact] = [],
    calls: [CallFact] = [], ending: Ending, cap: MicroDollars? = nil,
    verdict: ChangeVerdict? = nil, reviewMinutes: Double? = nil, report: String? = nil
  ) {
    self.run = run
    self.created = created
    self.seconds = seconds
    self.route = route
    self.drafts = drafts
    self.calls = calls
    self.ending = ending
    self.cap = cap
    self.verdict = verdict
    self.reviewMinutes = reviewMinutes
    self.report = report
  }

  /// The first draft that routing decided: the builtin repair before it costs nothing, and is no
  /// choice between models.
  package var firstDraft: DraftFact? { drafts.first { $0.tier != .builtin } ?? drafts.first }

  /// How a run ended, in one word.
  package enum Ending: String, Codable, Sendable, Hashable, CaseIterable {
    /// A change was verified and accepted.
    case accepted
    /// A change that no test could judge.
    case unverified
    /// It waits for a person.
    case parked
    /// Only the contract was asked for.
    case planned
    /// No acceptable change.
    case noChange
    /// The report asks for no fix.
    case notABug
    /// A diff was looked at.
    case reviewed
    /// Money or time ran out.
    case overBudget
    /// The environment or the provider failed.
    case infrastructure
    /// The user stopped it.
    case interrupted
    /// It has not ended.
    case open
  }
}

/// One draft as the metrics see it.
package struct DraftFact: Codable, Sendable, Hashable {
  /// 1-based number within the run.
  package var number: Int
  /// Who drafted.
  package var tier: Tier
  /// Whether the verifier passed it; nil where no test could judge it.
  package var passed: Bool?
  /// Whether a test that was red on the base had to turn green.
  package var isShown: Bool
  /// Wall seconds of the draft.
  package var seconds: Double
  /// Wall seconds of its verification.
  package var verifySeconds: Double
  /// The failure's normalised signature; empty where it did not fail.
  package var signature: String
  /// Files that the contract names.
  package var plannedFiles: Int
  /// Files that the draft touches.
  package var touchedFiles: Int
  /// Files of them that the contract does not name.
  package var outsideFiles: Int
  /// Lines added and removed.
  package var lines: Int
  /// p: the chance that was given to another cheap draft after this one; nil where the rule was
  /// not asked.
  package var chance: Double?
  /// p*: the chance it would have needed.
  package var threshold: Double?
  /// E: what finishing with premium was expected to cost.
  package var finishing: MicroDollars?
  /// What the gate decided after it: `review`, `retry`, `escalate`.
  package var decision: String
  /// The decision's one sentence.
  package var reason: String
  /// The model that drafted; nil for builtin drafts and where nobody kept it.
  package var model: String?

  /// Makes a fact from its parts.
  package init(
    number: Int, tier: Tier, passed: Bool?, isShown: Bool = true, seconds: Double = 0,
    verifySeconds: Double = 0, signature: String = "", plannedFiles: Int = 1,
    touchedFiles: Int = 1, outsideFiles: Int = 0, lines: Int = 0, chance: Double? = nil,
    threshold: Double? = nil, finishing: MicroDollars? = nil, decision: String = "",
    reason: String = "", model: String? = nil
  ) {
    self.number = number
    self.tier = tier
    self.passed = passed
    self.isShown = isShown
    self.seconds = seconds
    self.verifySeconds = verifySeconds
    self.signature = signature
    self.plannedFiles = plannedFiles
    self.touchedFiles = touchedFiles
    self.outsideFiles = outsideFiles
    self.lines = lines
    self.chance = chance
    self.threshold = threshold
    self.finishing = finishing
    self.decision = decision
    self.reason = reason
    self.model = model
  }
}

/// One model call as the metrics see it.
package struct CallFact: Codable, Sendable, Hashable {
  /// The kind of step it was made for.
  package var kind: StepKind
  /// Whose model was asked.
  package var tier: Tier
  /// The draft it belongs to, 1-based; nil for a call of another step.
  package var draft: Int?
  /// Tokens by class.
  package var usage: TokenUsage
  /// What it cost.
  package var cost: MicroDollars
  /// Whether nobody knows the real cost and the worst case is booked.
  package var isUpperBound: Bool
  /// Whether the model has a price (or runs on this machine).
  package var isPriced: Bool
  /// Whether the model that was asked answered.
  package var isAsAsked: Bool
  /// Whether its step had been made before.
  package var isRepeated: Bool
  /// Wall seconds.
  package var seconds: Double
  /// Whether a whole reply came.
  package var succeeded: Bool

  /// Makes a fact from its parts.
  package init(
    kind: StepKind, tier: Tier, draft: Int? = nil, usage: TokenUsage = TokenUsage(),
    cost: MicroDollars = .zero, isUpperBound: Bool = false, isPriced: Bool = true,
    isAsAsked: Bool = true, isRepeated: Bool = false, seconds: Double = 0, succeeded: Bool = true
  ) {
    self.kind = kind
    self.tier = tier
    self.draft = draft
    self.usage = usage
    self.cost = cost
    self.isUpperBound = isUpperBound
    self.isPriced = isPriced
    self.isAsAsked = isAsAsked
    self.isRepeated = isRepeated
    self.seconds = seconds
    self.succeeded = succeeded
  }
}

/// What became of a run's change once people saw it.
package struct ChangeVerdict: Codable, Sendable, Hashable {
  /// What became of it.
  package var word: Word
  /// Who says so: a name, or `git`.
  package var by: String
  /// When, seconds since 1970.
  package var time: Double
  /// A remark, empty for none.
  package var note: String
  /// Minutes the person took, where they were measured or given.
  package var minutes: Double?

  /// Makes a verdict from its parts.
  package init(_ word: Word, by: String, time: Double, note: String = "", minutes: Double? = nil) {
    self.word = word
    self.by = by
    self.time = time
    self.note = note
    self.minutes = minutes
  }

  /// What became of a change.
  package enum Word: String, Codable, Sendable, Hashable, CaseIterable {
    /// Taken as it was.
    case accepted
    /// Taken after a person changed it.
    case reworked
    /// Taken, then taken back.
    case reverted
    /// Not taken.
    case rejected
  }
}
