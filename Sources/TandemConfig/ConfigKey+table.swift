extension ConfigKey {
  /// Every setting there is.
  ///
  /// The loader, `tandem config` and the tests read this table; nothing else says who may set what.
  package static let table: [ConfigKey] =
    tests + files + limits + models + routing + place

  private static let tests = [
    ConfigKey(
      "tests.command", .text, .repository,
      "The command that runs the tests; found by looking at the repository where it is not set."),
    ConfigKey(
      "tests.setup", .texts, .repository,
      "Commands that run once before the tests, such as an installation."),
    ConfigKey(
      "tests.env", .variables, .repository,
      "Environment variables for the tests; they see no others."),
    ConfigKey(
      "tests.directory", .folder, .repository,
      "The folder inside the repository that is worked on, for a package of a larger one."),
    ConfigKey(
      "tests.budget", .duration, .stricter, standard: "5m",
      "How long tests beyond the selected ones may run on the base."),
    ConfigKey(
      "tests.timeout", .duration, .stricter, standard: "10m",
      "How long one run of the tests may take before it is ended."),
  ]

  private static let files = [
    ConfigKey(
      "files.ignore", .globs, .repository, "Files that are never read, ranked or changed."),
    ConfigKey(
      "files.vendored", .globs, .repository, "Files of others, kept in the repository."),
    ConfigKey(
      "files.generated", .globs, .repository, "Files that a program writes."),
    ConfigKey(
      "risk.paths", .globs, .repository,
      "Files whose change a person must accept, beside those that are known as risky."),
    ConfigKey(
      "review.fail_level",
      .choice(["never", "none", "note", "warning", "risk", "error"]), .repository,
      standard: "none", "The least severe finding that makes `tandem review` fail."),
  ]

  private static let limits = [
    ConfigKey(
      "budget.run", .money, .stricter, standard: "$2.00", "The most one run may cost."),
    ConfigKey(
      "budget.day", .money, .stricter, "The most all runs of a day (UTC) may cost together."),
    ConfigKey(
      "budget.repository", .money, .stricter,
      "The most the runs of a day (UTC) may cost for one repository."),
    ConfigKey(
      "time.run", .duration, .stricter, standard: "30m", "How long one run may take."),
    ConfigKey(
      "time.deadline", .duration, spending,
      "When somebody wants the change: where cheap first would probably be late, premium drafts "
        + "at once."),
  ]

  private static let host = Trust.user(
    because: "a repository that could name the host would be sent your key")
  private static let key = Trust.user(because: "a repository must not decide which key is used")
  private static let command = Trust.user(
    because: "it would run a command of the repository outside the sandbox")
  private static let spending = Trust.user(because: "a repository must not decide what is spent")

  private static let models =
    ["premium", "cheap"].flatMap { tier in
      [
        ConfigKey(
          "models.\(tier)", .model, spending, "The \(tier) model, as `provider/model`."),
        ConfigKey("models.\(tier).provider", .text, host, "Whose model it is."),
        ConfigKey("models.\(tier).model", .text, spending, "The model, as its provider names it."),
        ConfigKey("models.\(tier).base_url", .text, host, "Where it is reached."),
        ConfigKey("models.\(tier).key_env", .text, key, "The environment variable with its key."),
        ConfigKey(
          "models.\(tier).key_command", .text, command, "The command that prints its key."),
        ConfigKey(
          "models.\(tier).max_output", .integer, spending, "The most tokens of one reply."),
        ConfigKey(
          "models.\(tier).effort", .text, spending, "How hard it thinks, as its provider names it."
        ),
        ConfigKey(
          "models.\(tier).retry_effort", .text, spending,
          "How hard it thinks from its second draft on: a rung below the next model."),
        ConfigKey(
          "models.\(tier).serves", .texts, spending,
          "Other names under which the same model may answer."),
        ConfigKey(
          "models.\(tier).local", .flag, spending, "Whether it runs on this machine and is free."),
      ]
    } + [
      ConfigKey(
        "providers.*.kind", .choice(["anthropic", "openai"]), host, "The wire that it speaks."),
      ConfigKey("providers.*.base_url", .text, host, "Where it is reached."),
      ConfigKey("providers.*.key_env", .text, key, "The environment variable with its key."),
      ConfigKey("providers.*.key_command", .text, command, "The command that prints its key."),
      ConfigKey("providers.*.proxy", .text, host, "The proxy on the way to it."),
      ConfigKey("providers.*.ca", .text, host, "A file of certificates that are trusted for it."),
      ConfigKey("prices.*.input", .money, spending, "Dollars for a million tokens of input."),
      ConfigKey("prices.*.output", .money, spending, "Dollars for a million tokens of output."),
      ConfigKey(
        "prices.*.cache_read", .money, spending, "Dollars for a million tokens read from a cache."),
      ConfigKey(
        "prices.*.cache_write", .money, spending,
        "Dollars for a million tokens written to a cache."),
    ]

  private static let routing = [
    ConfigKey(
      "retrieval.rerank", .flag, spending, standard: "false",
      "Whether the cheap model puts the first ten files in order, in one call."),
    ConfigKey(
      "retrieval.time", .duration, .stricter, standard: "2m",
      "How long files may be read for a ranking; what was not read in time is said."),
    ConfigKey(
      "routing.mode", .choice(["auto", "routed", "direct", "premium-only", "cheap-only"]), spending,
      standard: "auto",
      "Which way a run takes; `auto` makes one direct call where routing costs more than it saves."
    ),
    ConfigKey(
      "routing.triage", .choice(["builtin", "cheap", "premium"]), spending,
      "Who sorts the report; the cheap model where it is not set."),
    ConfigKey(
      "routing.scope", .choice(["cheap", "premium"]), spending,
      "Who scopes the change; the premium model where it is not set."),
    ConfigKey(
      "routing.draft", .choice(["cheap", "premium"]), spending,
      "Who drafts first; decided by the rule where it is not set."),
    ConfigKey(
      "routing.review", .choice(["builtin", "cheap", "premium"]), spending,
      "Who reviews; the premium model where it is not set."),
    ConfigKey(
      "routing.judge", .choice(["off", "rules", "model"]), spending, standard: "model",
      "Whose label of difficulty is the prior for the first draft."),
    ConfigKey(
      "routing.builtin", .choice(["auto", "off"]), spending, standard: "auto",
      "Whether the builtin repair tries, for $0, before a model drafts where a test shows the bug."),
    ConfigKey(
      "routing.builtin_time", .duration, spending, standard: "1m", "How long it may try then."),
    ConfigKey(
      "routing.cheap_drafts", .choice(["0", "1", "2", "3"]), spending, standard: "2",
      "The most cheap drafts before a stronger tier."),
    ConfigKey(
      "routing.premium_drafts", .choice(["1", "2", "3"]), spending, standard: "2",
      "The most premium drafts before a person."),
    ConfigKey(
      "routing.side_by_side", .choice(["1", "2", "3"]), spending, standard: "1",
      "Cheap drafts made side by side for one attempt; their agreement is evidence."),
    ConfigKey(
      "routing.packet_tokens", .integer, spending, standard: "6000",
      "The most tokens of what one attempt hands to the next: its diff and what failed."),
    ConfigKey(
      "routing.explore", .share, spending, standard: "0",
      "The share of runs, at most 0.5, whose first tier is chosen against the rule, so that "
        + "`tandem backtest` can compare policies."),
    ConfigKey(
      "routing.prices", .text, spending,
      "A file of dated prices in the form of the shipped book; its rows stand for the models they "
        + "name."),
    ConfigKey("routing.reviewer_hour", .money, spending, "What an hour of a reviewer costs."),
    ConfigKey("routing.waiting_hour", .money, spending, "What an hour of waiting costs."),
    ConfigKey("routing.machine_hour", .money, spending, "What an hour of this machine costs."),
    ConfigKey("routing.wrong_patch", .money, spending, "What a wrong patch costs once accepted."),
    ConfigKey("routing.takeover", .money, spending, "What it costs when a person does it."),
  ]

  private static let walls = Trust.user(
    because: "the sandbox stands between the repository's code and your machine")

  private static let place = [
    ConfigKey(
      "sandbox.mode", .choice(["auto", "full", "copy", "off"]), walls, standard: "auto",
      "How commands are isolated; `auto` takes the best there is, and never `off`."),
    ConfigKey(
      "sandbox.bind", .texts, walls, "Paths of this machine that commands may read."),
    ConfigKey(
      "sandbox.network_setup", .flag, walls, standard: "false",
      "Whether `tests.setup` may use the network."),
    ConfigKey(
      "sandbox.secret_files", .flag, walls, standard: "false",
      "Whether tests may read ignored files that usually hold secrets, such as `.env`."),
    ConfigKey(
      "prompts.folder", .text,
      .user(because: "whoever writes the prompts decides what the models are told"),
      "A folder whose prompts replace those that are built in."),
    ConfigKey(
      "author.name", .text, .user(because: "a commit is made in your name"),
      "Whom commits name as their author; your git configuration's where it is not set."),
    ConfigKey(
      "author.email", .text, .user(because: "a commit is made in your name"),
      "The author's address."),
  ]
}
