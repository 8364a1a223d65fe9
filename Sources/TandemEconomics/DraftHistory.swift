package import TandemCore
package import TandemRouting

/// How a tier's drafts fared: what its Beta belief is updated with.
///
/// A draft succeeds where its change stands: it passed the verifier, was the run's last draft and
/// nobody found fault with it. It fails where the verifier, the review or a person refused it.
/// Old drafts fade by γ a week, and those of an earlier model version count 0.3.
package struct DraftHistory: Encodable, Sendable, Hashable {
  /// Who drafted.
  package var tier: Tier
  /// Drafts that stood, unweighted.
  package var stood = 0
  /// Drafts that did not, unweighted.
  package var failed = 0
  /// Drafts that the verifier passed, of those it judged: the second belief, of passing tests.
  package var passing = Share(0, of: 0)
  /// Drafts that stood, faded by age and model version.
  package var successes = 0.0
  /// Drafts that did not, faded likewise.
  package var failures = 0.0
  /// The model that is in use: the last draft's; nil where nobody kept it.
  package var model: String?

  /// γ: what a draft's weight is multiplied by for each week of its age, half in half a year.
  package static let weekly = 0.974
  /// What a draft of an earlier model version counts.
  package static let carryOver = 0.3

  /// The faded counts, as a belief takes them.
  package var faded: StepHistory { StepHistory(successes: successes, failures: failures) }
  /// The counts as they are, whatever their age.
  package var plain: StepHistory {
    StepHistory(successes: Double(stood), failures: Double(failed))
  }

  init(_ tier: Tier, model: String?) {
    self.tier = tier
    self.model = model
  }

  /// Adds a draft; `weight` is what its age leaves of it.
  mutating func add(_ draft: DraftFact, stood: Bool?, weight: Double) {
    if let passed = draft.passed {
      passing.count(passed)
    }
    guard let stood else { return }
    let isOld = draft.model != nil && draft.model != model
    let weight = isOld ? weight * Self.carryOver : weight
    if stood {
      self.stood += 1
      successes += weight
    } else {
      failed += 1
      failures += weight
    }
  }
}
