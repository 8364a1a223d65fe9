import TandemCore
import TandemEconomics
import Testing

/// The distributions against what is known of them exactly.
@Suite struct RandomStreamTests {
  /// SplitMix64's published first outputs for seed 0.
  @Test func `the stream is SplitMix64`() {
    var stream = RandomStream(0)
    #expect(
      [stream.next(), stream.next()] == [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4])
  }

  /// Kolmogorov's distance to the exact cumulative function; 1.95/√n is exceeded once in a thousand.
  @Test(arguments: [(1.2, 1.2), (0.12, 0.08), (0.5, 3), (8, 2.5), (40, 60)])
  func `Beta numbers follow the exact distribution`(a: Double, b: Double) {
    var stream = RandomStream(5)
    let count = 20_000
    let numbers = (0..<count).map { _ in stream.beta(a, b) }.sorted()
    var distance = 0.0
    for index in stride(from: 0, to: count, by: 7) where numbers[index] < 0.999_999 {
      let exact = BetaFunction.cumulative(numbers[index], a, b)
      distance = max(distance, abs(exact - (Double(index) + 0.5) / Double(count)))
    }
    #expect(distance < 1.95 / Double(count).squareRoot())
    #expect(numbers.allSatisfy { (0...1).contains($0) })
  }

  @Test(arguments: [0.3, 1, 2.5, 30]) func `gamma numbers have the right moments`(shape: Double) {
    var stream = RandomStream(9)
    let count = 100_000
    let numbers = (0..<count).map { _ in stream.gamma(shape) }
    let mean = numbers.reduce(0, +) / Double(count)
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
    // Mean and variance are the shape; four standard errors, the fourth moment included.
    #expect(abs(mean - shape) < 4 * (shape / Double(count)).squareRoot())
    let fourth = 3 * shape * shape + 6 * shape
    #expect(
      abs(variance - shape) < 4 * ((fourth - shape * shape) / Double(count)).squareRoot())
  }

  @Test func `a factor has mean 1 and the spread it was asked for`() {
    var stream = RandomStream(3)
    #expect(stream.factor(spread: 0) == 1)
    let numbers = (0..<50_000).map { _ in stream.factor(spread: 0.6) }
    let mean = numbers.reduce(0, +) / 50_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 50_000
    #expect(abs(mean - 1) < 4 * 0.6 / 50_000.squareRoot())
    #expect(abs(variance.squareRoot() - 0.6) < 0.02)
  }
}
