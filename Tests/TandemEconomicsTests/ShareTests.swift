import TandemEconomics
import Testing

@Suite struct ShareTests {
  /// Exact values (1 & 2) and numerical integrals over two million cells.
  @Test(arguments: [
    (0.5, 2.0, 3.0, 0.6875), (0.1, 0.5, 0.5, 0.204_832_764_699_133_5),
    (0.9, 40.0, 5.0, 0.547_203_067), (0.03, 1.5, 60.5, 0.704_350_760),
  ]) func `the cumulative function is the known one`(x: Double, a: Double, b: Double, p: Double) {
    #expect(abs(BetaFunction.cumulative(x, a, b) - p) < 1e-5)
  }

  @Test func `an interval narrows with its sample and keeps the ends`() {
    #expect(Share(0, of: 0).interval() == 0...1)
    let clean = Share(0, of: 59).interval(0.9)
    #expect(clean.lowerBound == 0)
    #expect(clean.upperBound < 0.05)
    let half = Share(20, of: 40).interval()
    #expect(abs(half.lowerBound - 0.3496) < 0.001)
    #expect(abs(half.upperBound - 0.6504) < 0.001)
  }
}
