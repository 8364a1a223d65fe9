package import TandemCore
import TandemRouting

/// Evidence level 1: recorded attempts, cut where a policy would not have made them.
///
/// Only runs count in which everything that the policy needs was recorded; nothing is guessed.
package struct ExactReplay: Encodable, Sendable, Hashable {
  /// Which policy.
  package var policy: CandidatePolicy
  /// Runs that could be replayed, of those that drafted.
  package var covered = Share(0, of: 0)
  /// What models cost in the covered runs under the policy.
  package var models = MicroDollars.zero
  /// What they cost there as logged.
  package var loggedModels = MicroDollars.zero
  /// Everything under the policy in the covered runs.
  package var total = MicroDollars.zero
  /// Everything there as logged.
  package var loggedTotal = MicroDollars.zero
  /// Runs from which drafts were cut.
  package var cut = 0

  /// Replays the ledger under a policy; nil is the one it was logged under.
  init(
    _ policy: CandidatePolicy?, logged: CandidatePolicy, _ facts: [RunFacts], _ tallies: Tallies
  ) {
    self.policy = policy ?? logged
    var (hits, all) = (0, 0)
    for (index, tally) in tallies.runs.enumerated() where policy == nil || tally.isCounted {
      // Runs that never drafted cost the same under every policy.
      if let policy, tally.firstTier != nil {
        all += 1
        guard let kept = Self.kept(facts[index], policy, logged.cheapDrafts) else { continue }
        hits += 1
        add(facts[index], tally, tallies.assumptions, kept)
      } else {
        if tally.firstTier != nil { (hits, all) = (hits + 1, all + 1) }
        add(facts[index], tally, tallies.assumptions, nil)
      }
    }
    covered = Share(hits, of: all)
  }

  /// The sum of all calls under another price of a call; with the recorded one, the ledger's total.
  package static func repriced(
    _ facts: [RunFacts], price: (CallFact) -> MicroDollars
  ) -> MicroDollars {
    facts.reduce(into: .zero) { sum, run in
      for call in run.calls { sum += price(call) }
    }
  }

  /// Whether each draft would have been made; nil where the policy needs one that nobody recorded.
  private static func kept(
    _ run: RunFacts, _ policy: CandidatePolicy, _ loggedCap: Int
  ) -> [Bool]? {
    let mode = run.route?.mode ?? .routed
    guard mode == policy.mode, run.firstDraft?.tier == policy.firstTier else { return nil }
    let cheap = run.drafts.count { $0.tier == .cheap }
    let premium = run.drafts.count { $0.tier == .premium }
    if cheap <= policy.cheapDrafts {
      // A wider cap might have tried once more where the logged one was reached in vain.
      let isOpen = cheap == loggedCap && policy.cheapDrafts > loggedCap
      let isLastCheap = run.drafts.last?.tier == .cheap
      if isOpen, !isLastCheap || run.drafts.last?.passed == false { return nil }
      return premium <= policy.premiumDrafts ? run.drafts.map { _ in true } : nil
    }
    guard premium > 0, premium <= policy.premiumDrafts else { return nil }
    var made = 0
    return run.drafts.map { draft in
      guard draft.tier == .cheap else { return true }
      made += 1
      return made <= policy.cheapDrafts
    }
  }

  private mutating func add(
    _ run: RunFacts, _ tally: RunTally, _ assumptions: CostAssumptions, _ kept: [Bool]?
  ) {
    let person = tally.isUnfinished ? assumptions.takeover : .zero
    var models = tally.parts.models
    var whole = tally.parts.total + person
    loggedModels += models
    loggedTotal += whole
    if let kept, kept.contains(false) {
      cut += 1
      for call in run.calls {
        guard let number = call.draft, kept.indices.contains(number - 1), !kept[number - 1] else {
          continue
        }
        models = models - call.cost
        whole = whole - call.cost
      }
      for (draft, isKept) in zip(run.drafts, kept) where !isKept {
        whole =
          whole - assumptions.waiting(draft.seconds + draft.verifySeconds)
          - assumptions.testing(draft.verifySeconds)
      }
    }
    self.models += models
    total += whole
  }
}
