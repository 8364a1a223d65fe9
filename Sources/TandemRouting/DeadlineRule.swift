import TandemCore

/// Whether a run's deadline leaves time for cheap first, premium after.
package enum DeadlineRule {
  /// The chance of a miss above which the cascade is given up.
  package static let tolerated = 0.25

  /// How probably each way misses the deadline, and which one is taken.
  package struct Forecast: Codable, Sendable, Hashable {
    /// Seconds left until the deadline.
    package var left: Double
    /// Seconds that a cheap draft and its verification take.
    package var cheap: Double
    /// Seconds that a premium draft and its verification take.
    package var premium: Double
    /// P(the cascade misses it).
    package var cascadeMiss: Double

    /// Whether premium must start at once: the cascade would probably miss, premium alone is
    /// quicker.
    package var mustHurry: Bool {
      cascadeMiss > tolerated && premium < cheap + premium * cascadeMiss
    }

    /// The numbers in words.
    package var sentence: String {
      "\(left.nearest) s are left and a cheap draft takes about \(cheap.nearest) s, a premium one "
        + "after it \(premium.nearest) s: cheap first would miss the deadline with "
        + "\((cascadeMiss * 100).nearest) %"
    }
  }

  /// Forecasts both ways.
  ///
  /// - Parameter chance: P(the cheap draft passes).
  package static func forecast(
    left: Double, costs: StepCosts, chance: Double
  ) -> Forecast {
    let cheap = costs.cheapSeconds + costs.verifySeconds
    let premium = costs.premiumSeconds + costs.verifySeconds
    let miss = cheap > left ? 1 : cheap + premium > left ? 1 - chance : 0
    return Forecast(left: left, cheap: cheap, premium: premium, cascadeMiss: miss)
  }
}
