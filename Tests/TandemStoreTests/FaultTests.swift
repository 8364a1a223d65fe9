import FoundationEssentials
@preconcurrency import Glibc
import TandemCore
import TandemTestKit
import Testing

@testable import TandemStore

/// What a kill, a damaged file or a full disk does to a ledger.
@Suite struct FaultTests {
  static let cap = MicroDollars(2_000)
  /// `make test-long` kills more often.
  static let ledgers = ProcessInfo.processInfo.environment["TANDEM_LONG"] == nil ? 2 : 30
  static let killsOfOne = 5

  @Test func whatWasConfirmedSurvivesKillsAtAnyMoment() async throws {
    let folder = try TemporaryDirectory()
    var recorded = 0
    for ledger in 0..<Self.ledgers {
      let (state, confirmed) = (folder.file("\(ledger)"), folder.file("\(ledger).confirmed"))
      for kill in 1...Self.killsOfOne {
        // From before the run is begun or reopened to some dozens of writes later.
        let microseconds = UInt32.random(in: 200...60_000)
        await #expect(processExitsWith: .signal(SIGKILL)) {
          [
            state = state as String, confirmed = confirmed as String,
            microseconds = microseconds as UInt32
          ] in
          try await writeUntilKilled(state: state, confirmed: confirmed, after: microseconds)
        }
        let lines = String(decoding: try folder.read("\(ledger).confirmed"), as: UTF8.self)
        recorded = try await check(
          state: state, confirmed: lines, kills: kill,
          "kill \(kill) after \(microseconds) µs")
      }
      #expect(recorded > 0)
    }
  }

  /// Checks the ledger and returns how many steps it holds.
  private func check(
    state: String, confirmed: String, kills: Int, _ comment: Comment
  ) async throws -> Int {
    let store = try await Store.open(folder: state)
    #expect(try await store.problems() == [], comment)
    guard let run = try await store.runs().first else {
      #expect(!confirmed.contains("."), comment)
      return 0
    }
    #expect(!run.isRunning, comment)
    try await store.reopen(run: "r")

    // A line that a kill cut was not confirmed; the next process begins a line of its own.
    let lines = confirmed.split(separator: "\n").filter { $0.hasSuffix(".") }.map { $0.dropLast() }
    let steps = try await store.steps(run: "r")
    #expect(
      steps.map { String(decoding: $0.json, as: UTF8.self) }
        == steps.indices.map { "\"value \($0)\"" }, comment)
    #expect(steps.map(\.key) == steps.indices.map { "step \($0)" }, comment)
    let confirmedSteps = lines.count { $0.hasPrefix("step") }
    #expect((confirmedSteps...confirmedSteps + kills).contains(steps.count), comment)
    for line in lines where line.hasPrefix("settled") {
      let hash = String(line.dropFirst("settled ".count))
      let reply = try await store.reply(run: "r", key: "draft", requestHash: hash)
      #expect(reply?.text == "answer to \(hash)", comment)
    }

    let calls = try await store.calls(run: "r")
    #expect(calls.count { $0.state != .settled } <= kills, comment)
    for call in calls {
      // What never left is free, what left and did not end is booked at its worst case.
      let expected: [BookedCall.State: Int64] = [.settled: 1, .free: 0, .indeterminate: 100]
      #expect(expected[call.state] == call.booked.value, comment)
    }
    let spent = try await store.spent(run: "r")
    #expect(spent == calls.map(\.booked).reduce(.zero, +), comment)
    #expect(spent <= Self.cap, comment)
    return steps.count
  }

  @Test func twoProcessesWriteAtOnce() async throws {
    let folder = try TemporaryDirectory()
    let state = folder.file("state")
    let store = try await Store.open(folder: state)
    try await store.begin(run: "parent", title: "", base: "", header: 0)
    async let child = #expect(processExitsWith: .success) { [state = state as String] in
      let store = try await Store.open(folder: state)
      try await store.begin(run: "child", title: "", base: "", header: 0)
      for number in 0..<40 {
        try await store.record(run: "child", key: "\(number)", value: number)
      }
    }
    for number in 0..<40 {
      try await store.record(run: "parent", key: "\(number)", value: number)
    }
    _ = await child
    for run in ["parent", "child"] {
      #expect(try await store.steps(run: run).map(\.key) == (0..<40).map { "\($0)" })
    }
    #expect(try await store.problems() == [])
    #expect(try await store.runs().map(\.isRunning) == [false, true])
  }

  @Test func aTruncatedFileIsRefused() async throws {
    let (folder, bytes) = try await filledLedger()
    for share in [2, 3, 4, 8] {
      try folder.write("state/ledger.sqlite", Array(bytes.prefix(bytes.count / share)))
      let error = await #expect(throws: StoreError.self) {
        let store = try await Store.open(folder: folder.file("state"))
        _ = try await store.steps(run: "r")
      }
      #expect(error?.kind == .corrupt)
      #expect(error?.description.contains("ledger.sqlite is damaged") == true)
    }
  }

  @Test func aFlippedBitIsFoundOrHarmless() async throws {
    let (folder, bytes) = try await filledLedger()
    let expected = (0..<60).map { "\"\(String(repeating: "\($0) ", count: 40))\"" }
    var refused = 0
    for position in stride(from: 0, to: bytes.count, by: bytes.count / 60) {
      var damaged = bytes
      damaged[position] ^= 0x40
      try folder.write("state/ledger.sqlite", damaged)
      do throws(StoreError) {
        let store = try await Store.open(folder: folder.file("state"))
        let steps = try await store.steps(run: "r").map { String(decoding: $0.json, as: UTF8.self) }
        #expect(steps == expected, "byte \(position)")
      } catch {
        refused += 1
      }
    }
    #expect(refused > 5)
  }

  private func filledLedger() async throws -> (TemporaryDirectory, [UInt8]) {
    let folder = try TemporaryDirectory()
    do {
      let store = try await Store.open(folder: folder.file("state"))
      try await store.begin(run: "r", title: "", base: "", header: 0)
      for number in 0..<60 {
        try await store.record(
          run: "r", key: "\(number)", value: String(repeating: "\(number) ", count: 40))
      }
    }
    return (folder, try folder.read("state/ledger.sqlite"))
  }
}

