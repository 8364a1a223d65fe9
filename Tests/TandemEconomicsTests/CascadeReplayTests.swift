import TandemEconomics
import Testing

/// The published cascade on SWE-bench Verified, from its totals.
@Suite struct CascadeReplayTests {
  let replay = CascadeReplay.sweBench

  /// Published: 77.2 % at $0.429 (perfect), 71.8 % at $0.327 (f = 0.30), 66.3 % at $0.195 (0.62).
  ///
  /// The totals give the resolved shares within 0.2 points. They give money up to $0.017 too low,
  /// 5 % of the row: tasks whose wrong draft the published replay caught were dearer than the mean.
  @Test(arguments: [(0.0, 0.772, 0.429), (0.30, 0.718, 0.327), (0.62, 0.663, 0.195)])
  func `the rows come out within their tolerance`(f: Double, resolved: Double, cost: Double) {
    let row = replay.cascade(falseAccepts: f)
    #expect(abs(row.resolved - resolved) < 0.002)
    #expect(abs(row.cost - cost) < 0.017)
    #expect(row.falseAccepts == f)
  }

  @Test func `a perfect verifier is exact by construction`() {
    let perfect = replay.cascade(falseAccepts: 0)
    #expect(abs(perfect.resolved - 0.772) < 1e-12)
    #expect(abs(perfect.cost - 0.429) < 1e-12)
    // Premium costs $0.98 on what cheap failed, $0.72 on average.
    #expect(abs(replay.premiumCostOnFailed - 0.980) < 0.001)
  }

  @Test func `above a sixth of wrong drafts accepted the cascade is worse than premium`() {
    #expect(abs(replay.breakEven - 0.161) < 0.001)
    let even = replay.cascade(falseAccepts: replay.breakEven)
    #expect(abs(even.resolved - replay.premiumRight) < 1e-12)
    #expect(replay.cascade(falseAccepts: 0.15).resolved > replay.premiumOnly.resolved)
    #expect(replay.cascade(falseAccepts: 0.17).resolved < replay.premiumOnly.resolved)
    #expect(replay.cheapOnly == .init(falseAccepts: nil, resolved: 0.598, cost: 0.035))
  }

  /// A verifier that accepts nothing is premium alone after a cheap draft for nothing.
  @Test func `refusing everything is premium alone`() {
    let row = replay.cascade(falseAccepts: 0, falseRefusals: 1)
    #expect(abs(row.resolved - replay.premiumRight) < 1e-12)
    #expect(abs(row.cost - replay.premiumCost - replay.cheapCost) < 1e-12)
    // One that accepts everything is cheap alone.
    let all = replay.cascade(falseAccepts: 1)
    #expect(abs(all.resolved - replay.cheapRight) < 1e-12)
    #expect(abs(all.cost - replay.cheapCost) < 1e-12)
  }
}
