import TandemCore
import Testing

@testable import TandemConfig

/// The table of who may set what, held against every key.
@Suite struct TrustTests {
  /// A value that each type accepts, as YAML.
  static func sample(_ type: ConfigType) -> String {
    switch type {
    case .text, .folder: "word"
    case .texts: "[word]"
    case .globs: "['*.word']"
    case .variables: "{WORD: w}"
    case .duration: "1s"
    case .money: "$0.01"
    case .integer: "7"
    case .share: "10%"
    case .flag: "true"
    case .choice(let words): words.last ?? ""
    case .model: "openai/word"
    }
  }

  /// A file that sets one key in its last line, after a comment.
  static func file(_ path: [String], _ value: String) -> String {
    var text = "# a comment\n"
    for (depth, name) in path.enumerated() {
      text += String(repeating: "  ", count: depth) + name + ":"
      text += depth == path.count - 1 ? " \(value)\n" : "\n"
    }
    return text
  }

  static func chosen(_ key: ConfigKey) -> [String] { key.path.map { $0 == "*" ? "x" : $0 } }

  static var ofUser: [ConfigKey] {
    ConfigKey.table.filter { if case .user = $0.trust { true } else { false } }
  }

  @Test(arguments: ofUser)
  func aKeyOfTheUsersIsReadFromTheUserAndRefusedFromTheRepository(_ key: ConfigKey) throws {
    let path = Self.chosen(key)
    let text = Self.file(path, Self.sample(key.type))
    let file = try SettingsFile(Array(text.utf8), by: .user(path: "u.yml"))
    let setting = try #require(file.settings.first)
    #expect(setting.path == path)
    #expect(setting.source == .user(path: "u.yml", line: path.count + 1))

    let error = #expect(throws: ConfigError.self) {
      try ConfigLoader.load(repositoryFile: Array(text.utf8))
    }
    let name = path.joined(separator: ".")
    #expect(error?.place == "tandem.yml:\(path.count + 1):\(2 * path.count - 1)")
    #expect(error?.message.hasPrefix("“\(name)” may not be set by a repository: ") == true)
    #expect(error?.hint == "it belongs in your own file, ~/.config/tandem/config.yml")
  }

  @Test func everyForbiddenKindOfKeyIsTheUsers() {
    let names = Set(Self.ofUser.map(\.name))
    let forbidden: Set = [
      "models.premium", "models.cheap", "models.premium.base_url", "models.cheap.base_url",
      "models.premium.key_env", "models.premium.key_command", "models.premium.local",
      "models.premium.serves", "providers.*.kind", "providers.*.base_url", "providers.*.key_env",
      "providers.*.key_command", "providers.*.proxy", "providers.*.ca", "prices.*.input",
      "prices.*.output", "prices.*.cache_read", "prices.*.cache_write", "routing.mode",
      "routing.wrong_patch", "sandbox.mode", "sandbox.bind", "sandbox.network_setup",
      "sandbox.secret_files", "prompts.folder", "author.name", "author.email",
    ]
    #expect(forbidden.subtracting(names) == [])
    let ofRepository = ConfigKey.table.filter { !names.contains($0.name) }.map(\.name)
    #expect(
      ofRepository == [
        "tests.command", "tests.setup", "tests.env", "tests.directory", "tests.budget",
        "tests.timeout", "files.ignore", "files.vendored", "files.generated", "risk.paths",
        "review.fail_level", "budget.run", "budget.day", "budget.repository", "time.run",
        "retrieval.time",
      ])
  }

  @Test(arguments: ConfigKey.table.filter { $0.trust == .repository })
  func aKeyOfTheRepositorysIsReadFromIt(_ key: ConfigKey) throws {
    let text = Self.file(key.path, Self.sample(key.type))
    let config = try ConfigLoader.load(repositoryFile: Array(text.utf8))
    let entry = try #require(config.entries.first { $0.name == key.name })
    #expect(entry.sources == [.repository(line: key.path.count + 1)])
    #expect(entry.value != nil)
  }

  @Test(arguments: ConfigKey.table.filter { $0.trust == .stricter })
  func aLimitMayOnlyBeMadeStricterByTheRepository(_ key: ConfigKey) throws {
    let (low, middle, high) =
      key.type == .money ? ("$0.01", "$1.00", "$9.00") : ("1s", "1m", "90h")
    func effective(user: String?, repository: String, flag: String? = nil) throws -> ConfigEntry? {
      let config = try ConfigLoader.load(
        flags: flag.map { [ConfigFlag(key: key.name, name: "--limit", text: $0)] } ?? [],
        userFile: user.map { ("u.yml", Array(Self.file(key.path, $0).utf8)) },
        repositoryFile: Array(Self.file(key.path, repository).utf8))
      return config.entries.first { $0.name == key.name }
    }
    #expect(try effective(user: nil, repository: low)?.sources == [.repository(line: 3)])
    #expect(try effective(user: high, repository: middle)?.sources == [.repository(line: 3)])
    #expect(
      try effective(user: high, repository: middle, flag: high)?.sources == [.flag("--limit")])
    let error = #expect(throws: ConfigError.self) {
      try effective(user: middle, repository: high)
    }
    #expect(error?.place == "tandem.yml:3:3")
    #expect(
      error?.message.hasPrefix(
        "“\(key.name)” may only be made stricter by a repository: ") == true)
    #expect(error?.message.hasSuffix("(u.yml:3)") == true)
    // Without a word of the user's the default is the limit, where there is one.
    if key.standard == nil {
      #expect(try effective(user: nil, repository: high)?.sources == [.repository(line: 3)])
    } else {
      #expect(throws: ConfigError.self) { try effective(user: nil, repository: high) }
    }
  }

  @Test func aWholeSectionIsRefusedToo() {
    for text in ["sandbox: off", "models: [a]", "providers:", "prices: {}", "prompts: x"] {
      let error = #expect(throws: ConfigError.self) {
        try ConfigLoader.load(repositoryFile: Array(text.utf8))
      }
      #expect(error?.place == "tandem.yml:1:1")
      #expect(error?.message.contains("may not be set by a repository") == true)
    }
  }
}
