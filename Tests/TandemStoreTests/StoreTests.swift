@preconcurrency import Glibc
import TandemCore
import TandemSQLite
import TandemTestKit
import Testing

@testable import TandemStore

@Suite struct StoreTests {
  let folder: TemporaryDirectory
  let store: Store

  init() async throws {
    folder = try TemporaryDirectory()
    store = try await Store.open(folder: folder.file("state"), now: { 1_000 })
    try await store.begin(run: "r1", title: "T", base: "abc", header: ["a": 1])
  }

  @Test func aRunIsListedFromItsBeginningToItsEnd() async throws {
    let process = Int(getpid())
    var expected = RunSummary(
      id: "r1", created: 1_000, title: "T", base: "abc", outcome: nil, isRunning: true,
      process: process, cost: .zero)
    #expect(try await store.runs() == [expected])
    try await store.finish(run: "r1", outcome: .accepted(reason: "green"), seconds: 12.5)
    expected.outcome = .accepted(reason: "green")
    expected.isRunning = false
    expected.seconds = 12.5
    #expect(try await store.runs() == [expected])
    #expect(try await store.header(run: "r1", as: [String: Int].self) == ["a": 1])

    try await store.reopen(run: "r1")
    expected.outcome = nil
    expected.isRunning = true
    #expect(try await store.runs() == [expected])
  }

  @Test func aStepIsRecordedOnceAndReadInOrder() async throws {
    try await store.record(run: "r1", key: "triage", value: ["x": 0.1, "b": 2])
    try await store.record(run: "r1", key: "base", value: "text / text")
    try await store.record(run: "r1", key: "triage", value: ["b": 2, "x": 0.1])
    let error = await #expect(throws: StoreError.self) {
      try await store.record(run: "r1", key: "triage", value: ["b": 3])
    }
    #expect(error?.kind == .conflict)
    #expect(
      try await store.steps(run: "r1") == [
        RecordedStep(key: "triage", json: Array(#"{"b":2,"x":0.1}"#.utf8), recorded: 1_000),
        RecordedStep(key: "base", json: Array(#""text / text""#.utf8), recorded: 1_000),
      ])
    #expect(
      try await store.recorded(run: "r1", key: "triage", as: [String: Double].self)
        == ["b": 2, "x": 0.1])
    #expect(try await store.recorded(run: "r1", key: "none", as: Int.self) == nil)
    let wrong = await #expect(throws: StoreError.self) {
      try await store.recorded(run: "r1", key: "base", as: Int.self)
    }
    #expect(wrong?.kind == .corrupt)
  }

  @Test func nothingIsRecordedForARunThatIsNotOurs() async throws {
    let unknown = await #expect(throws: StoreError.self) {
      try await store.record(run: "r2", key: "k", value: 1)
    }
    #expect(unknown?.kind == .unknownRun)
    try await store.finish(run: "r1", outcome: .interrupted)
    let finished = await #expect(throws: StoreError.self) {
      try await store.record(run: "r1", key: "k", value: 1)
    }
    #expect(finished?.kind == .wrongState)
    let taken = await #expect(throws: StoreError.self) {
      try await store.begin(run: "r1", title: "", base: "", header: 0)
    }
    #expect(taken?.kind == .runTaken)
  }

  @Test func aSecondProcessSeesTheRunAndCannotTakeIt() async throws {
    let other = try await Store.open(folder: folder.file("state"))
    #expect(try await other.runs().map(\.isRunning) == [true])
    let error = await #expect(throws: StoreError.self) { try await other.reopen(run: "r1") }
    #expect(error?.kind == .runTaken)
    #expect(error?.message == "process \(getpid()) is working on run r1")
    try await store.finish(run: "r1", outcome: .interrupted)
    try await other.reopen(run: "r1")
    #expect(try await store.runs().map(\.isRunning) == [true])
  }

  @Test func theLedgerKeepsEveryRowAsItWas() async throws {
    let rows = [
      LedgerRow(
        run: "r1", step: "scope.1", kind: .scope, tier: .premium, requestedModel: "big",
        servedModel: "big-1", usage: TokenUsage(input: 1, cacheRead: 2, cacheWrite: 3, output: 4),
        priceRow: "p", cost: MicroDollars(5), isUpperBound: true, seconds: 1.5, outcome: "reply",
        decision: "draft", reason: "because"),
      LedgerRow(run: "r1", step: "draft.1", kind: .draft, tier: .builtin, outcome: "gave up"),
    ]
    for row in rows { try await store.append(row: row) }
    #expect(try await store.ledger(run: "r1") == rows)
    #expect(try await store.ledger() == rows)
    #expect(try await store.ledger(run: "other") == [])
  }

  @Test func everyCommitIsOnTheDisk() async throws {
    #expect(try await store.pragma("synchronous") == "3")
    #expect(try await store.pragma("journal_mode") == "delete")
    let account = SpendingAccount(folder: folder.file("user"), repository: "r")
    let other = try await Store.open(folder: folder.file("other"), account: account)
    #expect(try await other.pragma("account.synchronous") == "3")
    #expect(try await other.pragma("account.journal_mode") == "delete")
  }

  @Test func theCacheIsBounded() async throws {
    try await store.cache(kind: "baseline", key: "first", value: [1])
    try await store.cache(kind: "baseline", key: "first", value: [2])
    #expect(try await store.cached(kind: "baseline", key: "first") == [2])
    #expect(try await store.cached(kind: "baseline", key: "first", as: String.self) == nil)
    #expect(try await store.cached(kind: "other", key: "first", as: [Int].self) == nil)
    for number in 1...Store.cacheLimit {
      try await store.cache(kind: "baseline", key: "\(number)", value: [number])
    }
    #expect(try await store.cached(kind: "baseline", key: "first", as: [Int].self) == nil)
    #expect(try await store.cached(kind: "baseline", key: "1") == [1])
  }

  @Test func aStoreIsPrivateToItsUser() async throws {
    var status = stat()
    #expect(stat(folder.file("state"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
    #expect(stat(folder.file("state/running"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }
}

extension Store {
  fileprivate func pragma(_ name: String) throws -> String? {
    try ledger.attempt { try $0.value("PRAGMA \(name)") }
  }
}
