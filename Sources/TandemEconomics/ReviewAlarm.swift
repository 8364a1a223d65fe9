import Glibc
import TandemCore
import TandemRouting

extension AlarmInput {
  /// Minutes of review that cheap changes need beyond premium ones of the same size.
  func reviewShift() -> Alarm {
    var fit = LineWithGroup()
    var counts: [Tier: Int] = [:]
    for run in tallies.runs where run.standing.stands {
      guard let minutes = run.measuredMinutes, let tier = run.lastTier,
        tier == .cheap || tier == .premium
      else { continue }
      counts[tier, default: 0] += 1
      fit.add(size: run.estimatedMinutes, minutes: minutes, isGroup: tier == .cheap)
    }
    let (extra, error) = fit.groupEffect()
    let hour = tallies.assumptions.reviewerHour.dollars
    let (value, spread) = (extra / 60 * hour, error / 60 * hour)
    let interval = Interval(value - 1.645 * spread, value + 1.645 * spread, confidence: 0.9)
    let saving = modelSaving
    return Alarm(
      "review burden shift",
      meaning: "Cheap changes take people longer to review than their models save.",
      formula: "extra minutes of a cheap change of equal size, at the reviewer's hour",
      value: value, unit: .dollars, count: min(counts[.cheap] ?? 0, counts[.premium] ?? 0),
      cases: "measured reviews of the rarer tier", interval: interval, threshold: saving,
      isRaised: value > saving && interval.lower > 0, needs: thresholds.minimum,
      change: "routing.draft: premium",
      figures: [
        .init("extra minutes", extra, .ratio, fit.count),
        .init("models save in a change", saving, .dollars, fit.count),
      ])
  }

  /// What a passing cheap draft saves in models against a passing premium one.
  private var modelSaving: Double {
    let premium = Share(
      model.premiumFirst.hits + model.premiumAfter.hits,
      of: model.premiumFirst.total + model.premiumAfter.total)
    let share = (Double(premium.hits) + 0.5) / Double(premium.total + 1)
    let cheap = (Double(model.cheap[0].hits) + 0.5) / Double(model.cheap[0].total + 1)
    return max(0, model.costs.premiumDraft.dollars / share - model.costs.cheapDraft.dollars / cheap)
  }
}

/// Least squares of minutes = a + b·size + c·[in the group].
struct LineWithGroup {
  /// Observations.
  private(set) var count = 0
  private var points: [(size: Double, minutes: Double, group: Double)] = []

  /// Adds an observation.
  mutating func add(size: Double, minutes: Double, isGroup: Bool) {
    points.append((size, minutes, isGroup ? 1 : 0))
    count += 1
  }

  /// c with its standard error: both variables with the size taken out (Frisch, Waugh and Lovell).
  func groupEffect() -> (effect: Double, error: Double) {
    guard count > 3 else { return (0, 0) }
    let minutes = residuals(points.map(\.minutes))
    let group = residuals(points.map(\.group))
    let square = group.reduce(0) { $0 + $1 * $1 }
    guard square > 1e-9 else { return (0, 0) }
    let effect = zip(group, minutes).reduce(0) { $0 + $1.0 * $1.1 } / square
    let rest = zip(group, minutes).reduce(0) { sum, pair in
      let miss = pair.0 * (pair.1 - effect * pair.0)
      return sum + miss * miss
    }
    return (effect, sqrt(rest) / square)
  }

  /// What of `values` the size does not explain.
  private func residuals(_ values: [Double]) -> [Double] {
    let meanSize = Sample.mean(points.map(\.size))
    let mean = Sample.mean(values)
    var (spread, shared) = (0.0, 0.0)
    for (point, value) in zip(points, values) {
      spread += (point.size - meanSize) * (point.size - meanSize)
      shared += (point.size - meanSize) * (value - mean)
    }
    let slope = spread > 0 ? shared / spread : 0
    return zip(points, values).map { $1 - mean - slope * ($0.size - meanSize) }
  }
}
