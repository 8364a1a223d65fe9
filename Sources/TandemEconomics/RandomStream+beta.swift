import Glibc
import TandemCore

/// Numbers of other distributions than the uniform one; each method is exact, none approximates.
extension RandomStream {
  /// The next number of the normal distribution with mean 0 and variance 1 (Marsaglia's polar
  /// method; the second number of each pair is thrown away, which keeps the stream simple).
  package mutating func normal() -> Double {
    while true {
      let x = 2 * unit() - 1
      let y = 2 * unit() - 1
      let square = x * x + y * y
      if square < 1, square > 0 { return x * sqrt(-2 * log(square) / square) }
    }
  }

  /// The next number of the gamma distribution with `shape` above 0 and scale 1.
  ///
  /// Marsaglia and Tsang, "A simple method for generating gamma variables", 2000; shapes below 1 by
  /// their boost, gamma(shape + 1) · U^(1/shape).
  package mutating func gamma(_ shape: Double) -> Double { exp(logGamma(shape)) }

  /// The next number of the Beta distribution with `a` and `b` above 0, by two gammas.
  ///
  /// In logarithms, since gammas of small shapes fall below what a Double can hold.
  package mutating func beta(_ a: Double, _ b: Double) -> Double {
    let x = logGamma(a)
    let y = logGamma(b)
    return 1 / (1 + exp(y - x))
  }

  /// The next factor of mean 1 and coefficient of variation `spread`, gamma distributed; 1 for 0.
  package mutating func factor(spread: Double) -> Double {
    guard spread > 0 else { return 1 }
    let shape = 1 / (spread * spread)
    return gamma(shape) / shape
  }

  /// The logarithm of the next gamma number.
  private mutating func logGamma(_ shape: Double) -> Double {
    if shape < 1 {
      // 1 − U lies in (0, 1], so that its logarithm is finite.
      let boost = log(1 - unit()) / shape
      return logGamma(shape + 1) + boost
    }
    let d = shape - 1.0 / 3
    let c = 1 / sqrt(9 * d)
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let u = 1 - unit()
      if log(u) < 0.5 * x * x + d - d * v + d * log(v) { return log(d * v) }
    }
  }
}
