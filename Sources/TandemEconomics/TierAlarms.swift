import TandemCore
import TandemRouting

extension AlarmInput {
  /// The first cheap draft's chance and the one it needs here.
  private var cheapOdds: (belief: BetaBelief, threshold: Double?) {
    let belief = BetaBelief.prior(.draft, .cheap).updated(histories.firstCheap.faded)
    let premium = BetaBelief.prior(.draft, .premium).updated(histories.premium.faded)
    return (belief, model.rule.odds(cheap: belief, failures: 0, premium: premium).threshold)
  }

  /// Cheap drafts that premium had to redo.
  func overRouting(_ parts: CostTally) -> Alarm {
    var (wasted, losses, chains) = (MicroDollars.zero, 0, 0)
    for run in tallies.runs where run.isCounted && run.cheapDrafts > 0 {
      chains += 1
      guard run.isLoss else { continue }
      losses += 1
      wasted += run.cheapMoney + tallies.assumptions.waiting(run.cheapSeconds)
    }
    let value = wasted.share(of: parts.machine)
    let (belief, needed) = cheapOdds
    let below = needed.map { BetaFunction.cumulative($0, belief.successes, belief.failures) } ?? 1
    let loss = Share(losses, of: chains)
    return Alarm(
      "over-routing to cheap",
      meaning: "Too much is spent on cheap drafts that premium then has to make again.",
      formula: "cheap drafts' models and waiting in runs that premium finished / all machine cost",
      value: value, count: chains, cases: "runs with cheap drafts",
      threshold: thresholds.wastedCheap,
      isRaised: value > thresholds.wastedCheap,
      needs: thresholds.minimum, change: "routing.draft: premium",
      figures: [
        .init("runs that premium finished", loss.value, .share, chains),
        .init("a first cheap draft's chance", belief.mean, .share, chains),
        .init("the chance it needs", needed ?? 1, .share, chains),
        .init(
          "belief that it is below", below, .share, chains, above: thresholds.belowNeeded),
      ])
  }

  /// Tasks that went to premium and that cheap would have done, told from exploration only.
  func underRouting() -> Alarm {
    var (weights, squares, passing, count) = (0.0, 0.0, 0.0, 0)
    for tally in tallies.runs where tally.cheapChainEnded {
      // Cheap was the rarer choice: without the draw, premium would have drafted.
      guard tally.mode == .routed, tally.routedTo == .cheap, let propensity = tally.propensity,
        propensity < 0.5
      else { continue }
      count += 1
      weights += 1 / propensity
      squares += 1 / (propensity * propensity)
      if tally.cheapStood { passing += 1 / propensity }
    }
    let effective = squares > 0 ? weights * weights / squares : 0
    let value = weights > 0 ? passing / weights : 0
    let (a, b) = (value * effective + 0.5, (1 - value) * effective + 0.5)
    let interval = Interval(
      BetaFunction.quantile(0.05, a, b), BetaFunction.quantile(0.95, a, b), confidence: 0.9)
    let needed = min(1, max(0, cheapOdds.threshold ?? 1))
    return Alarm(
      "under-routing",
      meaning: "Cheap drafts would do much of what goes to premium first.",
      formula:
        "cheap drafts that stood, of those drawn where premium is usual, weighted by 1/chance; "
        + "raised where all of the interval is above the chance that a cheap draft needs",
      value: value, count: Int(effective), cases: "effective runs drawn to cheap",
      interval: interval, threshold: needed, isRaised: interval.lower > needed,
      needs: Int(OffPolicyEstimate.minimum), change: "routing.draft: cheap",
      figures: [.init("runs drawn", Double(count), .count, count)])
  }
}
