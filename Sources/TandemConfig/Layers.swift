import TandemCore

/// Settings laid over one another, the weakest first.
struct Layers {
  /// What holds so far, by path.
  private(set) var resolved: [[String]: [SettingsFile.Setting]] = [:]

  /// Lays a setting of the user's, or a default, over what holds.
  mutating func set(_ setting: SettingsFile.Setting) {
    switch setting.key.type {
    case .globs: resolved[setting.path, default: []].append(setting)
    case .model: setModel(setting)
    case .text, .texts, .folder, .variables, .duration, .money, .integer, .share, .flag, .choice:
      resolved[setting.path] = [setting]
    }
  }

  /// Lays a setting of the repository's under what the user set: it fills gaps, adds globs, and may
  /// make a limit stricter.
  ///
  /// - Throws: `ConfigError` where it would make a limit looser.
  mutating func setByRepository(_ setting: SettingsFile.Setting) throws(ConfigError) {
    let holding = resolved[setting.path]?.last
    switch setting.key.trust {
    case .repository:
      let isFree = holding.map { $0.source == .standard } ?? true
      if isFree || setting.key.type == .globs { set(setting) }
    case .stricter:
      if let holding, setting.value.limit > holding.value.limit {
        throw ConfigError(
          place: setting.place,
          message: "“\(setting.key.name)” may only be made stricter by a repository: "
            + "\(setting.value) is more than \(holding.value) (\(holding.source))",
          hint: "to allow more, set it in your own file, \(ConfigLoader.userName)")
      }
      set(setting)
    case .user:
      preconditionFailure("\(setting.key.name) is refused where the file is read")
    }
  }

  /// Splits `provider/model` and forgets what was said of another model: a key or a host of one
  /// provider must never be used for the next.
  private mutating func setModel(_ setting: SettingsFile.Setting) {
    resolved = resolved.filter { !$0.key.starts(with: setting.path) }
    let words = setting.value.description.split(separator: "/", maxSplits: 1).map(String.init)
    for (name, word) in zip(["provider", "model"], words) {
      let path = setting.path + [name]
      guard let key = ConfigKey.table.first(where: { $0.path == path }) else { continue }
      var part = setting
      (part.path, part.key, part.value) = (path, key, .text(word))
      resolved[path] = [part]
    }
  }
}

extension ConfigValue {
  /// The size of a limit, comparable among values of one key.
  fileprivate var limit: Double {
    switch self {
    case .money(let money): Double(money.value)
    case .duration(let duration): duration / .seconds(1)
    case .text, .texts, .variables, .integer, .share, .flag: .infinity
    }
  }
}
