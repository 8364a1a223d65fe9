/// How a whole run ended, with its reason; every ending has one exit code.
package enum RunOutcome: Codable, Sendable, Hashable {
  /// A change was verified and accepted.
  case accepted(reason: String)
  /// A change was made that no test could judge: a person must accept it.
  case unverified(reason: String)
  /// A person must answer a question first.
  case parked(Checkpoint)
  /// Only the contract was asked for (`tandem plan`).
  case planned
  /// No change could be accepted; the best attempt is kept as a patch.
  case noChange(reason: String)
  /// The report asks for no fix.
  case notABug(kind: ReportKind, reason: String)
  /// Somebody's diff was looked at (`tandem review`).
  case reviewed(verdict: Review.Verdict, reason: String)
  /// Money or time ran out.
  case overBudget(reason: String)
  /// The environment or the provider failed; worth repeating.
  case infrastructure(reason: String, hint: String?)
  /// The user stopped it.
  case interrupted

  /// The ending in one word, for the metrics.
  package var ending: RunFacts.Ending {
    switch self {
    case .accepted: .accepted
    case .unverified: .unverified
    case .parked: .parked
    case .planned: .planned
    case .noChange: .noChange
    case .notABug: .notABug
    case .reviewed: .reviewed
    case .overBudget: .overBudget
    case .infrastructure: .infrastructure
    case .interrupted: .interrupted
    }
  }

  /// The process exit code of this ending, as documented in the README.
  package var exitCode: Int32 {
    switch self {
    case .accepted, .planned, .reviewed: 0
    case .noChange, .notABug: 1
    case .unverified, .parked: 3
    case .overBudget: 4
    case .infrastructure: 5
    case .interrupted: 130
    }
  }
}

/// A question only a person may answer.
package struct Checkpoint: Codable, Sendable, Hashable {
  /// What is at risk, in one sentence.
  package var question: String
  /// Why it was not decided automatically.
  package var reason: String
  /// What the person can do, each as a command or an action.
  package var options: [String]
  /// The base commit the question is about; another base makes it stale.
  package var base: String
  /// A hash of the diff the question is about; another diff makes it stale.
  package var diffHash: String

  /// Makes a checkpoint from its parts.
  package init(
    question: String, reason: String, options: [String], base: String, diffHash: String
  ) {
    self.question = question
    self.reason = reason
    self.options = options
    self.base = base
    self.diffHash = diffHash
  }
}
