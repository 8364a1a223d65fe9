import TandemCore
import Testing

@testable import TandemConfig

@Suite struct ConfigLoaderTests {
  func load(
    flags: [ConfigFlag] = [], environment: [String: String] = [:], user: String? = nil,
    repository: String? = nil
  ) throws(ConfigError) -> ResolvedConfig {
    try ConfigLoader.load(
      flags: flags, environment: environment, userFile: user.map { ("/u.yml", Array($0.utf8)) },
      repositoryFile: repository.map { Array($0.utf8) })
  }

  func refusal(
    environment: [String: String] = [:], user: String? = nil, repository: String? = nil
  ) -> String? {
    do throws(ConfigError) {
      _ = try load(environment: environment, user: user, repository: repository)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func withoutAnySettingTheDefaultsHold() throws {
    let config = try load()
    #expect(config.runBudget == MicroDollars(2_000_000))
    #expect(config.dayBudget == nil)
    #expect(config.runTime == .seconds(1800))
    #expect(config.testBudget == .seconds(300))
    #expect(config.testTimeout == .seconds(600))
    #expect(config.testCommand == nil)
    #expect(config.directory == "")
    #expect(config.sandboxLevel == nil)
    #expect(!config.setupMayUseNetwork && !config.testsMayReadSecretFiles)
    #expect(config.reviewFailLevel == nil)
    #expect(config.routingMode == "auto")
    #expect(config.cheapDrafts == 2 && config.explored == 0 && config.routingTier(.draft) == nil)
    #expect(config.model(.premium) == nil)
    #expect(config.providers == [:])
    #expect(config.prices == [:])
  }

  @Test func everySettingIsReadByItsName() throws {
    let config = try load(
      user: """
        tests:
          command: pytest -q
          setup: pip install -e .
          env:
            A: "1"
            B:
          directory: ./packages//web/
          budget: 1h30m
          timeout: 45s
        files:
          ignore: [build/**]
          vendored: third_party/**
          generated:
            - '*.pb.go'
        risk: {paths: [auth/**]}
        review: {fail_level: warning}
        budget: {run: 3.5, day: $20, repository: $7.25}
        time: {run: 10m}
        models:
          premium:
            provider: mine
            model: big/one
            base_url: https://h/v1
            key_env: K
            key_command: pass show k
            max_output: 8000
            effort: high
            serves: [big-1, big-2]
            local: false
          cheap: openrouter/meta/llama
        providers:
          mine: {kind: openai, base_url: "https://h/v1", key_env: K, key_command: c, proxy: "http://p", ca: /ca.pem}
        prices:
          gpt-5.1: {input: 1.25, output: 10}
          mine/big/one: {input: 1, output: 2, cache_read: 0.1, cache_write: 1.2}
        routing: {mode: premium-only, draft: cheap, explore: 10%, reviewer_hour: 60, waiting_hour: 1, machine_hour: 0.2, wrong_patch: 5, takeover: 6}
        sandbox: {mode: off, bind: [/opt/a, /opt/b], network_setup: true, secret_files: true}
        prompts: {folder: /p}
        author: {name: Ada, email: a@b}
        """)
    #expect(config.testCommand == "pytest -q")
    #expect(config.testSetup == ["pip install -e ."])
    #expect(config.testEnvironment == ["A": "1", "B": ""])
    #expect(config.directory == "packages/web")
    #expect(config.testBudget == .seconds(5400))
    #expect(config.testTimeout == .seconds(45))
    #expect(config.ignoredFiles == ["build/**"])
    #expect(config.vendoredFiles == ["third_party/**"])
    #expect(config.generatedFiles == ["*.pb.go"])
    #expect(config.riskPaths == ["auth/**"])
    #expect(config.reviewFailLevel == .warning)
    #expect(config.runBudget == MicroDollars(3_500_000))
    #expect(config.dayBudget == MicroDollars(20_000_000))
    #expect(config.repositoryBudget == MicroDollars(7_250_000))
    #expect(config.runTime == .seconds(600))
    #expect(
      config.model(.premium)
        == ModelSetting(
          provider: "mine", model: "big/one", baseURL: "https://h/v1", keyVariable: "K",
          keyCommand: "pass show k", maxOutput: 8000, effort: "high", serves: ["big-1", "big-2"],
          isLocal: false))
    #expect(
      config.model(.cheap)
        == ModelSetting(provider: "openrouter", model: "meta/llama"))
    #expect(config.model(.builtin) == nil)
    #expect(
      config.providers == [
        "mine": ProviderSetting(
          kind: "openai", baseURL: "https://h/v1", keyVariable: "K", keyCommand: "c",
          proxy: "http://p", certificates: "/ca.pem")
      ])
    #expect(
      config.prices == [
        "gpt-5.1": PriceSetting(input: MicroDollars(1_250_000), output: MicroDollars(10_000_000)),
        "mine/big/one": PriceSetting(
          input: MicroDollars(1_000_000), output: MicroDollars(2_000_000),
          cacheRead: MicroDollars(100_000), cacheWrite: MicroDollars(1_200_000)),
      ])
    #expect(config.routingMode == "premium-only")
    #expect(config.routingTier(.draft) == .cheap)
    #expect(config.explored == 0.1)
    #expect(
      [
        config.reviewerHour, config.waitingHour, config.machineHour, config.wrongPatch,
        config.takeover,
      ] == [60_000_000, 1_000_000, 200_000, 5_000_000, 6_000_000].map { MicroDollars($0) })
    #expect(config.sandboxLevel == SandboxLevel.none)
    #expect(config.sandboxBinds == ["/opt/a", "/opt/b"])
    #expect(config.setupMayUseNetwork && config.testsMayReadSecretFiles)
    #expect(config.promptFolder == "/p")
    #expect(config.authorName == "Ada")
    #expect(config.authorEmail == "a@b")
  }

  @Test func theStrongerSourceWins() throws {
    let file = "tests:\n  command: "
    let flag = ConfigFlag(key: "tests.command", name: "--test-cmd", text: "d")
    let variable = ["TANDEM_TESTS_COMMAND": "c"]
    func source(_ config: ResolvedConfig) -> String? {
      config.entries.first { $0.name == "tests.command" }
        .map { ($0.value ?? "") + " by " + ($0.sources.first?.description ?? "") }
    }
    #expect(try source(load(repository: file + "a")) == "a by tandem.yml:2")
    #expect(try source(load(user: file + "b", repository: file + "a")) == "b by /u.yml:2")
    #expect(
      try source(load(environment: variable, user: file + "b", repository: file + "a"))
        == "c by environment TANDEM_TESTS_COMMAND")
    #expect(
      try source(
        load(flags: [flag], environment: variable, user: file + "b", repository: file + "a"))
        == "d by flag --test-cmd")
  }

  @Test func globsOfAllSourcesAddUp() throws {
    let config = try load(
      flags: [ConfigFlag(key: "risk.paths", name: "--risk", text: "c/**\n{a,b}/*")],
      user: "risk: {paths: [a/**]}", repository: "risk: {paths: [b/**, a/**]}")
    #expect(config.riskPaths == ["a/**", "b/**", "c/**", "{a,b}/*"])
    let entry = try #require(config.entries.first { $0.name == "risk.paths" })
    #expect(entry.value == "a/**, b/**, c/**, {a,b}/*")
    #expect(
      entry.sources.map(\.description) == ["/u.yml:1", "tandem.yml:1", "flag --risk"])
  }

  @Test func aModelInOneWordForgetsTheHostAndKeyOfTheFormer() throws {
    let config = try load(
      environment: ["TANDEM_MODELS_CHEAP": "openai/small", "TANDEM_MODELS_CHEAP_EFFORT": "low"],
      user: """
        models:
          cheap: {provider: mine, model: m, base_url: "https://mine", key_env: MINE, effort: high}
        """)
    #expect(
      config.model(.cheap)
        == ModelSetting(provider: "openai", model: "small", effort: "low"))
  }

  @Test func anUnknownKeyIsRefusedWithTheNearestAndTheAllowed() {
    #expect(
      refusal(repository: "tests:\n  comand: x") == """
        tandem.yml:2:3: “tests.comand” is no setting (did you mean “command”?)
        known in “tests”: command, setup, env, directory, budget, timeout
        """)
    #expect(
      refusal(user: "models:\n  premium: {base_ulr: x}") == """
        /u.yml:2:13: “models.premium.base_ulr” is no setting (did you mean “base_url”?)
        known in “models.premium”: provider, model, base_url, key_env, key_command, max_output, \
        effort, retry_effort, serves, local
        """)
    #expect(
      refusal(repository: "zzzzzzzzzz: 1") == """
        tandem.yml:1:1: “zzzzzzzzzz” is no setting
        known at the top: tests, files, risk, review, budget, time, models, providers, prices, \
        retrieval, routing, sandbox, prompts, author
        """)
    #expect(
      refusal(environment: ["TANDEM_BUDGET_RUNN": "1"]) == """
        TANDEM_BUDGET_RUNN: is no setting (did you mean “TANDEM_BUDGET_RUN”?)
        rename or unset it
        """)
    #expect(refusal(environment: ["TANDEM_LONG": "1", "TANDEM_LIVE": "1", "HOME": "/"]) == nil)
  }

  @Test func aValueOfTheWrongKindIsRefusedWhereItStands() {
    let cases = [
      ("time: {run: 5}", "/u.yml:1:13: time.run: “5” is no time\nwrite it like 90s, 5m or 1h30m"),
      (
        "time: {run: 5m1h}",
        "/u.yml:1:13: time.run: “5m1h” is no time\nwrite it like 90s, 5m or 1h30m"
      ),
      ("time: {run: 0s}", "/u.yml:1:13: time.run: “0s” is no time\nwrite it like 90s, 5m or 1h30m"),
      (
        "budget: {run: -1}",
        "/u.yml:1:15: budget.run: “-1” is no amount of dollars\nwrite it like $2.00 or 0.5"
      ),
      (
        "sandbox: {mode: fulll}",
        "/u.yml:1:17: sandbox.mode: “fulll” is not known (did you mean “full”?)\n"
          + "it is one of auto, full, copy, off"
      ),
      (
        "sandbox: {secret_files: yes}",
        "/u.yml:1:25: sandbox.secret_files: “yes” is neither true nor false"
      ),
      (
        "models: {premium: gpt}",
        "/u.yml:1:19: models.premium: “gpt” names no model\nwrite it as provider/model"
      ),
      (
        "models: {premium: {model: m}}",
        "/u.yml:1:20: “models.premium” says nothing of its “provider”\n"
          + "write `premium: anthropic/MODEL`, or add “provider”"
      ),
      (
        "prices: {m: {input: 1}}",
        "/u.yml:1:14: “prices.m” says nothing of its “output”\n"
          + "write `m: {input: 1, output: 5}`, or add “output”"
      ),
      (
        "models: {cheap: {provider: p, model: m, max_output: 0}}",
        "/u.yml:1:53: models.cheap.max_output: “0” is no whole number above zero"
      ),
      (
        "tests: {directory: ../x}",
        "/u.yml:1:20: tests.directory: “../x” does not lie inside the repository"
      ),
      ("tests: {env: {1A: x}}", "/u.yml:1:15: “1A” is no name of an environment variable"),
      ("tests: {env: {A: [x]}}", "/u.yml:1:18: “A” is no text"),
      (
        "tests: {env: x}",
        "/u.yml:1:14: “tests.env” is a section\nwrite NAME: value below it"
      ),
      ("tests: {command: [a, b]}", "/u.yml:1:18: “tests.command” is no list"),
      (
        "tests: {command: {a: b}}",
        "/u.yml:1:18: “tests.command” is no section\nwrite its value behind it"
      ),
      ("tests: {command: }", "/u.yml:1:9: “tests.command” has no value\nremove it, or set it"),
      ("tests: {setup: [[a]]}", "/u.yml:1:17: is no text\nwrite one text an item"),
      (
        "tests: x",
        "/u.yml:1:8: “tests” is a section\n"
          + "known in “tests”: command, setup, env, directory, budget, timeout"
      ),
      ("providers: x", "/u.yml:1:12: “providers” is a section\nknown in “providers”: any name"),
      ("[x]", "/u.yml:1:1: the file is no section"),
    ]
    for (text, expected) in cases { #expect(refusal(user: text) == expected) }
    #expect(
      refusal(environment: ["TANDEM_BUDGET_RUN": "much"])
        == "TANDEM_BUDGET_RUN: “much” is no amount of dollars\nwrite it like $2.00 or 0.5")
  }

  @Test func anEmptySectionIsATemplate() {
    #expect(refusal(repository: "tests:\n#  command: x\nfiles:\n") == nil)
  }

  @Test func secretsAreNotShown() throws {
    let config = try load(
      environment: ["TANDEM_TESTS_ENV": "TOKEN=abc\nB=x=y"],
      user: """
        models:
          cheap:
            provider: p
            model: m
            key_command: echo secret
            base_url: https://ada:secret@host:8080/v1?x=@y
        providers:
          p: {proxy: "http://u:secret@proxy", key_command: echo secret}
        """)
    #expect(config.testEnvironment == ["TOKEN": "abc", "B": "x=y"])
    let shown = config.entries.filter { $0.value != nil }.map { "\($0.name) \($0.value ?? "")" }
    #expect(!shown.contains { $0.contains("secret@") || $0.contains("echo") || $0.contains("abc") })
    #expect(shown.contains("tests.env B=…, TOKEN=…"))
    #expect(shown.contains("models.cheap.base_url https://…@host:8080/v1?x=@y"))
    #expect(shown.contains("providers.p.proxy http://…@proxy"))
    #expect(shown.contains("providers.p.key_command (set)"))
  }

  @Test func everyKeyHasAnEntryAndItsSentence() throws {
    let entries = try load().entries
    let fixed = ConfigKey.table.filter { $0.variable != nil && $0.type != .model }
    #expect(entries.map(\.name) == fixed.map(\.name))
    #expect(entries.allSatisfy { $0.documentation.hasSuffix(".") })
    #expect(entries.first { $0.name == "time.run" }?.value == "30m")
    #expect(entries.first { $0.name == "time.run" }?.sources == [.standard])
    #expect(entries.first { $0.name == "budget.day" }?.sources == [])
    #expect(Set(fixed.compactMap(\.variable)).count == fixed.count)
  }
}
