/// One flag: its spelling, its help and where its value goes.
///
/// Parser and help read this table.
struct Flag: Sendable {
  let long: String
  let short: Character?
  /// What the value is called; nil for a flag without one.
  let metavar: String?
  let help: String
  let set: @Sendable (inout Arguments, String) -> Void

  /// A flag without a value.
  static func toggle(
    _ long: String, _ path: any WritableKeyPath<Arguments, Bool> & Sendable,
    short: Character? = nil,
    _ help: String
  ) -> Flag {
    Flag(long: long, short: short, metavar: nil, help: help) { arguments, _ in
      arguments[keyPath: path] = true
    }
  }

  /// A flag with a value; the last one wins.
  static func value(
    _ long: String, _ path: any WritableKeyPath<Arguments, String?> & Sendable,
    short: Character? = nil,
    _ metavar: String, _ help: String
  ) -> Flag {
    Flag(long: long, short: short, metavar: metavar, help: help) { arguments, text in
      arguments[keyPath: path] = text
    }
  }

  /// A flag with a value that may be given again; all of them count.
  static func list(
    _ long: String, _ path: any WritableKeyPath<Arguments, [String]> & Sendable,
    _ metavar: String, _ help: String
  ) -> Flag {
    Flag(long: long, short: nil, metavar: metavar, help: help) { arguments, text in
      arguments[keyPath: path].append(text)
    }
  }

  static let repository = value(
    "repo", \.repository, short: "C", "PATH", "the repository (default: the current one)")
  static let base = value("base", \.base, "REV", "the commit to work on (default: HEAD)")
  static let directory = value("dir", \.directory, "SUB", "a package inside a monorepo")
  static let testCommand = value(
    "test-cmd", \.testCommand, "CMD", "how tests are run (default: detected)")
  static let hint = value("hint", \.hint, "TEXT", "what you know already, for the scope and draft")
  static let logs = list(
    "log", \.logs, "FILE", "a log that belongs to the report, up to 16 MB (repeatable)")
  static let files = list(
    "files", \.files, "GLOB", "where the change may be (repeatable)")
  static let report = value("report", \.report, "FILE", "the bug report that the diff answers")
  static let scope = list(
    "scope", \.scope, "GLOB", "where the diff may be (repeatable)")
  static let format = value(
    "format", \.format, "FORM", "text, markdown, json or sarif (default: text)")
  static let failLevel = value(
    "fail-level", \.failLevel, "LEVEL",
    "exit 1 from this severity on: note, warning, risk, error or never (default: never)")
  static let runTests = toggle(
    "run-tests", \.runTests, "run the tests near the diff before and after it")
  static let maxCost = value("max-cost", \.maxCost, "USD", "money cap of the run (default: $2.00)")
  static let maxTime = value(
    "max-time", \.maxTime, "TIME", "time cap, e.g. 90s, 30m (default: 30m)")
  static let readTime = value(
    "max-time", \.maxTime, "TIME", "read files for at most so long; what is missing is said")
  static let mode = value(
    "mode", \.mode, "MODE",
    "auto, routed, direct, premium-only or cheap-only (default: auto)")
  static let deadline = value(
    "deadline", \.deadline, "TIME",
    "when you want it: where cheap first would be late, premium drafts at once")
  static let state = value(
    "state", \.state, "DIR", "where runs are kept (default: in the git folder)")
  static let premium = value(
    "premium", \.premium, "PROVIDER/MODEL", "the model that scopes and reviews")
  static let cheap = value("cheap", \.cheap, "PROVIDER/MODEL", "the model that drafts")
  static let config = value("config", \.config, "FILE", "your configuration file")
  static let contract = value(
    "contract", \.contract, "FILE", "go on with this edited contract (JSON)")
  static let olderThan = value(
    "older-than", \.olderThan, "TIME", "only runs older than this, e.g. 14d")
  static let largerThan = value(
    "larger-than", \.largerThan, "SIZE", "oldest runs until the rest fits, e.g. 500MB")
  static let output = value("output", \.output, short: "o", "DIR", "also copy the run's files here")
  static let by = value("by", \.by, "NAME", "who decides")
  static let note = value("note", \.note, "TEXT", "what is recorded with the answer")
  static let minutes = value(
    "minutes", \.minutes, "N", "minutes of review (default: measured since the last look)")
  static let fromGit = toggle(
    "from-git", \.fromGit, "read from the history what was merged, reworked or reverted")
  static let days = value(
    "days", \.days, "N", "days within which a revert counts (default: 30)")
  static let allRows = toggle("all", \.all, "also rows that do not hold today")
  static let ledgerFormat = value(
    "format", \.format, "FORM", "csv, json or otlp (OpenTelemetry) (default: csv)")
  static let content = toggle(
    "content", \.content, "with --format otlp: also what was sent, your code among it")
  static let runs = value("runs", \.runs, "N", "tasks to draw (default: 100000)")
  static let seed = value("seed", \.seed, "N", "where the random numbers begin (default: 1)")
  static let mix = value(
    "mix", \.mix, "NAME", "what tasks are like: toy, swe-bench, open-weights or dear-cheap")
  static let policies = list(
    "policy", \.policies, "NAME", "a policy to play beside premium-only (repeatable)")
  static let assignments = list(
    "set", \.assignments, "NAME=VALUE",
    "cheap, premium, ratio, s, f, review, wrong, takeover or judge (repeatable)")
  static let limit = value("limit", \.limit, "N", "the most files (default: 10)")
  static let event = value(
    "event", \.event, "FILE", "the webhook's payload (default: $GITHUB_EVENT_PATH)")
  static let label = value(
    "label", \.label, "NAME", "the label that lets it spend money (default: tandem)")
  static let soft = toggle(
    "soft", \.soft, "exit with 0 also where nothing was accepted; never where something broke")
  static let artefacts = value("output", \.output, short: "o", "DIR", "the artefact's folder")
  static let noSandbox = toggle(
    "no-sandbox", \.noSandbox, "run tests without isolation; for machines that are isolated already"
  )
  static let trustRepository = toggle(
    "trust-repository", \.trustRepository, "work on a repository that another user owns")
  static let builtinOnly = toggle("builtin", \.builtinOnly, "use no model, whatever keys are set")
  static let coupled = toggle(
    "coupled", \.coupled, "also what changes with the first files, or depends on them")
  static let stats = toggle("stats", \.stats, "what the index holds, and what it passes over")
  static let json = toggle("json", \.json, "machine-readable output, one object a line")
  static let quiet = toggle("quiet", \.quiet, short: "q", "no progress lines")
  static let sent = toggle("sent", \.sent, "exactly what left this machine")
  static let patch = toggle("patch", \.patch, "only the patch")
  static let yes = toggle("yes", \.yes, short: "y", "do not ask")
  static let help = toggle("help", \.help, short: "h", "show help")
}
