import TandemCore
import TandemEconomics
import TandemRouting
import Testing

/// What is true in a world is found again in its ledgers.
@Suite struct RecoveryTests {
  @Test func `the verifier's error rate lies in its interval`() throws {
    var held: [Double: Int] = [:]
    for rate in [0.05, 0.3] {
      var world = BacktestTests.plain(400)
      world.passesWhenWrong = [rate]
      for seed in 0..<50 {
        let statistics = VerifierAccuracy.all(
          of: world.ledger(UInt64(seed)), assumptions: CostAssumptions())
        if try #require(statistics.interval).contains(rate) { held[rate, default: 0] += 1 }
      }
    }
    #expect(held.values.allSatisfy { $0 >= 45 }, "\(held)")
  }

  @Test func `the chances of a right draft lie in their intervals`() {
    let world = BacktestTests.plain(400)
    var held: [Tier: Int] = [:]
    for seed in 0..<50 {
      let ledger = world.ledger(UInt64(seed))
      let histories = DraftHistories(ledger)
      for (history, truth) in [(histories.cheap, 0.6), (histories.premium, 0.85)] {
        let (tier, passing) = (history.tier, history.passing)
        let expected = truth * world.passesWhenRight + (1 - truth) * world.passesWhenWrong[0]
        if passing.interval().contains(expected) { held[tier, default: 0] += 1 }
      }
    }
    #expect(held.values.allSatisfy { $0 >= 45 } && held.count == 2, "\(held)")
  }

  @Test func `few judged changes tell no rate`() {
    var world = BacktestTests.plain(200)
    world.judged = 0.02
    let accuracy = VerifierAccuracy.all(of: world.ledger(1), assumptions: CostAssumptions())
    #expect(accuracy.falseAccepts == nil && accuracy.interval == nil)
    #expect(accuracy.isAboveLine == nil)
    #expect(accuracy.wrongAmongPassed.total < 20)
  }

  @Test func `a leaky verifier is above the line, a tight one below`() {
    var world = BacktestTests.plain(1_000)
    world.passesWhenWrong = [0.6]
    #expect(
      VerifierAccuracy.all(of: world.ledger(1), assumptions: CostAssumptions()).isAboveLine == true)
    world.passesWhenWrong = [0.02]
    #expect(
      VerifierAccuracy.all(of: world.ledger(1), assumptions: CostAssumptions()).isAboveLine == false
    )
  }
}
