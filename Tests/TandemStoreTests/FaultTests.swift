import FoundationEssentials
@preconcurrency import Glibc
import TandemCore
import TandemTestKit
import Testing

@testable import TandemStore

/// What a kill, a damaged file or a full disk does to a ledger.
@Suite struct FaultTests {
  static let cap = MicroDollars(1_000)
  /// `make test-long` kills more often.
  static let kills = ProcessInfo.processInfo.environment["TANDEM_LONG"] == nil ? 6 : 150

  @Test func whatWasConfirmedSurvivesAKillAtAnyMoment() async throws {
    let folder = try TemporaryDirectory()
    var generator = SystemRandomNumberGenerator()
    for round in 0..<Self.kills {
      let (state, confirmed) = (folder.file("\(round)"), folder.file("\(round).confirmed"))
      let microseconds = UInt32.random(in: 500...60_000, using: &generator)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [
          state = state as String, confirmed = confirmed as String,
          microseconds = microseconds as UInt32
        ]
        in
        try await writeUntilKilled(state: state, confirmed: confirmed, after: microseconds)
      }
      try await check(state: state, confirmed: folder.read("\(round).confirmed"), microseconds)
    }
  }

  private func check(
    state: String, confirmed: [UInt8], _ microseconds: UInt32
  ) async throws {
    let comment: Comment = "killed after \(microseconds) µs"
    let store = try await Store.open(folder: state)
    #expect(try await store.problems() == [], comment)
    #expect(try await store.runs().map(\.isRunning) == [false], comment)
    try await store.reopen(run: "r")

    // The last line may be half written: that write was not confirmed.
    let lines = String(decoding: confirmed, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast()
    let steps = try await store.steps(run: "r")
    #expect(steps.count - lines.count { $0.hasPrefix("step") } <= 1, comment)
    for (number, step) in steps.enumerated() {
      #expect(step.key == "step \(number)", comment)
      #expect(step.json == Array("\"value \(number)\"".utf8), comment)
    }
    #expect(lines.count { $0.hasPrefix("step") } <= steps.count, comment)
    for line in lines where line.hasPrefix("settled") {
      let reply = try await store.reply(
        run: "r", key: "draft", requestHash: String(line.dropFirst(8)))
      #expect(reply?.text == "answer to \(line.dropFirst(8))", comment)
    }
    let calls = try await store.calls(run: "r")
    #expect(calls.dropLast().allSatisfy { $0.state == .settled }, comment)
    if let last = calls.last {
      // What never left is free, what left and did not end is booked at its worst case.
      let expected: MicroDollars =
        switch last.state {
        case .settled: MicroDollars(1)
        case .free: .zero
        default: MicroDollars(100)
        }
      #expect(last.booked == expected, comment)
    }
    let spent = try await store.spent(run: "r")
    #expect(spent == calls.map(\.booked).reduce(.zero, +), comment)
    #expect(spent <= Self.cap, comment)
    #expect(try await store.spentToday() == .zero, comment)
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
    #expect(refused > 10)
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
  let store = try await Store.open(folder: state)
  try await store.begin(run: "r", title: "", base: "", header: 0)
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { delay in
      usleep(UInt32(UInt(bitPattern: delay)))
      kill(getpid(), SIGKILL)
      return nil
    }, UnsafeMutableRawPointer(bitPattern: UInt(microseconds)))
  for number in 0... {
    try await store.record(run: "r", key: "step \(number)", value: "value \(number)")
    confirm("step \(number)")
    let call = ModelCall(
      run: "r", step: "draft", requestHash: "\(number)", model: "m", priceRow: nil,
      bound: MicroDollars(100))
    guard case .success(let id) = try await store.intend(call, cap: FaultTests.cap) else {
      continue
    }
    try await store.sent(call: id)
    try await store.accepted(call: id, requestID: nil)
    let reply = ModelReply(
      text: "answer to \(number)", stop: .endTurn, usage: TokenUsage(), servedModel: "m")
    try await store.settle(
      call: id, usage: TokenUsage(), cost: MicroDollars(1), servedModel: "m", reply: reply)
    confirm("settled \(number)")
  }
}
