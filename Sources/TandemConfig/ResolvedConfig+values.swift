package import TandemCore

/// The settings by name, with their types and defaults.
extension ResolvedConfig {
  /// The command that runs the tests.
  package var testCommand: String? { text("tests", "command") }
  /// Commands that run once before the tests.
  package var testSetup: [String] { texts("tests", "setup") }
  /// Environment variables for the tests.
  package var testEnvironment: [String: String] {
    if case .variables(let variables) = value(["tests", "env"]) { variables } else { [:] }
  }
  /// The folder inside the repository that is worked on; empty for all of it.
  package var directory: String { text("tests", "directory") ?? "" }
  /// How long tests beyond the selected ones may run on the base.
  package var testBudget: Duration { always(duration("tests", "budget")) }
  /// How long one run of the tests may take.
  package var testTimeout: Duration { always(duration("tests", "timeout")) }

  /// Files that are never read, ranked or changed.
  package var ignoredFiles: [String] { texts("files", "ignore") }
  /// Files of others, kept in the repository.
  package var vendoredFiles: [String] { texts("files", "vendored") }
  /// Files that a program writes.
  package var generatedFiles: [String] { texts("files", "generated") }
  /// Files whose change a person must accept.
  package var riskPaths: [String] { texts("risk", "paths") }
  /// The least severe finding that makes a review fail; nil for none.
  package var reviewFailLevel: Finding.Severity? {
    text("review", "fail_level").flatMap(Finding.Severity.init)
  }

  /// The most one run may cost.
  package var runBudget: MicroDollars { always(money("budget", "run")) }
  /// The most all runs of a day may cost; nil for no limit.
  package var dayBudget: MicroDollars? { money("budget", "day") }
  /// The most a day's runs may cost for one repository; nil for no limit.
  package var repositoryBudget: MicroDollars? { money("budget", "repository") }
  /// How long one run may take.
  package var runTime: Duration { always(duration("time", "run")) }

  /// When somebody wants the change; nil where nobody waits.
  package var deadline: Duration? { duration("time", "deadline") }

  /// Whether the cheap model puts the first files in order.
  package var reordersFiles: Bool { flag("retrieval", "rerank") == true }
  /// How long files may be read for a ranking.
  package var retrievalTime: Duration { always(duration("retrieval", "time")) }

  /// Which way a run takes: `auto` or one of the modes.
  package var routingMode: String { always(text("routing", "mode")) }
  /// The tier that does a kind of step first; nil where it starts where it fits.
  package func routingTier(_ kind: StepKind) -> Tier? {
    text("routing", kind.rawValue).flatMap(Tier.init)
  }
  /// Whose label of difficulty counts: `off`, `rules` or `model`.
  package var routingJudge: String { always(text("routing", "judge")) }
  /// How long the builtin repair may try before a model drafts; zero for not at all.
  package var builtinTime: Duration {
    text("routing", "builtin") == "off" ? .zero : always(duration("routing", "builtin_time"))
  }
  /// The most cheap drafts.
  package var cheapDrafts: Int { always(text("routing", "cheap_drafts").flatMap { Int($0) }) }
  /// The most premium drafts.
  package var premiumDrafts: Int { always(text("routing", "premium_drafts").flatMap { Int($0) }) }
  /// Cheap drafts side by side.
  package var sideBySide: Int { always(text("routing", "side_by_side").flatMap { Int($0) }) }
  /// Tokens of what one attempt hands to the next.
  package var packetTokens: Int { always(integer("routing", "packet_tokens")) }
  /// The share of runs whose first tier is chosen against the rule.
  package var explored: Double { always(share("routing", "explore")) }
  /// The user's own book of dated prices.
  package var priceFile: String? { text("routing", "prices") }
  /// What an hour of a reviewer costs; nil for the built-in assumption, as the next four.
  package var reviewerHour: MicroDollars? { money("routing", "reviewer_hour") }
  /// What an hour of waiting costs.
  package var waitingHour: MicroDollars? { money("routing", "waiting_hour") }
  /// What an hour of this machine costs.
  package var machineHour: MicroDollars? { money("routing", "machine_hour") }
  /// What a wrong patch costs once accepted.
  package var wrongPatch: MicroDollars? { money("routing", "wrong_patch") }
  /// What it costs when a person makes the change.
  package var takeover: MicroDollars? { money("routing", "takeover") }

