import TandemCore

extension AlarmInput {
  /// Paths and symbols that the judge made up.
  func judgeHallucination() -> Alarm {
    var (claims, made, labels, void) = (0, 0, 0, 0)
    for index in facts.indices {
      guard let label = facts[index].route?.label else { continue }
      labels += 1
      claims += label.claims
      made += label.falseClaims
      if label.isVoid { void += 1 }
    }
    let share = Share(made, of: claims)
    return Alarm(
      "judge hallucination",
      meaning: "The judge names files or symbols that do not exist, so its label is guesswork.",
      formula: "named paths and symbols that neither report nor tree holds / all named",
      value: share.value, count: claims, cases: "claims", interval: Interval(share.interval()),
      threshold: thresholds.falseClaims, isRaised: share.value > thresholds.falseClaims,
      needs: thresholds.minimum, change: "routing.judge: off",
      figures: [.init("labels voided for it", Share(void, of: labels).value, .share, labels)])
  }

  /// Labels with a chance, and whether a cheap chain then did it.
  private var forecasts: [(chance: Double, passed: Bool)] {
    var pairs: [(Double, Bool)] = []
    for tally in tallies.runs where tally.cheapChainEnded {
      guard let label = tally.label, let chance = label.calibrated ?? label.chance else {
        continue
      }
      pairs.append((chance, tally.cheapStood))
    }
    return pairs
  }

  /// Chances that say less than the mean would.
  func judgeMiscalibration() -> Alarm {
    let pairs = forecasts
    let count = Double(max(1, pairs.count))
    let mean = Double(pairs.count { $0.passed }) / count
    let brier =
      pairs.reduce(0) { sum, pair in
        let miss = pair.chance - (pair.passed ? 1 : 0)
        return sum + miss * miss
      } / count
    let base = mean * (1 - mean)
    let skill = base > 0 ? 1 - brier / base : (brier > 0 ? -1 : 0)
    return Alarm(
      "judge miscalibration",
      meaning: "The judge's chances predict cheap drafts no better than their plain average does.",
      formula: "skill = 1 - mean (chance - outcome)² / (average · (1 - average))",
      value: skill, unit: .ratio, count: pairs.count, cases: "labels with an outcome",
      threshold: thresholds.skill, isRaised: skill <= thresholds.skill, needs: thresholds.labels,
      change: "routing.judge: off",
      figures: [
        .init("Brier score", brier, .ratio, pairs.count),
        .init("calibration error (ECE)", Self.calibrationError(pairs), .share, pairs.count),
      ])
  }

  /// The mean distance between chance and outcome over ten bins, weighted by their sizes.
  private static func calibrationError(_ pairs: [(chance: Double, passed: Bool)]) -> Double {
    var bins = [(chance: Double, passed: Double)](repeating: (0, 0), count: 10)
    for pair in pairs {
      let bin = min(9, max(0, Int(pair.chance * 10)))
      bins[bin].chance += pair.chance
      bins[bin].passed += pair.passed ? 1 : 0
    }
    let distance = bins.reduce(0) { $0 + abs($1.chance - $1.passed) }
    return distance / Double(max(1, pairs.count))
  }

  /// Tasks that were judged easy and that cheap drafts failed.
  func judgeAsymmetry() -> Alarm {
    var (failed, easy) = (0, 0)
    var (weights, squares, passing, hard) = (0.0, 0.0, 0.0, 0)
    for tally in tallies.runs where tally.cheapChainEnded {
      guard let label = tally.label else { continue }
      if label.difficulty == .easy {
        easy += 1
        if !tally.cheapStood { failed += 1 }
      } else if label.difficulty == .hard, let propensity = tally.propensity, propensity < 1 {
        hard += 1
        weights += 1 / propensity
        squares += 1 / (propensity * propensity)
        if tally.cheapStood { passing += 1 / propensity }
      }
    }
    let share = Share(failed, of: easy)
    let interval = Interval(share.interval(0.9), confidence: 0.9)
    let isKnown = squares > 0 && weights * weights / squares >= OffPolicyEstimate.minimum
    return Alarm(
      "judge asymmetry",
      meaning: "Cheap drafts may fail too often where the judge said easy: it is no safe shortcut.",
      formula: "cheap chains that failed / those judged easy; upper end of the 90 % interval",
      value: share.value, count: easy, cases: "runs judged easy", interval: interval,
      threshold: thresholds.easyFailures, isRaised: interval.upper > thresholds.easyFailures,
      needs: thresholds.minimum, change: "routing.judge: off",
      figures: isKnown
        ? [.init("cheap would pass what was judged hard", passing / weights, .share, hard)] : [])
  }
}
