/// One subcommand: its name, what it takes and its help, in the order of `tandem --help`.
struct Verb: Sendable {
  let name: String
  let operands: String
  let summary: String
  let flags: [Flag]
  let run: @Sendable (Arguments, Host) async throws -> Int32

  private static let common: [Flag] = [.repository, .state, .config, .trustRepository, .help]
  private static let task: [Flag] = [
    .base, .directory, .files, .testCommand, .hint, .maxCost, .maxTime, .mode, .deadline,
    .premium, .cheap, .builtinOnly, .noSandbox, .json, .quiet, .output,
  ]

  static let all: [Verb] = [
    Verb(
      name: "fix", operands: "REPORT", summary: "fix a bug report: a file, or - for standard input",
      flags: [.logs] + task + common, run: FixCommand.fix),
    Verb(
      name: "plan", operands: "REPORT", summary: "stop after the contract, with an estimated cost",
      flags: [.logs] + task + common, run: FixCommand.plan),
    Verb(
      name: "review", operands: "[WHAT]",
      summary: "review uncommitted changes, A..B, a patch, - or a run",
      flags: [
        .report, .scope, .runTests, .failLevel, .format, .json, .base, .directory, .testCommand,
        .maxCost, .maxTime, .premium, .builtinOnly, .noSandbox, .quiet, .output,
      ] + common, run: ReviewCommand.run),
    Verb(
      name: "resume", operands: "RUN", summary: "go on with a stopped, killed or planned run",
      flags: [.contract, .maxCost, .maxTime, .noSandbox, .json, .quiet, .output] + common,
      run: ResumeCommand.run),
    Verb(
      name: "retry", operands: "RUN", summary: "the same report again, with what you learned",
      flags: task + common, run: FixCommand.retry),
    Verb(
      name: "approve", operands: "RUN", summary: "accept what a run waits for, by name",
      flags: [.by, .note] + common, run: ApproveCommand.approve),
    Verb(
      name: "reject", operands: "RUN", summary: "refuse what a run waits for, by name",
      flags: [.by, .note] + common, run: ApproveCommand.reject),
    Verb(
      name: "runs", operands: "", summary: "list the runs of this repository",
      flags: [.json] + common, run: RunsCommand.run),
    Verb(
      name: "show", operands: "RUN", summary: "a run's report, or what it sent",
      flags: [.sent, .patch, .json] + common, run: ShowCommand.run),
    Verb(
      name: "apply", operands: "RUN", summary: "bring a run's change into the work tree",
      flags: common, run: ApplyCommand.run),
    Verb(
      name: "discard", operands: "RUN", summary: "delete a run's branch and files",
      flags: [.yes] + common, run: DiscardCommand.run),
    Verb(
      name: "locate", operands: "REPORT", summary: "the files a report points at, and why",
      flags: [
        .logs, .base, .directory, .files, .hint, .limit, .coupled, .readTime, .json, .repository,
        .state,
        .trustRepository, .help,
      ], run: LocateCommand.run),
    Verb(
      name: "index", operands: "", summary: "read files and history ahead of locate and fix",
      flags: [.base, .stats, .json, .quiet, .repository, .state, .trustRepository, .help],
      run: IndexCommand.run),
    Verb(
      name: "ci", operands: "run", summary: "a bug report's event on a build server, with a cap",
      flags: [
        .event, .artefacts, .maxCost, .label, .soft, .maxTime, .mode, .deadline, .base, .directory,
        .testCommand,
        .premium, .cheap, .builtinOnly, .noSandbox, .json, .repository, .config, .trustRepository,
        .help,
      ], run: CICommand.run),
    Verb(
      name: "outcome", operands: "[RUN] [WHAT]",
      summary: "what became of a change: accepted, reworked, reverted or rejected",
      flags: [.by, .note, .minutes, .fromGit, .days, .base] + common, run: OutcomeCommand.run),
    Verb(
      name: "ledger", operands: "[RUN]", summary: "every attempt and call, for other tools",
      flags: [.ledgerFormat, .json, .content] + common, run: LedgerCommand.run),
    Verb(
      name: "stats", operands: "",
      summary: "what an accepted change costs, what goes wrong, whether routing pays",
      flags: [.json] + common, run: StatsCommand.run),
    Verb(
      name: "backtest", operands: "",
      summary: "what other policies would have cost on this ledger",
      flags: [.seed, .json] + common, run: BacktestCommand.run),
    Verb(
      name: "simulate", operands: "", summary: "what routing policies cost on a mix of tasks",
      flags: [.runs, .seed, .mix, .policies, .assignments, .json, .help],
      run: SimulateCommand.run),
    Verb(
      name: "prices", operands: "[MODEL]", summary: "what models cost today, and where it was read",
      flags: [.allRows, .json, .repository, .config, .trustRepository, .help],
      run: PricesCommand.run),
    Verb(
      name: "doctor", operands: "", summary: "check what Tandem needs here, by trying it",
      flags: [.json, .noSandbox, .directory] + common, run: DoctorCommand.run),
    Verb(
      name: "config", operands: "", summary: "every setting, its value and where it comes from",
      flags: [.json] + common, run: ConfigCommand.run),
    Verb(
      name: "clean", operands: "", summary: "delete old runs, never a parked or running one",
      flags: [.olderThan, .largerThan, .yes] + common, run: CleanCommand.run),
  ]

  /// The verb called `name`.
  static func named(_ name: String) -> Verb? { all.first { $0.name == name } }
}
