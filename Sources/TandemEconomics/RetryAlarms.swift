import Glibc
import TandemCore
import TandemRouting

extension AlarmInput {
  /// Cheap drafts that go on where escalating is cheaper, or that fail in the same way again.
  func retryMachine(_ parts: CostTally) -> Alarm {
    var (pairs, same, wasted) = (0, 0, MicroDollars.zero)
    for (index, tally) in tallies.runs.enumerated() where tally.isCounted {
      let (repeated, all) = tally.drafts > 1 ? repeats(facts[index].drafts) : (0, 0)
      same += repeated
      pairs += all
      if tally.cheapDrafts > 1, tally.lastTier != .cheap || tally.passed == false {
        let retries = Int64(tally.cheapDrafts - 1)
        wasted += MicroDollars(tally.cheapMoney.value * retries / Int64(tally.cheapDrafts))
      }
    }
    let rule = model.rule
    let finishing = rule.finishingCost(
      premium: .prior(.draft, .premium).updated(histories.premium.plain))
    // With half a pass more, so that no pass at all is a price too.
    func index(_ share: Share) -> Double {
      rule.cheapAttempt.dollars / ((Double(share.hits) + 0.5) / Double(share.total + 1)) / finishing
    }
    let retries = model.cheap.dropFirst().filter { $0.total >= thresholds.minimum }
    let worst = retries.max { index($0) < index($1) }
    let value = worst.map(index) ?? 0
    let repeats = Share(same, of: pairs)
    let repeatLimit = pairs >= thresholds.minimum ? thresholds.repeats : nil
    return Alarm(
      "retry machine",
      meaning: "Cheap drafts are tried again where handing over to premium is cheaper.",
      formula: "(price of a cheap retry / share that passes) / price of finishing with premium",
      value: value, unit: .ratio, count: worst?.total ?? 0, cases: "cheap retries",
      threshold: thresholds.retryIndex, isRaised: value > thresholds.retryIndex,
      needs: thresholds.minimum, change: "routing.cheap_drafts: 1",
      figures: [
        .init(
          "retries that failed like the one before", repeats.value, .share, pairs,
          above: repeatLimit),
        .init("spent on retries in vain", wasted.share(of: parts.models), .share, pairs),
      ]
        + model.cheap.enumerated().filter { $0.element.total > 0 }.map { place, share in
          .init("cheap draft \(place + 1) passes", share.value, .share, share.total)
        })
  }

  /// Failures at one tier that are like the one before, and all that have one before.
  private func repeats(_ drafts: [DraftFact]) -> (same: Int, all: Int) {
    var (same, all) = (0, 0)
    for place in drafts.indices.dropFirst() where !drafts[place].signature.isEmpty {
      guard drafts[place].tier == drafts[place - 1].tier else { continue }
      all += 1
      if drafts[place].signature == drafts[place - 1].signature { same += 1 }
    }
    return (same, all)
  }

  /// Later attempts that pass the verifier and are bad.
  func retryJunk() -> Alarm {
    var (n, sumX, sumY, sumXX, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var points: [(x: Double, y: Double)] = []
    var byPlace = [Share](repeating: Share(0, of: 0), count: 3)
    for run in tallies.runs where run.passed == true && run.standing.isJudged {
      guard run.lastNumber > 0, run.standing != .rejected else { continue }
      let (x, y) = (Double(run.lastNumber), run.standing.isBad ? 1.0 : 0.0)
      points.append((x, y))
      n += 1
      sumX += x
      sumY += y
      sumXX += x * x
      sumXY += x * y
      byPlace[min(run.lastNumber, 3) - 1].count(run.standing.isBad)
    }
    let spread = sumXX - sumX * sumX / max(1, n)
    let slope = spread > 0 ? (sumXY - sumX * sumY / n) / spread : 0
    let (meanX, meanY) = (sumX / max(1, n), sumY / max(1, n))
    // The spread of a share differs with its size, so the error is the robust one (White, 1980).
    let squares = points.reduce(0) { sum, point in
      let miss = point.y - meanY - slope * (point.x - meanX)
      return sum + (point.x - meanX) * (point.x - meanX) * miss * miss
    }
    let error = spread > 0 ? sqrt(squares) / spread : 0
    // 98 %, since a dozen alarms are looked at together.
    let interval = Interval(slope - 2.33 * error, slope + 2.33 * error, confidence: 0.98)
    let later = points.count { $0.x > 1 }
    return Alarm(
      "retries that accept junk",
      meaning: "The later the attempt, the likelier its accepted change is bad: the tests leak.",
      formula: "growth of the share reworked or taken back with each further attempt; raised where "
        + "all of the interval is above",
      value: slope, count: later, cases: "changes accepted after a retry",
      interval: error > 0 ? interval : nil,
      threshold: thresholds.junkSlope, isRaised: interval.lower > thresholds.junkSlope,
      needs: thresholds.minimum, change: "routing.cheap_drafts: 1",
      figures: byPlace.enumerated().filter { $0.element.total > 0 }.map { place, share in
        .init("bad at attempt \(place + 1)", share.value, .share, share.total)
      })
  }
}
