import Glibc

/// So many of so many, with what that says of the true share: never a bare percentage.
package struct Share: Codable, Sendable, Hashable {
  /// How many.
  package var hits: Int
  /// Of how many.
  package var total: Int

  /// Makes a share; `hits` is at most `total`.
  package init(_ hits: Int, of total: Int) {
    self.hits = hits
    self.total = total
  }

  /// Counts one more.
  package mutating func count(_ isHit: Bool) {
    total += 1
    if isHit { hits += 1 }
  }

  /// Both samples together.
  package func adding(_ other: Share) -> Share {
    Share(hits + other.hits, of: total + other.total)
  }

  /// The observed share, 0 to 1; 0 of nothing.
  package var value: Double { total == 0 ? 0 : Double(hits) / Double(total) }

  /// The central interval that holds the true share with `confidence`, by Jeffreys' prior:
  /// Beta(hits + ½, misses + ½), with the ends 0 and 1 kept where nothing or everything hit
  /// (Brown, Cai and DasGupta, 2001).
  package func interval(_ confidence: Double = 0.95) -> ClosedRange<Double> {
    let tail = (1 - confidence) / 2
    let (a, b) = (Double(hits) + 0.5, Double(total - hits) + 0.5)
    let lower = hits == 0 ? 0 : BetaFunction.quantile(tail, a, b)
    let upper = hits == total ? 1 : BetaFunction.quantile(1 - tail, a, b)
    return lower...upper
  }
}

/// The Beta distribution's cumulative function and quantiles.
package enum BetaFunction {
  /// The probability that a Beta(a, b) variable is at most `x`: the regularised incomplete beta
  /// function, by the continued fraction of Numerical Recipes, 6.4.
  package static func cumulative(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast below the mean; above it the mirrored one does.
    if x > (a + 1) / (a + b + 2) { return 1 - cumulative(1 - x, b, a) }
    let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x)) / a
    return front * continuedFraction(x, a, b)
  }

  /// The x below which a Beta(a, b) variable lies with probability `p`, by bisection to 1e-10.
  package static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    while high - low > 1e-10 {
      let middle = (low + high) / 2
      if cumulative(middle, a, b) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Lentz's evaluation of the continued fraction.
  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...300 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / kept(1 + even * d)
      c = kept(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / kept(1 + odd * d)
      c = kept(1 + odd / c)
      result *= d * c
      if abs(d * c - 1) < 1e-12 { break }
    }
    return result
  }

  /// The logarithm of the gamma function for positive arguments (Lanczos' approximation); libm's
  /// own keeps the sign in a global and is no function.
  private static func logGamma(_ x: Double) -> Double {
    let coefficients = [
      76.180_091_729_471_46, -86.505_320_329_416_77, 24.014_098_240_830_91,
      -1.231_739_572_450_155, 0.120_865_097_386_617_9e-2, -0.539_523_938_495_3e-5,
    ]
    let shifted = x + 5.5
    var series = 1.000_000_000_190_015
    for (index, coefficient) in coefficients.enumerated() {
      series += coefficient / (x + Double(index) + 1)
    }
    return (x + 0.5) * log(shifted) - shifted + log(2.506_628_274_631_000_5 * series / x)
  }
}
