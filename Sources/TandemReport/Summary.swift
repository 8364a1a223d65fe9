package import TandemCore
import TandemRouting

/// What a person reads when a run has ended: the answer first, then where things are, then the bill.
package enum Summary {
  /// The lines for a terminal or a log.
  ///
  /// - Parameters:
  ///   - folder: where the run's files lie.
  ///   - isBare: whether there is no checkout that could be switched or changed.
  package static func text(_ run: RunRecord, folder: String, isBare: Bool = false) -> String {
    let outcome = run.outcome ?? .interrupted
    var lines = ["\(Wording.headline(outcome)): \(OneLine.of(Wording.reason(outcome), 600))"]
    if let result = run.result {
      let size =
        "+\(result.diff.addedLines) −\(result.diff.removedLines) in "
        + Wording.count(result.diff.files.count, "file")
      lines.append(
        result.branch.map {
          "  branch   \($0) (\(size))" + (isBare ? "" : "; your checkout is untouched")
        }
          ?? "  patch    the best attempt (\(size)), not accepted: \(folder)/patch.diff")
    }
    if case .planned = outcome {
      lines += run.contracts.last.map(ContractText.lines) ?? []
      lines.append("  to finish       \(estimate(run))")
      lines.append("  contract \(folder)/contract.json")
    }
    if let last = run.attempts.last, last.review?.tier == .builtin {
      lines.append("  review   no model reviewed this; the deterministic checks did")
    }
    lines.append("  report   \(folder)/report.md")
    lines.append("  cost     \(bill(run.cost))")
    lines += next(run, outcome, isBare).map { "  next     \($0)" }
    return lines.joined(separator: "\n")
  }

  /// What drafting and reviewing the contract may cost, from the priors of one step each.
  private static func estimate(_ run: RunRecord) -> String {
    let costs = StepCosts()
    guard !run.request.models.isEmpty else { return "$0.00: the builtin repair drafts" }
    let isLocal = run.request.models.values.allSatisfy(\.isLocal)
    if isLocal { return "$0.00: the models are local" }
    let one = costs.cheapDraft + costs.review
    let both = one + costs.premiumDraft
    return "about \(one) with one cheap draft and a review, about \(both) where it must be "
      + "escalated (assumed, not measured here); never more than \(run.request.limits.cost)"
  }

  private static func bill(_ cost: CostParts) -> String {
    var parts = ["\(cost.models) for models", Wording.seconds(cost.waitingSeconds)]
    if cost.reviewMinutes > 0 {
      parts.append("about \(Int(cost.reviewMinutes.rounded(.up))) min of review")
    }
    if cost.upperBoundCalls > 0 {
      parts.append("\(Wording.count(cost.upperBoundCalls, "call")) booked at the upper bound")
    }
    return parts.joined(separator: ", ")
  }

  /// The next command, by ending.
  private static func next(_ run: RunRecord, _ outcome: RunOutcome, _ isBare: Bool) -> [String] {
    switch outcome {
    case .accepted where isBare: ["git show \(run.result?.branch ?? "")"]
    case .accepted: ["git switch \(run.result?.branch ?? "")   or   tandem apply \(run.id)"]
    case .parked(let checkpoint): checkpoint.options
    case .unverified:
      ["tandem approve \(run.id) --by NAME   or   tandem reject \(run.id) --by NAME"]
    case .planned:
      ["tandem resume \(run.id)   or edit the contract and add --contract FILE"]
    case .noChange: ["tandem retry \(run.id) --hint \"what you know\""]
    case .notABug, .reviewed: []
    case .overBudget: ["tandem resume \(run.id) --max-cost USD --max-time TIME"]
    case .infrastructure, .interrupted: ["tandem resume \(run.id)"]
    }
  }
}
