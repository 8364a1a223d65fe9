package import TandemCore

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

  /// Counts a tier's drafts; `first` takes only each run's first draft.
  init(_ tier: Tier, _ facts: [RunFacts], first: Bool = false) {
    self.tier = tier
    var (newest, latest) = (0.0, -Double.infinity)
    for run in facts where run.created >= latest {
      for draft in run.drafts where draft.tier == tier {
        latest = run.created
        if draft.model != nil { model = draft.model }
      }
    }
    newest = max(newest, latest)
    var (passed, judged) = (0, 0)
    for run in facts {
      let isInterrupted = run.ending == .infrastructure || run.ending == .interrupted
      for place in run.drafts.indices where run.drafts[place].tier == tier {
        if first, place > 0 { break }
        let draft = run.drafts[place]
        let isLast = place == run.drafts.count - 1
        if let pass = draft.passed {
          judged += 1
          if pass { passed += 1 }
        }
        guard let stood = outcome(draft, isLast, run, isInterrupted) else { continue }
        let weeks = max(0, (newest - run.created) / 604_800)
        let isOld = draft.model != nil && draft.model != model
        let weight = power(Self.weekly, weeks) * (isOld ? Self.carryOver : 1)
        if stood {
          self.stood += 1
          successes += weight
        } else {
          failed += 1
          failures += weight
        }
      }
    }
    passing = Share(passed, of: judged)
  }

  /// Whether a draft stood; nil where nobody can say.
  private func outcome(
    _ draft: DraftFact, _ isLast: Bool, _ run: RunFacts, _ isInterrupted: Bool
  ) -> Bool? {
    if draft.passed == false || !isLast {
      return draft.passed == nil && isInterrupted ? nil : false
    }
    let standing = Standing(run)
    if standing.isBad { return false }
    if standing.stands { return true }
    return nil
  }
}
