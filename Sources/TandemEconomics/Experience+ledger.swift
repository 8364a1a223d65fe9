import Glibc
package import TandemCore
package import TandemRouting

extension Experience {
  /// How fast counts grow old: what is a week old weighs 0.97 of what is new, so that half a year
  /// weighs half.
  private static let weekly = 0.97

  /// Reads what a ledger knows of drafts.
  ///
  /// A draft succeeded where its change stands, and failed where the verifier or a person refused it;
  /// one that nobody could judge yet says nothing. Costs and times are means of what was seen, the
  /// prior weighing as much as six drafts.
  ///
  /// - Parameter now: wall seconds since 1970, by which counts grow old.
  package static func of(_ runs: [RunFacts], now: Double) -> Experience {
    var experience = Experience(runs: runs.count { !$0.drafts.isEmpty })
    var (cheap, premium) = (Observed(), Observed())
    var (scopes, reviews) = (Mean(), Mean())
    for run in runs {
      if let label = run.route?.label, !label.isVoid, let truth = run.difficulty {
        experience.judges[label.tier, default: .shipped(label.tier)]
          .count(label.difficulty, truth: truth)
      }
      let weight = pow(weekly, max(0, now - run.created) / 604_800)
      for draft in run.drafts {
        let money = run.calls.filter { $0.draft == draft.number && !$0.isUpperBound }
          .reduce(MicroDollars.zero) { $0 + $1.cost }
        let isLast = draft.number == run.drafts.last?.number
        let succeeded = isLast ? run.lastDraftSucceeded : draft.passed.map { _ in false }
        switch draft.tier {
        case .cheap: cheap.add(draft, money, succeeded, weight)
        case .premium: premium.add(draft, money, succeeded, weight)
        case .builtin, .human: break
        }
      }
      for call in run.calls where call.succeeded {
        if call.kind == .scope { scopes.add(Double(call.cost.value)) }
        if call.kind == .review { reviews.add(Double(call.cost.value)) }
      }
    }
    experience.cheap = cheap.history
    experience.premium = premium.history
    let prior = StepCosts()
    experience.costs.cheapDraft = cheap.money(prior.cheapDraft)
    experience.costs.premiumDraft = premium.money(prior.premiumDraft)
    experience.costs.cheapSeconds = cheap.seconds.value(prior.cheapSeconds)
    experience.costs.premiumSeconds = premium.seconds.value(prior.premiumSeconds)
    experience.costs.scope = scopes.money(prior.scope)
    experience.costs.review = reviews.money(prior.review)
    return experience
  }
}

/// What was seen of one tier's drafts.
private struct Observed {
  var history = StepHistory()
  var seconds = Mean()
  private var costs = Mean()

  mutating func add(
    _ draft: DraftFact, _ money: MicroDollars, _ succeeded: Bool?, _ weight: Double
  ) {
    seconds.add(draft.seconds)
    costs.add(Double(money.value))
    switch succeeded {
    case true?: history.successes += weight
    case false?: history.failures += weight
    case nil: break
    }
  }

  func money(_ prior: MicroDollars) -> MicroDollars { costs.money(prior) }
}

/// A mean that leans on a prior worth six observations.
private struct Mean {
  private static let priorWeight = 6.0
  private var sum = 0.0
  private var count = 0.0

  mutating func add(_ value: Double) {
    sum += value
    count += 1
  }

  func value(_ prior: Double) -> Double {
    (sum + prior * Self.priorWeight) / (count + Self.priorWeight)
  }

  func money(_ prior: MicroDollars) -> MicroDollars {
    MicroDollars(Int64(value(Double(prior.value)).rounded()))
  }
}

extension RunFacts {
  /// How hard the task turned out to be: easy where the first cheap draft stood, medium where a
  /// later one did, hard where none did; nil where cheap never tried or nobody knows.
  package var difficulty: Difficulty? {
    guard drafts.first?.tier == .cheap, let last = drafts.last, let stands = lastDraftSucceeded
    else { return nil }
    guard stands, last.tier == .cheap else { return .hard }
    return drafts.count == 1 ? .easy : .medium
  }

  /// Whether the last draft's change stands; nil where nobody could judge it.
  fileprivate var lastDraftSucceeded: Bool? {
    switch verdict?.word {
    case .accepted: return true
    case .reworked, .reverted, .rejected: return false
    case nil: break
    }
    switch ending {
    case .accepted: return true
    case .noChange: return false
    case .unverified, .parked, .planned, .notABug, .reviewed, .overBudget, .infrastructure,
      .interrupted, .open:
      return drafts.last?.passed == false ? false : nil
    }
  }
}
