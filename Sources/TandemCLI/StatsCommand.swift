import TandemCore
import TandemEconomics
import TandemReport
import TandemRouting
import TandemStore

/// `tandem stats`: what an accepted change costs here, what goes wrong, and whether routing pays.
enum StatsCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let session = try await Session.open(arguments, host)
    let runs = try await session.store.facts()
    if runs.isEmpty, !arguments.json { return none(host) }
    let statistics = LedgerStatistics.make(
      runs: runs, assumptions: CostAssumptions(session.config))
    if arguments.json {
      host.print(try JSONLine.of(statistics))
    } else {
      host.print(StatisticsText.text(statistics))
    }
    return 0
  }

  /// Says that there is nothing to count.
  static func none(_ host: Host) -> Int32 {
    host.printError("no runs yet; `tandem fix issue.md` makes the first, twenty tell something")
    return 0
  }
}

/// `tandem backtest`: what other policies would have cost on this ledger, by four levels of evidence.
enum BacktestCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let session = try await Session.open(arguments, host)
    guard let seed = UInt64(arguments.seed ?? "1") else {
      throw CommandError.usage("--seed takes a whole number", nil)
    }
    let runs = try await session.store.facts()
    if runs.isEmpty, !arguments.json { return StatsCommand.none(host) }
    let backtest = Backtest.make(
      runs: runs, assumptions: CostAssumptions(session.config),
      seed: seed)
    if arguments.json {
      host.print(try JSONLine.of(backtest))
    } else {
      host.print(BacktestText.text(backtest))
    }
    return 0
  }
}
