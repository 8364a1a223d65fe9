import Glibc

/// `base` to the power of `exponent`.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// An interval with its confidence: what the numbers leave possible.
package struct Interval: Codable, Sendable, Hashable {
  /// The lower end.
  package var lower: Double
  /// The upper end.
  package var upper: Double
  /// The chance that such an interval holds the true value, 0 to 1.
  package var confidence: Double

  /// Makes an interval.
  package init(_ lower: Double, _ upper: Double, confidence: Double = 0.95) {
    (self.lower, self.upper, self.confidence) = (lower, upper, confidence)
  }

  /// Makes one from a range.
  init(_ range: ClosedRange<Double>, confidence: Double = 0.95) {
    self.init(range.lowerBound, range.upperBound, confidence: confidence)
  }

  /// The central interval of a sample's values, ends by rank.
  init(of values: [Double], confidence: Double = 0.95) {
    let sorted = values.sorted()
    let tail = (1 - confidence) / 2
    self.init(
      Sample.quantile(sorted, tail), Sample.quantile(sorted, 1 - tail), confidence: confidence)
  }

  /// Whether it holds a value.
  package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

/// Figures of a sample.
enum Sample {
  /// The quantile of sorted values, by rank; 0 of none.
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, max(0, Int(share * Double(sorted.count))))]
  }

  /// The mean; 0 of none.
  static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}
