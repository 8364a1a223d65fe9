import TandemCore
import TandemEconomics
import TandemReport
import TandemRouting
import Testing

/// What people read of a ledger.
@Suite struct StatisticsTextTests {
  /// Sixty runs: cheap fails every third, and every call of the judge makes something up.
  static let ledger = (0..<60).map { number in
    let isHard = number % 3 == 0
    let label = JudgeLabel(
      difficulty: .easy, reach: .local, tier: .cheap, claims: 4, falseClaims: 1, calibrated: 0.9)
    var run = RunFacts(
      run: "r\(number)", created: Double(number), seconds: 300,
      route: Route(
        policy: "standard/2", mode: .routed, firstTier: .cheap, label: label, reason: ""),
      drafts: [DraftFact(number: 1, tier: .cheap, passed: !isHard, seconds: 100, lines: 12)],
      calls: [
        CallFact(
          kind: .draft, tier: .cheap, draft: 1, usage: TokenUsage(input: 10_000, output: 2_000),
          cost: MicroDollars(40_000), seconds: 90)
      ], ending: .accepted, verdict: ChangeVerdict(.accepted, by: "git", time: 0))
    if isHard {
      run.drafts.append(DraftFact(number: 2, tier: .premium, passed: true, seconds: 80, lines: 12))
      run.calls.append(
        CallFact(
          kind: .draft, tier: .premium, draft: 2, usage: TokenUsage(input: 10_000, output: 2_000),
          cost: MicroDollars(400_000), seconds: 70))
    }
    return run
  }

  static func statistics(_ runs: [RunFacts]) -> String {
    StatisticsText.text(LedgerStatistics.make(runs: runs, assumptions: CostAssumptions()))
  }

  static func backtest(_ runs: [RunFacts]) -> String {
    BacktestText.text(Backtest.make(runs: runs, assumptions: CostAssumptions(), seed: 1))
  }

  @Test(arguments: [0, 10, 60]) func `lines fit a hundred columns`(count: Int) {
    let runs = Array(Self.ledger.prefix(count))
    for text in [Self.statistics(runs), Self.backtest(runs)] {
      for line in text.split(separator: "\n") {
        #expect(line.count <= 100, "\(line)")
        #expect(line.last != " ", "\(line)")
      }
    }
  }

  @Test func `a raised alarm says what it means, its number and what to change`() {
    let text = Self.statistics(Self.ledger)
    #expect(
      text.contains(
        """
          RAISED  judge hallucination: The judge names files or symbols that do not exist, so its label is
                  guesswork.
                  25 % (n = 240 claims; 95 % interval 20 % to 31 %); raised above 2 %. It is: named paths
                  and symbols that neither report nor tree holds / all named.
                  labels voided for it 100 % (n = 60)
                  change: routing.judge: off
        """))
    #expect(
      text.contains("  unknown judge miscalibration: too few labels with an outcome (0 of 50)"))
    #expect(text.hasPrefix("Does routing pay?\n"))
  }

  @Test func `too little is said to be too little`() {
    let text = Self.statistics(Array(Self.ledger.prefix(10)))
    #expect(text.contains("  too few runs to say whether routing pays (10 of 50)\n"))
    #expect(text.contains("  too few accepted changes to tell (10 of 20)\n"))
    #expect(text.contains("  too few runs to tell (10 of 20)\n"))
    #expect(text.contains("  all: too few judged changes to tell (10 of 20)\n"))
  }

  @Test func `a backtest keeps its levels apart and ends with its caveats`() throws {
    let text = Self.backtest(Self.ledger)
    let levels = ["Level 1", "Level 2", "Level 3", "Level 4", "Before you believe it"]
    let places = try levels.map { try #require(text.firstRange(of: $0)).lowerBound }
    #expect(places == places.sorted())
    #expect(text.hasPrefix("60 runs that drafted, $10.40 for models; 7 policies tried, seed 1\n"))
    #expect(text.contains("left out: 0 that a person chose, 60 with one choice only\n"))
    #expect(text.contains("premium drafts: too few runs drew it (0 effective of 30)\n"))
    #expect(text.contains("none: no report was run by both tiers (0 by one, 60 unknown)\n"))
  }
}
