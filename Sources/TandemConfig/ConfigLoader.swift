/// Puts a configuration together from all who may say something: flags over `TANDEM_*` variables
/// over the user's file over the repository's `tandem.yml` over defaults.
///
/// It reads no file and no environment itself: bytes and variables are handed in.
package enum ConfigLoader {
  /// The repository's file, as messages call it.
  package static let repositoryName = "tandem.yml"
  /// The user's file, as messages call it where there is none yet.
  package static let userName = "~/.config/tandem/config.yml"

  typealias Setting = SettingsFile.Setting

  /// Resolves every setting.
  ///
  /// - Parameters:
  ///   - flags: what the command line sets; of two for one key the last wins.
  ///   - environment: the whole environment; only `TANDEM_*` is looked at.
  ///   - userFile: the user's file, where it exists.
  ///   - repositoryFile: the repository's file, read from the base commit, where it has one.
  /// - Throws: `ConfigError` for the first mistake, also where a repository sets what only its user
  ///   may.
  package static func load(
    flags: [ConfigFlag] = [], environment: [String: String] = [:],
    userFile: (path: String, bytes: [UInt8])? = nil, repositoryFile: [UInt8]? = nil
  ) throws(ConfigError) -> ResolvedConfig {
    var layers = Layers()
    for key in ConfigKey.table {
      guard let text = key.standard else { continue }
      let value = try value(text, for: key, at: key.name)
      layers.set(
        Setting(path: key.path, key: key, value: value, source: .standard, place: key.name))
    }
    if let userFile {
      for setting in try SettingsFile(userFile.bytes, by: .user(path: userFile.path)).settings {
        layers.set(setting)
      }
    }
    if let repositoryFile {
      for setting in try SettingsFile(repositoryFile, by: .repository).settings {
        try layers.setByRepository(setting)
      }
    }
    for setting in try settings(of: environment) { layers.set(setting) }
    for flag in flags {
      guard let key = ConfigKey.table.first(where: { $0.name == flag.key }) else {
        preconditionFailure("the flag \(flag.name) sets “\(flag.key)”, which is no setting")
      }
      let value = try value(flag.text, for: key, at: flag.name)
      layers.set(
        Setting(
          path: key.path, key: key, value: value, source: .flag(flag.name), place: flag.name))
    }
    return try ResolvedConfig(layers.resolved)
  }

  private static func settings(
    of environment: [String: String]
  ) throws(ConfigError) -> [Setting] {
    var settings: [Setting] = []
    var known: [String] = []
    // In the table's order, so that `provider/model` comes before the details it resets.
    for key in ConfigKey.table {
      guard let name = key.variable else { continue }
      known.append(name)
      guard let text = environment[name], !text.isEmpty else { continue }
      let value = try value(text, for: key, at: name)
      settings.append(
        Setting(path: key.path, key: key, value: value, source: .environment(name), place: name))
    }
    // Other programs and tests may use the prefix too, so only a near miss is a mistake.
    for name in environment.keys.sorted() where name.hasPrefix("TANDEM_") && !known.contains(name) {
      if let meant = NearestName.nearest(name, among: known, within: 2) {
        throw ConfigError(
          place: name, message: "is no setting (did you mean “\(meant)”?)",
          hint: "rename or unset it")
      }
    }
    return settings
  }

  private static func value(
    _ text: String, for key: ConfigKey, at place: String
  ) throws(ConfigError) -> ConfigValue {
    do throws(ConfigValue.Complaint) { return try ConfigValue(text, as: key.type) } catch {
      throw ConfigError(place: place, message: error.message, hint: error.hint)
    }
  }
}
