import TandemCore
import Testing

@testable import TandemRouting

/// What a task cost in all its parts.
@Suite struct TaskCostTests {
  static func diff(files: Int, added: Int, removed: Int) -> Diff {
    let lines =
      (0..<added).map { DiffLine(kind: .added, oldNumber: nil, newNumber: $0 + 1, text: "a") }
      + (0..<removed).map { DiffLine(kind: .removed, oldNumber: $0 + 1, newNumber: nil, text: "r") }
    return Diff(
      files: (0..<files).map { number in
        DiffFile(
          path: "\(number)", kind: .modified,
          hunks: number > 0
            ? [] : [DiffHunk(oldStart: 1, oldCount: 1, newStart: 1, newCount: 1, lines: lines)])
      })
  }

  @Test(arguments: [(0, 0, 0, 0.0), (1, 1, 1, 1.3), (3, 10, 0, 4.0), (1, 100, 100, 31.0)])
  func reviewTakesMinutesByLinesAndFiles(files: Int, added: Int, removed: Int, minutes: Double) {
    let estimate = ReviewBurden.minutes(
      for: Self.diff(files: files, added: added, removed: removed))
    #expect(abs(estimate - minutes) < 1e-9)
  }

  static func row(
    _ step: String, _ micros: Int64, kind: StepKind = .draft, tier: Tier = .cheap,
    price: String? = "row", isUpperBound: Bool = false
  ) -> LedgerRow {
    LedgerRow(
      run: "r", step: step, kind: kind, tier: tier, requestedModel: "m", priceRow: price,
      cost: MicroDollars(micros), isUpperBound: isUpperBound, outcome: "reply")
  }

  @Test func everyPartIsShown() {
    let ledger = [
      Self.row("scope.1", 100, kind: .scope, tier: .premium),
      Self.row("scope.1/reask", 20, kind: .scope, tier: .premium),
      Self.row("draft.1/call.2", 30), Self.row("draft.2/call.1", 4, price: nil),
      Self.row("review.2", 5, kind: .review, tier: .premium, isUpperBound: true),
    ]
    let parts = TaskCost.parts(
      ledger: ledger, testSeconds: 12, seconds: 400,
      diff: Self.diff(files: 1, added: 5, removed: 0),
      outcome: .noChange(reason: ""))
    #expect(
      parts
        == CostParts(
          tokens: MicroDollars(130), retries: MicroDollars(29), testSeconds: 12,
          waitingSeconds: 400, waiting: MicroDollars(1_000_000), reviewMinutes: 2,
          review: MicroDollars(3_000_000), wrongPatch: nil, upperBoundCalls: 1, unpricedCalls: 1))
  }

  @Test func onlyAnAcceptedChangeMayBeWrong() throws {
    func wrong(_ tier: Tier, _ outcome: RunOutcome) -> MicroDollars? {
      TaskCost.parts(
        ledger: [Self.row("draft.1", 1, tier: tier)], testSeconds: 0, seconds: 0, diff: Diff(),
        outcome: outcome
      ).wrongPatch
    }
    // 0.402 · 0.12 / (0.598 · 0.87 + 0.402 · 0.12) of $20.
    let cheap = try #require(wrong(.cheap, .accepted(reason: "")))
    #expect(cheap.description == "$1.6971")
    #expect(try #require(wrong(.premium, .accepted(reason: ""))) < cheap)
    #expect(wrong(.cheap, .unverified(reason: "")) == nil)
  }

  @Test(
    arguments: [
      (StepKind.draft, [.builtin, .cheap, .premium], Tier.cheap), (.draft, [.premium], .premium),
      (.draft, [], .builtin), (.scope, [.cheap], .builtin), (.scope, [.cheap, .premium], .premium),
      (.review, [.cheap, .premium], .premium), (.triage, [.cheap, .premium], .cheap),
      (.judge, [.premium], .builtin),
    ] as [(StepKind, [Tier], Tier)]) func stepsStartWhereTheyAreCheapToVerify(
      kind: StepKind, tiers: [Tier], first: Tier
    )
  {
    #expect(RoutingPolicy().first(kind, .routed, among: Set(tiers)) == first)
  }
}
