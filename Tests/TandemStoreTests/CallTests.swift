@preconcurrency import Glibc
import Synchronization
import TandemCore
import TandemTestKit
import Testing

@testable import TandemStore

@Suite struct CallTests {
  let folder: TemporaryDirectory
  let store: Store

  init() async throws {
    folder = try TemporaryDirectory()
    store = try await Store.open(folder: folder.file("state"))
    try await store.begin(run: "r1", title: "T", base: "abc", header: 0)
  }

  func call(_ bound: Int64, hash: String = "h", run: String = "r1") -> ModelCall {
    ModelCall(
      run: run, step: "draft.1", kind: .draft, tier: .cheap, requestHash: hash, model: "m",
      priceRow: "p", bound: MicroDollars(bound),
      request: ModelRequest(
        model: "m", system: "s", messages: [], maxOutputTokens: 10))
  }

  @Test func aCallIsBookedAtItsWorstCaseAndSettledAtTheTruth() async throws {
    let reply = ModelReply(
      text: "hi", stop: .endTurn, usage: TokenUsage(input: 3, output: 2), servedModel: "m-1",
      requestID: "q", seconds: 0.5)
    let id = try await store.intend(call(100), cap: MicroDollars(100)).get()
    #expect(try await store.spent(run: "r1") == MicroDollars(100))
    try await store.sent(call: id)
    try await store.accepted(call: id, requestID: "q")
    try await store.usage(call: id, TokenUsage(input: 3))
    #expect(try await store.reply(run: "r1", key: "draft.1", requestHash: "h") == nil)
    try await store.settle(
      call: id, usage: reply.usage, cost: MicroDollars(7), servedModel: "m-1", reply: reply)
    #expect(try await store.spent(run: "r1") == MicroDollars(7))
    #expect(try await store.reply(run: "r1", key: "draft.1", requestHash: "h") == reply)
    #expect(try await store.reply(run: "r1", key: "draft.2", requestHash: "h") == nil)
    #expect(try await store.reply(run: "r1", key: "draft.1", requestHash: "i") == nil)
    #expect(
      try await store.calls(run: "r1") == [
        BookedCall(
          id: id, call: call(100), state: .settled, booked: MicroDollars(7), sends: 1,
          requestID: "q", servedModel: "m-1", usage: reply.usage)
      ])
  }

  @Test func aCapIsNeverPassed() async throws {
    let cap = MicroDollars(100)
    let first = try await store.intend(call(60), cap: cap).get()
    #expect(
      try await store.intend(call(41), cap: cap)
        == .failure(
          CapExceeded(
            cap: .run, limit: cap, booked: MicroDollars(60), wanted: MicroDollars(41))))
    let second = try await store.intend(call(40), cap: cap).get()
    try await store.failFree(call: first)
    try await store.indeterminate(call: second)
    #expect(try await store.spent(run: "r1") == MicroDollars(40))
    #expect(try await store.intend(call(60), cap: cap).get() > second)
  }

  @Test func aCallEndsOnce() async throws {
    let id = try await store.intend(call(5), cap: nil).get()
    try await store.failFree(call: id)
    for attempt in 0..<3 {
      let error = await #expect(throws: StoreError.self) {
        switch attempt {
        case 0: try await store.failFree(call: id)
        case 1: try await store.indeterminate(call: id)
        default:
          try await store.settle(
            call: id, usage: TokenUsage(), cost: MicroDollars(1), servedModel: nil)
        }
      }
      #expect(error?.kind == .wrongState)
    }
    await #expect(throws: StoreError.self) { try await store.sent(call: id) }
    #expect(try await store.spent(run: "r1") == .zero)
  }

  @Test func aLostSendStaysBookedAndTheNextNeedsRoom() async throws {
    let id = try await store.intend(call(40), cap: MicroDollars(100)).get()
    try await store.sent(call: id)
    try await store.resend(call: id, after: .none)
    #expect(try await store.spent(run: "r1") == MicroDollars(40))
    try await store.sent(call: id)
    try await store.resend(call: id, after: .indeterminate)
    #expect(try await store.spent(run: "r1") == MicroDollars(80))
    try await store.sent(call: id)
    let error = await #expect(throws: StoreError.self) {
      try await store.resend(call: id, after: .indeterminate)
    }
    #expect(error?.kind == .overBudget)
    #expect(
      error?.message
        == "this run's budget of $0.0001 has no room: $0.0001 is booked, the call may cost $0.0001")
    try await store.settle(
      call: id, usage: TokenUsage(input: 1), cost: MicroDollars(3), servedModel: "m")
    #expect(try await store.spent(run: "r1") == MicroDollars(43))
    #expect(try await store.calls(run: "r1").map(\.sends) == [3])
  }

  @Test func aDeadProcessLeavesTheUnsentFreeAndTheSentAtItsWorstCase() async throws {
    do {
      // The store goes out of scope with its lock, as at a process's end.
      let dying = try await Store.open(folder: folder.file("state"))
      try await dying.begin(run: "r2", title: "", base: "", header: 0)
      for number in 0..<4 {
        let id = try await dying.intend(call(10, hash: "\(number)", run: "r2"), cap: nil).get()
        if number > 0 { try await dying.sent(call: id) }
        if number > 1 { try await dying.accepted(call: id, requestID: "q\(number)") }
        if number > 2 { try await dying.usage(call: id, TokenUsage(input: 1)) }
      }
      #expect(try await dying.runs().first?.cost == MicroDollars(40))
    }
    // A child that another test is just starting has the lock too, until it becomes its program.
    let deadline = ContinuousClock.now + .seconds(60)
    var summary = try #require(try await store.runs().first { $0.id == "r2" })
    while summary.isRunning, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(20))
      summary = try #require(try await store.runs().first { $0.id == "r2" })
    }
    #expect(!summary.isRunning)
    #expect(summary.cost == MicroDollars(30))
    try await store.reopen(run: "r2")
    #expect(
      try await store.calls(run: "r2").map(\.state)
        == [.free, .indeterminate, .indeterminate, .indeterminate])
    #expect(try await store.spent(run: "r2") == MicroDollars(30))
    // The ledger says so too: a bill from its rows is the bill from the calls.
    let lost = LedgerRow(
      run: "r2", step: "draft.1", kind: .draft, tier: .cheap, requestedModel: "m", priceRow: "p",
      cost: MicroDollars(10), isUpperBound: true, outcome: "lost")
    #expect(try await store.ledger(run: "r2") == [lost, lost, lost])
  }

  @Test func progressIsBookedFromTheThreadOfTheWire() async throws {
    let id = try await store.intend(call(10), cap: nil).get()
    let failure = Mutex<StoreError?>(nil)
    await withCheckedContinuation { continuation in
      let thread = WireThread {
        do throws(StoreError) {
          try store.progressed(call: id, .sending)
          try store.progressed(call: id, .accepted(requestID: "q"))
          try store.progressed(call: id, .usage(TokenUsage(input: 9)))
        } catch {
          failure.withLock { $0 = error }
        }
        continuation.resume()
      }
      thread.start()
    }
    #expect(failure.withLock { $0 } == nil)
    let booked = try #require(try await store.calls(run: "r1").first)
    #expect(booked.state == .usage)
    #expect(booked.requestID == "q")
    #expect(booked.usage == TokenUsage(input: 9))
  }

  @Test func anAccountHoldsForAllRepositoriesAndEndsWithTheDay() async throws {
    let clock = Mutex<Double>(1_000)
    func open(_ name: String) async throws -> Store {
      let account = SpendingAccount(
        folder: folder.file("user"), repository: name, dayCap: MicroDollars(100),
        repositoryCap: MicroDollars(70))
      let store = try await Store.open(
        folder: folder.file(name), account: account, now: { clock.withLock { $0 } })
      try await store.begin(run: "r", title: "", base: "", header: 0)
      return store
    }
    let (a, b) = (try await open("a"), try await open("b"))
    let first = try await a.intend(call(60, run: "r"), cap: nil).get()
    #expect(
      try await a.intend(call(11, run: "r"), cap: nil)
        == .failure(
          CapExceeded(
            cap: .repository, limit: MicroDollars(70), booked: MicroDollars(60),
            wanted: MicroDollars(11))))
    #expect(
      try await b.intend(call(41, run: "r"), cap: nil)
        == .failure(
          CapExceeded(
            cap: .day, limit: MicroDollars(100), booked: MicroDollars(60), wanted: MicroDollars(41))
        ))
    _ = try await b.intend(call(40, run: "r"), cap: nil).get()
    try await a.settle(
      call: first, usage: TokenUsage(), cost: MicroDollars(25), servedModel: nil)
    #expect(try await b.spentToday() == MicroDollars(65))
    #expect(try await b.spentToday(repository: "a") == MicroDollars(25))
    clock.withLock { $0 += 86_400 }
    #expect(try await b.spentToday() == .zero)
    #expect(try await a.spent(run: "r") == MicroDollars(25))
    _ = try await a.intend(call(70, run: "r"), cap: nil).get()
  }

  @Test func manyAtOnceNeverPassACap() async throws {
    let account = SpendingAccount(
      folder: folder.file("user"), repository: "a", dayCap: MicroDollars(100))
    let granted = try await withThrowingTaskGroup { group in
      for name in ["p", "q", "r"] {
        group.addTask {
          let store = try await Store.open(folder: folder.file(name), account: account)
          try await store.begin(run: "r", title: "", base: "", header: 0)
          var granted = 0
          for number in 0..<10 {
            let answer = try await store.intend(
              call(9, hash: "\(number)", run: "r"), cap: nil)
            if case .success = answer { granted += 1 }
          }
          return granted
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(granted == 11)
  }
}

/// A plain thread, as the one that reads the wire.
private final class WireThread: Sendable {
  private let work: @Sendable () -> Void
  init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  func start() {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<WireThread>.fromOpaque(context).takeRetainedValue().work()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    pthread_detach(thread)
  }
}
