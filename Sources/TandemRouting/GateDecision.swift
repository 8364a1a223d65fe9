package import TandemCore

/// What happens next, with its reason in one sentence.
package struct GateDecision: Codable, Sendable, Hashable {
  /// What happens next.
  package var action: Action
  /// Why, with the numbers.
  package var reason: String
  /// The retry rule's numbers, where it was asked.
  package var odds: RetryOdds?

  /// Makes a decision from its parts.
  package init(_ action: Action, _ reason: String, odds: RetryOdds? = nil) {
    self.action = action
    self.reason = reason
    self.odds = odds
  }

  /// What may happen after a draft or a review.
  package enum Action: Codable, Sendable, Hashable {
    /// Have the draft reviewed.
    case review
    /// Draft again at the same tier, with the packet.
    case retry(Tier)
    /// Draft at a stronger tier, with the packet.
    case escalateDraft(Tier)
    /// Ask for a new contract, with what the draft needed.
    case reScope
    /// Ask the premium tier whether the report itself says that these tests expect the wrong thing.
    case nameExpectationChange([TestID])
    /// Park the run for a person.
    case askPerson(Checkpoint)
    /// Draft again at this tier with the reviewer's findings.
    case oneMoreRound(Tier)
    /// Make the branch; a person must accept it, since no test could judge it.
    case acceptUnverified
    /// Make the branch.
    case accept
    /// End the run.
    case stop(StopCause)

    /// The action's short name, for the ledger: `review`, `retry`, `stop`.
    package var name: String {
      switch self {
      case .review: "review"
      case .retry: "retry"
      case .escalateDraft: "escalate"
      case .reScope: "re-scope"
      case .nameExpectationChange: "name expectation change"
      case .askPerson: "ask person"
      case .oneMoreRound: "one more round"
      case .acceptUnverified: "accept unverified"
      case .accept: "accept"
      case .stop: "stop"
      }
    }
  }

  /// Why a run ends without an accepted change.
  package enum StopCause: String, Codable, Sendable, Hashable {
    /// Nothing acceptable was made; the best attempt is kept as a patch.
    case noChange
    /// Money or time ran out.
    case overBudget
    /// The environment or the provider failed; worth repeating.
    case infrastructure
  }
}
