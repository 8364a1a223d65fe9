package import TandemCore
package import TandemRouting

extension Experience {
  /// Reads what a ledger knows of drafts: how they fared (`DraftHistories`), what they cost, how long
  /// they took, and how often a judge's label was right.
  ///
  /// Costs and times are means of what was seen, the prior weighing as much as six drafts.
  package static func of(_ runs: [RunFacts], _ assumptions: CostAssumptions) -> Experience {
    let histories = DraftHistories(runs)
    var experience = Experience(
      cheap: histories.cheap.faded, premium: histories.premium.faded,
      runs: runs.count { !$0.drafts.isEmpty })
    var (cheap, premium) = (Observed(), Observed())
    var (scopes, reviews) = (Mean(), Mean())
    for run in runs {
      if let label = run.route?.label, !label.isVoid, let truth = run.difficulty {
        experience.judges[label.tier, default: .shipped(label.tier)]
          .count(label.difficulty, truth: truth)
      }
      for draft in run.drafts {
        let calls = run.calls.filter { $0.draft == draft.number }
        // A call whose cost nobody knows is booked at its worst case, which is no experience.
        guard !calls.contains(where: \.isUpperBound) else { continue }
        let money = calls.reduce(MicroDollars.zero) { $0 + $1.cost }
        switch draft.tier {
        case .cheap: cheap.add(draft, money)
        case .premium: premium.add(draft, money)
        case .builtin, .human: break
        }
      }
      for call in run.calls where call.succeeded && !call.isUpperBound {
        if call.kind == .scope { scopes.add(Double(call.cost.value)) }
        if call.kind == .review { reviews.add(Double(call.cost.value)) }
      }
    }
    experience.passesWhenWrong =
      VerifierAccuracy("not shown", runs, shown: false, assumptions).falseAccepts
    experience.passesWhenWrongButShown =
      VerifierAccuracy("shown", runs, shown: true, assumptions).falseAccepts
    let tallies = Tallies(runs, assumptions)
    if let fitted = tallies.calibrations.first(where: { $0.tier == .premium && $0.isFitted }) {
      experience.reviewFactor = fitted.factor
      experience.cheapReviewSurcharge = max(0, tallies.factor(.cheap) / fitted.factor - 1)
    }
    let prior = StepCosts()
    experience.costs.cheapDraft = cheap.costs.money(prior.cheapDraft)
    experience.costs.premiumDraft = premium.costs.money(prior.premiumDraft)
    experience.costs.cheapSeconds = cheap.seconds.value(prior.cheapSeconds)
    experience.costs.premiumSeconds = premium.seconds.value(prior.premiumSeconds)
    experience.costs.scope = scopes.money(prior.scope)
    experience.costs.review = reviews.money(prior.review)
    return experience
  }
}

/// What was seen of one tier's drafts.
private struct Observed {
  var seconds = Mean()
  var costs = Mean()

  mutating func add(_ draft: DraftFact, _ money: MicroDollars) {
    seconds.add(draft.seconds)
    costs.add(Double(money.value))
  }
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
    guard let first = firstDraft, first.tier == .cheap, let last = drafts.last else { return nil }
    if last.tier != .cheap { return .hard }
    let standing = Standing(self)
    if standing.stands { return last.number == first.number ? .easy : .medium }
    return standing.isBad || last.passed == false ? .hard : nil
  }
}