/// Records steps and calls, and confirms each in a plain file, until a thread kills the process.
private func writeUntilKilled(
  state: String, confirmed: String, after microseconds: UInt32
) async throws {
  let file = open(confirmed, O_WRONLY | O_CREAT | O_APPEND, 0o600)
  func confirm(_ line: String) { _ = write(file, line + "\n", line.utf8.count + 1) }
  confirm("")
  let store = try await Store.open(folder: state)
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { delay in
      usleep(UInt32(UInt(bitPattern: delay)))
      kill(getpid(), SIGKILL)
      return nil
    }, UnsafeMutableRawPointer(bitPattern: UInt(microseconds)))
  if try await store.runs().isEmpty {
    try await store.begin(run: "r", title: "", base: "", header: 0)
  } else {
    try await store.reopen(run: "r")
  }
  for number in try await store.steps(run: "r").count... {
    try await store.record(run: "r", key: "step \(number)", value: "value \(number)")
    confirm("step \(number).")
    let call = ModelCall(
      run: "r", step: "draft", kind: .draft, tier: .cheap, requestHash: "\(number)", model: "m",
      priceRow: nil, bound: MicroDollars(100))
    guard case .success(let id) = try await store.intend(call, cap: FaultTests.cap) else {
      continue
    }
    try await store.sent(call: id)
    try await store.accepted(call: id, requestID: nil)
    let reply = ModelReply(
      text: "answer to \(number)", stop: .endTurn, usage: TokenUsage(), servedModel: "m")
    try await store.settle(
      call: id, usage: TokenUsage(), cost: MicroDollars(1), servedModel: "m", reply: reply)
    confirm("settled \(number).")
  }
}
