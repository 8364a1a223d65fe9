import TandemCore

extension AlarmInput {
  /// Files that the contract does not name.
  func scopeCreep() -> Alarm {
    var (outside, drafts, accepted, touched, planned) = (0, 0, 0, 0, 0)
    for (index, tally) in tallies.runs.enumerated() {
      let made = facts[index].drafts
      for place in made.indices {
        drafts += 1
        touched += made[place].touchedFiles
        planned += made[place].plannedFiles
        guard made[place].outsideFiles > 0 else { continue }
        outside += 1
        if place == made.count - 1, tally.standing.stands { accepted += 1 }
      }
    }
    let share = Share(outside, of: drafts)
    return Alarm(
      "scope creep",
      meaning: "Drafts change files that their contract does not name.",
      formula: "drafts with files outside the contract / all drafts; any in an accepted change",
      value: share.value, count: drafts, cases: "drafts", interval: Interval(share.interval()),
      threshold: thresholds.creep, isRaised: share.value > thresholds.creep,
      needs: thresholds.minimum, change: "routing.scope: premium",
      figures: [
        .init("accepted changes outside", Double(accepted), .count, drafts, above: 0),
        .init(
          "files touched / planned", planned > 0 ? Double(touched) / Double(planned) : 0, .ratio,
          drafts),
      ])
  }

  /// Calls that were counted as free because nobody knows their price.
  func unpriced() -> Alarm {
    calls(
      "unpriced calls", { !$0.isPriced },
      meaning: "Some calls have no price, so every cost here is too low.",
      formula: "calls of models without a price", change: "prices.MODEL: add its price")
  }

  /// Calls that another model answered.
  func otherModel() -> Alarm {
    calls(
      "another model answered", { !$0.isAsAsked },
      meaning: "Another model than the one asked for answered, so histories mix two models.",
      formula: "calls that another model answered", change: "models.TIER.model: pin a version")
  }

  private func calls(
    _ name: String, _ isOdd: (CallFact) -> Bool, meaning: String, formula: String, change: String
  ) -> Alarm {
    var (odd, all) = (0, 0)
    for index in facts.indices {
      for call in facts[index].calls {
        all += 1
        if isOdd(call) { odd += 1 }
      }
    }
    return Alarm(
      name, meaning: meaning, formula: formula, value: Double(odd), unit: .count, count: all,
      cases: "calls", threshold: 0, isRaised: odd > 0, needs: 1, change: change)
  }

  /// Money that is booked at the worst case.
  func upperBounds(_ parts: CostTally) -> Alarm {
    var (bound, total, count) = (MicroDollars.zero, MicroDollars.zero, 0)
    for index in facts.indices {
      for call in facts[index].calls {
        count += 1
        total += call.cost
        if call.isUpperBound { bound += call.cost }
      }
    }
    let value = bound.share(of: total)
    return Alarm(
      "costs known only as upper bounds",
      meaning: "Part of the bill is a worst case, because replies broke off before their usage.",
      formula: "money booked at the upper bound / all models", value: value, count: count,
      cases: "calls", threshold: thresholds.upperBounds,
      isRaised: value > thresholds.upperBounds, needs: thresholds.minimum,
      change: "models.TIER: another endpoint, and compare with the provider's invoice",
      figures: [.init("dollars at the upper bound", bound.dollars, .dollars, count)])
  }

  /// Runs that spent more than they were allowed.
  func overshoot() -> Alarm {
    var (capped, over, worst) = (0, 0, 0.0)
    for (index, tally) in tallies.runs.enumerated() {
      guard let cap = facts[index].cap, cap.value > 0 else { continue }
      capped += 1
      let excess = tally.parts.models.value - cap.value
      if excess > 0 {
        over += 1
        worst = max(worst, Double(excess) / Double(cap.value))
      }
    }
    return Alarm(
      "budget overshoot",
      meaning: "Runs spent more than their limit allowed.",
      formula: "runs that spent more than their limit", value: Double(over), unit: .count,
      count: capped, cases: "runs with a limit", threshold: 0, isRaised: over > 0, needs: 1,
      change: "budget.run: lower, and report it: the limit should bind",
      figures: [.init("worst excess over the limit", worst, .share, capped)])
  }
}
