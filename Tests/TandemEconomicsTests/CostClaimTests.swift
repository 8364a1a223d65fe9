import TandemEconomics
import Testing

/// The reference's arithmetic of the claim "$10 become $2 to $4".
@Suite struct CostClaimTests {
  @Test func `the printed examples come out`() {
    func dollars(_ share: Double, _ ratio: Double, _ waste: Double) -> Double {
      10 * CostClaim(share: share, priceRatio: ratio, waste: waste).relativeCost
    }
    #expect(abs(dollars(0.7, 0.2, 1.5) - 5.10) < 1e-9)
    #expect(abs(dollars(0.8, 0.2, 1.5) - 4.40) < 1e-9)
    #expect(abs(dollars(0.7, 0.5, 2.5) - 11.75) < 1e-9)
    #expect(abs(dollars(0.8, 0.5, 2.5) - 12.00) < 1e-9)
    #expect(abs(10 * CostClaim(share: 0.7, priceRatio: 0).relativeCost - 3) < 1e-9)
    #expect(abs(10 * CostClaim(share: 0.8, priceRatio: 0).relativeCost - 2) < 1e-9)
  }

  @Test func `the break-even is the printed one and holds exactly`() throws {
    let seven = try #require(CostClaim.breakEven(share: 0.7, target: 0.4))
    #expect(abs(seven - 0.143) < 0.0005)
    let eight = try #require(CostClaim.breakEven(share: 0.8, target: 0.4))
    #expect(abs(eight - 0.25) < 1e-9)
    #expect(CostClaim.breakEven(share: 0.7, target: 0.29) == nil)
    #expect(CostClaim.breakEven(share: 0, target: 1) == nil)
    #expect(CostClaim.verdicts(priceRatio: eight, waste: 1).map(\.holds) == [false, true])
    #expect(CostClaim.verdicts(priceRatio: seven, waste: 1).map(\.holds) == [true, true])
    #expect(CostClaim.verdicts(priceRatio: 0.2, waste: 1.5).map(\.holds) == [false, false])
  }

  /// Fable 5.1, Opus 5.5 and Opus 5: cache reads are 96 % of the tokens, and 23, 38 or 55 % of cost.
  @Test(arguments: [
    (CachedLoop.Prices(read: 0.25, write: 12.5, output: 50), 0.23),
    (.init(read: 0.2, write: 5, output: 20), 0.38),
    (.init(read: 0.5, write: 6.25, output: 25), 0.55),
  ]) func `a share of volume is no share of cost`(prices: CachedLoop.Prices, share: Double) {
    let volume = CachedLoop().volume
    #expect(abs(volume.readShare - 0.96) < 0.005)
    #expect(abs(volume.readCostShare(prices) - share) < 0.005)
  }

  /// The reference does not say which of the 14 premium turns come first.
  ///
  /// With ten first and four last
  /// its six percentages come out within 2.5 points, four of them within 1.
  @Test func `the hand-off decides the saving`() {
    let loop = CachedLoop()
    let opus = CachedLoop.Prices(read: 0.2, write: 5, output: 20)
    let luna = CachedLoop.Prices(read: 0.01, write: 0.125, output: 0.5)
    let sonnet = CachedLoop.Prices(read: 0.1, write: 2.5, output: 10)
    func percent(
      _ cheap: CachedLoop.Prices, _ handOff: CachedLoop.HandOff, longer: Int = 1
    ) -> Double {
      100
        * loop.relativeCost(
          cheapTurns: 46, longer: longer, premium: opus, cheap: cheap, handOff: handOff)
    }
    let packet = CachedLoop.HandOff.packet(12_000)
    #expect(abs(percent(luna, .transcript) - 52) < 0.5)
    #expect(abs(percent(luna, packet) - 24) < 0.5)
    #expect(abs(percent(sonnet, .transcript) - 89) < 2.5)
    #expect(abs(percent(sonnet, packet) - 55) < 1)
    #expect(abs(percent(sonnet, .transcript, longer: 2) - 166) < 2.5)
    #expect(abs(percent(sonnet, packet, longer: 2) - 106) < 1)
  }

  @Test func `a loop of premium alone costs itself`() {
    let opus = CachedLoop.Prices(read: 0.2, write: 5, output: 20)
    let loop = CachedLoop()
    // All turns at premium's own prices and without a change of tier.
    let whole = loop.volume(turns: 60, context: 20_000)
    #expect(whole == loop.volume)
    #expect(abs(whole.cost(opus) - 2.4504) < 1e-9)
    #expect(loop.volume(turns: 0, context: 9) == .init(read: 0, write: 0, output: 0))
  }
}
