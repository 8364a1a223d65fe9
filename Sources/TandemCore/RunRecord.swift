/// A whole run as it was recorded: `run.json`, and all that a report is made of.
package struct RunRecord: Codable, Sendable, Hashable {
  /// The format's name and version.
  package var schema = "tandem.run/1"
  /// The run's id.
  package var id: String
  /// Tandem's version.
  package var version: String
  /// When it began, seconds since 1970.
  package var created: Double
  /// Wall seconds from beginning to end, without pauses between a stop and a resume.
  package var seconds: Double
  /// What was asked.
  package var request: RunRequest
  /// How test commands were isolated.
  package var sandbox: SandboxLevel
  /// What the report is.
  package var triage: Triage?
  /// The files that were looked at, best first.
  package var ranking: [RankedFile]
  /// What the tests said before.
  package var baseline: Baseline?
  /// The contracts, the last one in force.
  package var contracts: [ChangeContract]
  /// A test written to show the bug, frozen before the draft.
  package var reproduction: Reproduction?
  /// The drafts in order, each with what came of it.
  package var attempts: [Attempt]
  /// How the run ended; nil while it has not.
  package var outcome: RunOutcome?
  /// What is left: branch, commit, patch.
  package var result: ChangeResult?
  /// One row an attempt or call.
  package var ledger: [LedgerRow]
  /// What the task cost in all its parts.
  package var cost: CostParts
  /// What came of a review; nil where the run is none.
  package var reviewed: ReviewResult?
  /// How it was routed; nil where it did not come to a draft.
  package var route: Route?

  /// Makes a record from its parts.
  package init(
    id: String, version: String, created: Double, seconds: Double, request: RunRequest,
    sandbox: SandboxLevel, triage: Triage?, ranking: [RankedFile], baseline: Baseline?,
    contracts: [ChangeContract], reproduction: Reproduction?, attempts: [Attempt],
    outcome: RunOutcome?, result: ChangeResult?, ledger: [LedgerRow], cost: CostParts,
    reviewed: ReviewResult? = nil, route: Route? = nil
  ) {
    self.route = route
    self.id = id
    self.version = version
    self.created = created
    self.seconds = seconds
    self.request = request
    self.sandbox = sandbox
    self.triage = triage
    self.ranking = ranking
    self.baseline = baseline
    self.contracts = contracts
    self.reproduction = reproduction
    self.attempts = attempts
    self.outcome = outcome
    self.result = result
    self.ledger = ledger
    self.cost = cost
    self.reviewed = reviewed
  }
}

/// A test written from the report before anybody fixed the bug, seen to fail on the base.
package struct Reproduction: Codable, Sendable, Hashable {
  /// The test files' whole new texts, frozen for the draft.
  package var changes: [FileChange]
  /// The tests that fail on the base.
  package var tests: [TestID]
  /// Why there is none, where there is none.
  package var reason: String

  /// Makes a reproduction from its parts.
  package init(changes: [FileChange], tests: [TestID], reason: String) {
    self.changes = changes
    self.tests = tests
    self.reason = reason
  }
}

/// One draft and what came of it.
package struct Attempt: Codable, Sendable, Hashable {
  /// 1-based number within the run.
  package var number: Int
  /// The draft.
  package var draft: Draft
  /// The draft as a diff against the base.
  package var diff: Diff
  /// Where it leaves the contract.
  package var widening: Widening
  /// What the tests said; nil where it was not run.
  package var verification: Verification?
  /// What the deterministic checks found.
  package var findings: [Finding]
  /// What the reviewer said; nil where it did not come to that.
  package var review: Review?
  /// What the gate decided, in order: after the draft, after the review.
  package var decisions: [Decision]

  /// Makes an attempt from its parts.
  package init(
    number: Int, draft: Draft, diff: Diff, widening: Widening, verification: Verification?,
    findings: [Finding], review: Review? = nil, decisions: [Decision] = []
  ) {
    self.number = number
    self.draft = draft
    self.diff = diff
    self.widening = widening
    self.verification = verification
    self.findings = findings
    self.review = review
    self.decisions = decisions
  }
}

/// What a gate decided, in one sentence with its numbers.
package struct Decision: Codable, Sendable, Hashable {
  /// The action's name.
  package var action: String
  /// The sentence.
  package var reason: String

  /// Makes a decision from its parts.
  package init(action: String, reason: String) {
    self.action = action
    self.reason = reason
  }
}

/// The parts of a task's total cost.
///
/// A part nobody can know is nil, never zero.
package struct CostParts: Codable, Sendable, Hashable {
  /// First attempts of model steps.
  package var tokens: MicroDollars
  /// Model calls of repeated steps.
  package var retries: MicroDollars
  /// Wall seconds of test runs.
  package var testSeconds: Double
  /// Wall seconds of the whole run.
  package var waitingSeconds: Double
  /// What waiting costs at the assumed rate.
  package var waiting: MicroDollars
  /// Minutes a person needs for the diff, estimated.
  package var reviewMinutes: Double
  /// What they cost at the assumed rate.
  package var review: MicroDollars
  /// Expected cost of a wrong patch accepted; nil where no estimate stands.
  package var wrongPatch: MicroDollars?
  /// Calls whose cost nobody knows, booked at their upper bound in `tokens` and `retries`.
  package var upperBoundCalls: Int
  /// Calls of models without a price.
  package var unpricedCalls: Int

  /// Makes parts; everything defaults to nothing.
  package init(
    tokens: MicroDollars = .zero, retries: MicroDollars = .zero, testSeconds: Double = 0,
    waitingSeconds: Double = 0, waiting: MicroDollars = .zero, reviewMinutes: Double = 0,
    review: MicroDollars = .zero, wrongPatch: MicroDollars? = nil, upperBoundCalls: Int = 0,
    unpricedCalls: Int = 0
  ) {
    self.tokens = tokens
    self.retries = retries
    self.testSeconds = testSeconds
    self.waitingSeconds = waitingSeconds
    self.waiting = waiting
    self.reviewMinutes = reviewMinutes
    self.review = review
    self.wrongPatch = wrongPatch
    self.upperBoundCalls = upperBoundCalls
    self.unpricedCalls = unpricedCalls
  }

  /// What was paid to providers.
  package var models: MicroDollars { tokens + retries }
}

extension Attempt {
  /// The attempt's whole change: the frozen reproduction and the draft, one text a path.
  package func changes(with reproduction: Reproduction?) -> [FileChange] {
    FileChange.merged((reproduction?.changes ?? []) + draft.changes)
  }
}

extension FileChange {
  /// One change a path, sorted by path; a later one wins.
  package static func merged(_ changes: [FileChange]) -> [FileChange] {
    Dictionary(changes.map { ($0.path, $0) }, uniquingKeysWith: { $1 }).values
      .sorted { $0.path < $1.path }
  }
}