  /// How commands are isolated: nil for the best there is.
  package var sandboxLevel: SandboxLevel? {
    let mode = text("sandbox", "mode")
    return mode == "off" ? SandboxLevel.none : mode.flatMap(SandboxLevel.init)
  }
  /// Paths of this machine that commands may read.
  package var sandboxBinds: [String] { texts("sandbox", "bind") }
  /// Whether `tests.setup` may use the network.
  package var setupMayUseNetwork: Bool { flag("sandbox", "network_setup") == true }
  /// Whether tests may read ignored files that usually hold secrets.
  package var testsMayReadSecretFiles: Bool { flag("sandbox", "secret_files") == true }

  /// A folder whose prompts replace the built-in ones.
  package var promptFolder: String? { text("prompts", "folder") }
  /// Whom commits name as their author.
  package var authorName: String? { text("author", "name") }
  /// The author's address.
  package var authorEmail: String? { text("author", "email") }

  /// The model of a tier; nil where none is configured, and for the tiers that have none.
  package func model(_ tier: Tier) -> ModelSetting? {
    let tier = tier.rawValue
    guard let provider = text("models", tier, "provider"), let model = text("models", tier, "model")
    else { return nil }
    return ModelSetting(
      provider: provider, model: model, baseURL: text("models", tier, "base_url"),
      keyVariable: text("models", tier, "key_env"), keyCommand: text("models", tier, "key_command"),
      maxOutput: integer("models", tier, "max_output"), effort: text("models", tier, "effort"),
      retryEffort: text("models", tier, "retry_effort"),
      serves: texts("models", tier, "serves"), isLocal: flag("models", tier, "local"))
  }

  /// The providers that are described, by name.
  package var providers: [String: ProviderSetting] {
    var providers: [String: ProviderSetting] = [:]
    for name in names(below: "providers") {
      providers[name] = ProviderSetting(
        kind: text("providers", name, "kind"), baseURL: text("providers", name, "base_url"),
        keyVariable: text("providers", name, "key_env"),
        keyCommand: text("providers", name, "key_command"),
        proxy: text("providers", name, "proxy"), certificates: text("providers", name, "ca"))
    }
    return providers
  }

  /// The user's own prices, by model as it was written: `provider/model` or the model alone.
  package var prices: [String: PriceSetting] {
    var prices: [String: PriceSetting] = [:]
    for model in names(below: "prices") {
      prices[model] = PriceSetting(
        input: always(money("prices", model, "input")),
        output: always(money("prices", model, "output")),
        cacheRead: money("prices", model, "cache_read"),
        cacheWrite: money("prices", model, "cache_write"))
    }
    return prices
  }

  private func text(_ path: String...) -> String? {
    if case .text(let text) = value(path) { text } else { nil }
  }
  private func texts(_ path: String...) -> [String] { texts(path) }
  private func money(_ path: String...) -> MicroDollars? {
    if case .money(let money) = value(path) { money } else { nil }
  }
  private func duration(_ path: String...) -> Duration? {
    if case .duration(let duration) = value(path) { duration } else { nil }
  }
  private func integer(_ path: String...) -> Int? {
    if case .integer(let number) = value(path) { number } else { nil }
  }
  private func share(_ path: String...) -> Double? {
    if case .share(let share) = value(path) { share } else { nil }
  }
  private func flag(_ path: String...) -> Bool? {
    if case .flag(let flag) = value(path) { flag } else { nil }
  }

  /// The value of a key that the table or the loader's checks always give one.
  private func always<T>(_ value: T?) -> T {
    guard let value else { preconditionFailure("a setting lost its default") }
    return value
  }
}
