import FoundationEssentials
import Glibc
import TandemCore
import TandemSandbox
import TandemStore

/// `tandem-bench budget`: many processes that spend from one daily budget at once; what they book and
/// spend together must never be more than it.
///
/// Each process books calls of random worst cases, waits as a provider would, and settles at a random
/// part of them; some fail for free, some die without a word, so that their worst case stays booked.
package enum BudgetBenchmark {
  private static let usage = "usage: tandem-bench budget STATE [--processes N]"
  private static let cap = MicroDollars(5_000_000)
  private static let calls = 8

  /// Runs the processes and prints what came of the budget.
  package static func run(arguments: [String]) async throws -> Int32 {
    if arguments.count == 3, arguments[0] == "--child" {
      try await spend(in: arguments[1], process: arguments[2])
      return 0
    }
    guard let state = arguments.first else {
      print(usage)
      return 2
    }
    let count = arguments.count == 3 ? Int(arguments[2]) ?? 200 : 200
    let began = ContinuousClock.now
    let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let ended = try await withThrowingTaskGroup(of: CommandResult.self) { group in
      for process in 0..<count {
        group.addTask {
          try await Unsandboxed().run(
            Command(
              arguments: [program, "budget", "--child", state, "p\(process)"], directory: "/",
              environment: ProcessInfo.processInfo.environment, deadline: .seconds(600)))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let lines = ended.flatMap { $0.output.split(separator: "\n") }
    let spent = lines.compactMap { line in
      line.hasPrefix("spent ") ? Int64(line.dropFirst(6)) : nil
    }.reduce(0, +)
    let store = try await Store.open(folder: state + "/store-p0", account: account(state, "p0"))
    let booked = try await store.spentToday()
    print(
      """
      \(count) processes, \(count * calls) calls wanted, one daily budget of \(cap)
      booked: \(booked), worst cases of calls that died included; spent: \(MicroDollars(spent))
      refused: \(lines.count { $0 == "refused" }) calls; failed processes: \
      \(ended.count { $0.ending != .exited(0) && $0.ending != .exited(9) })
      overshoot: \(max(booked, MicroDollars(spent)) > cap ? max(booked, MicroDollars(spent)) - cap : .zero)
      \((ContinuousClock.now - began).inSeconds) s
      """)
    for failed in ended where failed.ending != .exited(0) && failed.ending != .exited(9) {
      print("  \(failed.ending): \(failed.output.prefix(400))")
    }
    return booked <= cap && MicroDollars(spent) <= cap ? 0 : 1
  }

  private static func account(_ state: String, _ process: String) -> SpendingAccount {
    SpendingAccount(
      folder: state + "/account", repository: "/repositories/\(process)", dayCap: cap)
  }

  /// One process's run: its own repository, the common budget.
  private static func spend(in state: String, process: String) async throws {
    let store = try await Store.open(
      folder: state + "/store-\(process)", account: account(state, process))
    let run = "\(process)-\(UInt32.random(in: 0...UInt32.max))"
    try await store.begin(run: run, title: "budget", base: "none", header: ["a": 1])
    for number in 1...calls {
      let bound = MicroDollars(Int64.random(in: 1_000...60_000))
      let booked = try await store.intend(
        ModelCall(
          run: run, step: "draft.1/call.\(number)", kind: .draft, tier: .cheap,
          requestHash: "\(number)", model: "m", priceRow: "p", bound: bound), cap: nil)
      guard case .success(let call) = booked else {
        print("refused")
        continue
      }
      try await store.sent(call: call)
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...30)))
      switch Int.random(in: 0..<10) {
      case 0: try await store.failFree(call: call)
      case 1 where number == calls:
        // Killed while it waits: nobody knows more than the worst case.
        print("spent \(bound.value)")
        exit(9)
      default:
        let cost = MicroDollars(Int64.random(in: 0...bound.value))
        try await store.settle(
          call: call, usage: TokenUsage(), cost: cost, servedModel: "m", reply: nil,
          row: LedgerRow(
            run: run, step: "draft.1/call.\(number)", kind: .draft, tier: .cheap,
            requestedModel: "m", cost: cost, outcome: "endTurn"))
        print("spent \(cost.value)")
      }
    }
    try await store.finish(run: run, outcome: .noChange(reason: "a benchmark"))
  }
}
