package import TandemCore

/// What one accepted change costs: everything that was spent over the changes that stand.
///
/// Runs that came to nothing are in the numerator, so that giving up early is no saving.
package struct AcceptedCost: Encodable, Sendable, Hashable {
  /// What all counted runs cost, by part.
  package var parts = CostTally()
  /// Runs that ended and were meant to change something.
  package var runs = 0
  /// Runs that are left out: open ones, reviews of diffs, contracts only.
  package var leftOut = 0
  /// Changes that were taken as they were made.
  package var accepted = 0
  /// Changes that runs accepted and nobody has judged yet; they count as accepted for now.
  package var unjudged = 0
  /// Changes that were taken after a person changed them.
  package var reworked = 0
  /// Changes that were taken back.
  package var reverted = 0
  /// Changes that were refused.
  package var rejected = 0
  /// Changes that a person read or will read.
  package var reviewed = 0
  /// Those of them whose minutes were measured; the others are estimated from lines and files.
  package var measuredReviews = 0
  /// Minutes of review, measured and estimated.
  package var reviewMinutes = 0.0
  /// Everything over the changes that stand; nil below `minimum` of them.
  package var perChange: MicroDollars?
  /// What models cost over the changes that stand; nil below `minimum` of them.
  package var modelsPerChange: MicroDollars?

  /// Accepted changes below which no cost per change is told.
  package static let minimum = 20

  init(_ tallies: Tallies) {
    for run in tallies.runs {
      guard run.isCounted else {
        leftOut += 1
        continue
      }
      runs += 1
      parts += run.parts
      switch run.standing {
      case .accepted: accepted += 1
      case .unjudged: unjudged += 1
      case .reworked: reworked += 1
      case .reverted: reverted += 1
      case .rejected: rejected += 1
      case .none: break
      }
      guard run.isReviewed else { continue }
      reviewed += 1
      if run.measuredMinutes != nil { measuredReviews += 1 }
      reviewMinutes += tallies.minutes(run)
    }
    guard standing >= Self.minimum else { return }
    perChange = parts.total.divided(by: standing)
    modelsPerChange = parts.models.divided(by: standing)
  }

  /// Changes that stand: the denominator.
  package var standing: Int { accepted + unjudged }
  /// The share of reviews whose minutes were measured.
  package var measured: Share { Share(measuredReviews, of: reviewed) }
}
