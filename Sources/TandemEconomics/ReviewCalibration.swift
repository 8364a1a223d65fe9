package import TandemCore

/// How long people really take for a change, against what `ReviewBurden` estimates from its lines
/// and files.
///
/// One factor a tier: the sum of measured minutes over the sum of estimated ones, the least squares
/// fit through zero when the spread grows with the estimate, as it does for times.
package struct ReviewCalibration: Encodable, Sendable, Hashable {
  /// The tier whose changes were read.
  package var tier: Tier
  /// Changes with measured minutes.
  package var count: Int
  /// Minutes measured on them.
  package var measuredMinutes: Double
  /// Minutes estimated for them, without the surcharge for cheap patches.
  package var estimatedMinutes: Double
  /// The factor that is used for changes nobody measured: the fitted one from `minimum` changes
  /// on, the assumed one before.
  package var factor: Double
  /// Whether the factor was fitted.
  package var isFitted: Bool

  /// Changes from which a fitted factor is used.
  package static let minimum = 20

  /// Fits one tier; `assumed` stands while too few were measured.
  init(_ tier: Tier, runs: [RunTally], assumed: Double) {
    self.tier = tier
    (count, measuredMinutes, estimatedMinutes) = (0, 0, 0)
    for run in runs where run.lastTier == tier && run.estimatedMinutes > 0 {
      guard let minutes = run.measuredMinutes else { continue }
      count += 1
      measuredMinutes += minutes
      estimatedMinutes += run.estimatedMinutes
    }
    isFitted = count >= Self.minimum
    factor = isFitted ? measuredMinutes / estimatedMinutes : assumed
  }
}
