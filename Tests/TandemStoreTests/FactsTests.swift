import Synchronization
import TandemCore
import TandemTestKit
import Testing

@testable import TandemStore

/// What the metrics read is what was recorded.
@Suite struct FactsTests {
  let folder: TemporaryDirectory
  let store: Store

  init() async throws {
    folder = try TemporaryDirectory()
    store = try await Store.open(folder: folder.file("state"), now: { 1_000 })
  }

  static let route = Route(
    policy: "2:auto", mode: .routed, firstTier: .cheap, propensity: 0.9,
    label: JudgeLabel(
      difficulty: .hard, reach: .crossCutting, tier: .cheap, claims: 3, falseClaims: 1,
      chance: 0.8, calibrated: 0.5), reason: "because")

  static func draft(_ number: Int, _ decision: String) -> DraftFact {
    DraftFact(
      number: number, tier: .cheap, passed: false, isShown: true, seconds: 2, verifySeconds: 3,
      signature: "s", plannedFiles: 1, touchedFiles: 2, outsideFiles: 1, lines: 9, chance: 0.3,
      threshold: 0.4, finishing: MicroDollars(5), decision: decision, reason: "why")
  }

  @Test func aRunIsReadBackWhole() async throws {
    try await store.begin(run: "r1", title: "T", base: "b", header: ["a": 1])
    try await store.record(route: Self.route, run: "r1")
    try await store.record(draft: Self.draft(1, "retry"), run: "r1")
    try await store.record(draft: Self.draft(2, "review"), run: "r1")
    var reviewed = Self.draft(2, "accept")
    (reviewed.chance, reviewed.threshold, reviewed.finishing) = (nil, nil, nil)
    reviewed.passed = true
    try await store.record(draft: reviewed, run: "r1")
    let rows = [
      LedgerRow(
        run: "r1", step: "scope.1", kind: .scope, tier: .premium, requestedModel: "m",
        usage: TokenUsage(input: 1, cacheRead: 2, cacheWrite: 3, output: 4), priceRow: "p",
        cost: MicroDollars(7), seconds: 1.5, outcome: "endTurn"),
      LedgerRow(
        run: "r1", step: "draft.2/call.1", kind: .draft, tier: .cheap, requestedModel: "m",
        cost: MicroDollars(9), isUpperBound: true, outcome: "servedOther"),
      LedgerRow(run: "r1", step: "draft.2", kind: .draft, tier: .cheap, outcome: "1 file"),
    ]
    for row in rows { try await store.append(row: row) }
    try await store.finish(run: "r1", outcome: .accepted(reason: "green"), seconds: 12)
    let verdict = ChangeVerdict(.reworked, by: "Ann", time: 2_000, note: "n", minutes: 4)
    try await store.record(
      verdict: ChangeVerdict(.accepted, by: "git", time: 1_500), run: "r1")
    try await store.record(verdict: verdict, run: "r1")

    var last = reviewed
    (last.chance, last.threshold, last.finishing) = (0.3, 0.4, MicroDollars(5))
    let expected = RunFacts(
      run: "r1", created: 1_000, seconds: 12, route: Self.route,
      drafts: [Self.draft(1, "retry"), last],
      calls: [
        CallFact(
          kind: .scope, tier: .premium, usage: rows[0].usage, cost: MicroDollars(7), seconds: 1.5),
        CallFact(
          kind: .draft, tier: .cheap, draft: 2, cost: MicroDollars(9), isUpperBound: true,
          isPriced: false, isAsAsked: false, isRepeated: true, succeeded: false),
      ], ending: .accepted, verdict: verdict, reviewMinutes: 4)
    #expect(try await store.facts() == [expected])

    try await store.begin(run: "r2", title: "T", base: "b", header: ["a": 1])
    #expect(try await store.facts(last: 1).map(\.run) == ["r2"])
    #expect(try await store.facts(last: 2).first == expected)
  }

  @Test func aLookMeasuresTheMinutesToTheDecision() async throws {
    let clock = Seconds()
    let store = try await Store.open(
      folder: folder.file("other"), now: { Double(clock.value.load(ordering: .relaxed)) })
    try await store.begin(run: "r1", title: "T", base: "b", header: ["a": 1])
    #expect(try await store.minutesLooked(at: "r1") == nil)
    try await store.looked(at: "r1")
    clock.value.add(90, ordering: .relaxed)
    #expect(try await store.minutesLooked(at: "r1") == 1.5)
    clock.value.add(3 * 3600, ordering: .relaxed)
    #expect(try await store.minutesLooked(at: "r1") == nil)
  }
}

/// A clock that a test moves.
private final class Seconds: Sendable {
  let value = Atomic(1_000)
}
