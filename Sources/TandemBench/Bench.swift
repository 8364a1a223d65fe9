/// The benchmarks by name: programs whose figures are ratios within one run, not timed tests.
package enum Bench {
  static let usage = """
    usage: tandem-bench NAME …
      locate    rank the files of real bug reports, one prediction a line
      index     reading a tree into the index, beside git reading the same objects
      drafts    real drafts through verify, gate and review: how many wrong ones pass
      operating-point
                from judged drafts: how often each setting of the gate is wrong, and what that costs
      review    real drafts and fixes through the deterministic checks: which alarms on which
      adapters  a repository's tests through its adapter, as JSON: each id with its status
      budget    many processes that spend from one daily budget at once
      economics a decision, a simulation, the statistics of a large ledger
      overhead  start-up and a whole run's own time, against the processes it must start
    """

  /// Runs the benchmark that the arguments name and returns the exit code.
  package static func run(_ arguments: [String]) async throws -> Int32 {
    let rest = Array(arguments.dropFirst())
    switch arguments.first {
    case "locate": return try await LocateBenchmark.run(arguments: rest)
    case "index": return try await IndexBenchmark.run(arguments: rest)
    case "drafts": return try await DraftsBenchmark.run(arguments: rest)
    case "operating-point": return try OperatingPoint.run(arguments: rest)
    case "review": return try await ReviewBenchmark.run(arguments: rest)
    case "adapters": return try await AdaptersBenchmark.run(arguments: rest)
    case "budget": return try await BudgetBenchmark.run(arguments: rest)
    case "economics": return try await EconomicsBenchmark.run(arguments: rest)
    case "overhead": return try await OverheadBenchmark.run(arguments: rest)
    default:
      print(usage)
      return 2
    }
  }
}
