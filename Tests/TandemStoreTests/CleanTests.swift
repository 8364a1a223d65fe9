import Synchronization
import TandemCore
import TandemTestKit
import Testing

@testable import TandemStore

@Suite struct CleanTests {
  let folder: TemporaryDirectory
  let store: Store

  /// Four ended runs, a day apart: `0` and `2` plain, `1` parked, `3` unverified; `4` runs.
  init() async throws {
    folder = try TemporaryDirectory()
    let clock = Mutex<Double>(0)
    store = try await Store.open(
      folder: folder.file("state"), now: { clock.withLock { $0 } })
    let question = Checkpoint(question: "?", reason: "", options: [], base: "", diffHash: "")
    let outcomes: [RunOutcome?] = [
      .accepted(reason: ""), .parked(question), .noChange(reason: ""), .unverified(reason: ""), nil,
    ]
    for (number, outcome) in outcomes.enumerated() {
      clock.withLock { $0 += 86_400 }
      let run = "\(number)"
      try await store.begin(run: run, title: "", base: "", header: 0)
      try await store.record(run: run, key: "k", value: String(repeating: "x", count: 1_000_000))
      try await store.append(
        row: LedgerRow(run: run, step: "k", kind: .draft, tier: .builtin, outcome: ""))
      if let outcome { try await store.finish(run: run, outcome: outcome) }
    }
  }

  func left() async throws -> [String] { try await store.runs().map(\.id).reversed() }

  @Test func oldRunsGoUnlessTheyRunOrWaitForAPerson() async throws {
    #expect(try await store.clean(olderThan: 3 * 86_400, beyond: nil) == ["0"])
    #expect(try await left() == ["1", "2", "3", "4"])
    #expect(try await store.clean(olderThan: 0, beyond: nil) == ["2"])
    #expect(try await left() == ["1", "3", "4"])
    #expect(try await store.ledger().map(\.run) == ["1", "3", "4"])
    #expect(try await store.runs().map(\.waitsForPerson) == [false, true, true])
  }

  @Test func theOldestGoUntilTheRestIsSmallEnough() async throws {
    #expect(try await store.clean(olderThan: nil, beyond: 5_000_100) == [])
    #expect(try await store.clean(olderThan: nil, beyond: 4_500_000) == ["0"])
    #expect(try await store.clean(olderThan: nil, beyond: 1_000) == ["2"])
    #expect(try await left() == ["1", "3", "4"])
  }

  @Test func theFileShrinks() async throws {
    let before = try folder.read("state/ledger.sqlite").count
    _ = try await store.clean(olderThan: 0, beyond: nil)
    #expect(try folder.read("state/ledger.sqlite").count < before - 1_900_000)
    #expect(try await store.problems() == [])
  }

  @Test func aRunOfAnotherLivingProcessStays() async throws {
    let other = try await Store.open(folder: folder.file("state"), now: { 1e9 })
    #expect(try await other.clean(olderThan: 0, beyond: 0) == ["0", "2"])
    #expect(try await left() == ["1", "3", "4"])
  }
}
