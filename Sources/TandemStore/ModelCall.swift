package import TandemCore

/// One call to a model, as it is booked before its first byte leaves.
package struct ModelCall: Sendable, Hashable {
  /// The run.
  package var run: String
  /// The step's key within the run.
  package var step: String
  /// The kind of step, for the ledger's row.
  package var kind: StepKind
  /// The tier whose model is asked, for the ledger's row.
  package var tier: Tier
  /// A hash of the whole request; the recorded answer is found by it.
  package var requestHash: String
  /// The model that will run.
  package var model: String
  /// The price row used; nil where no money is at stake.
  package var priceRow: String?
  /// The worst case that the caps must have room for.
  package var bound: MicroDollars
  /// What is sent, for people who ask what left the machine.
  package var request: ModelRequest?

  /// Makes a call from its parts.
  package init(
    run: String, step: String, kind: StepKind, tier: Tier, requestHash: String, model: String,
    priceRow: String?, bound: MicroDollars, request: ModelRequest? = nil
  ) {
    self.run = run
    self.step = step
    self.kind = kind
    self.tier = tier
    self.requestHash = requestHash
    self.model = model
    self.priceRow = priceRow
    self.bound = bound
    self.request = request
  }
}

/// A booked call and what has become of it.
package struct BookedCall: Sendable, Hashable {
  /// Its number in the ledger.
  package var id: Int64
  /// What was booked.
  package var call: ModelCall
  /// How far it came.
  package var state: State
  /// What counts against the caps: the worst case until it has ended, then the truth; for each
  /// earlier send of which nobody knows the cost, once more the worst case.
  package var booked: MicroDollars
  /// How often it was sent; each send may have cost money.
  package var sends: Int
  /// The provider's id, by which it can be asked about.
  package var requestID: String?
  /// The model that answered.
  package var servedModel: String?
  /// Tokens as far as they are known.
  package var usage: TokenUsage?

  /// How far a call came.
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// Booked; nothing has left the machine.
    case intended
    /// Its first byte may have left.
    case sent
    /// The provider accepted it: it is being billed.
    case accepted
    /// The provider reported usage; the end is outstanding.
    case usage
    /// Ended, its cost known.
    case settled
    /// Ended, and cost nothing.
    case free
    /// Nobody knows what it cost: booked at its worst case, closable by hand.
    case indeterminate
  }
}
