/// The configuration that holds, every value with its source.
package struct ResolvedConfig: Sendable {
  private let settings: [[String]: [SettingsFile.Setting]]

  /// Takes what the layers left and checks what belongs together.
  ///
  /// - Throws: `ConfigError` where a model or a price is only half said.
  init(_ settings: [[String]: [SettingsFile.Setting]]) throws(ConfigError) {
    self.settings = settings
    for tier in ["premium", "cheap"] {
      try require(["provider", "model"], below: ["models", tier], example: "anthropic/MODEL")
    }
    for model in names(below: "prices") {
      try require(["input", "output"], below: ["prices", model], example: "{input: 1, output: 5}")
    }
  }

  private func require(
    _ parts: [String], below section: [String], example: String
  ) throws(ConfigError) {
    let present = settings.filter { $0.key.starts(with: section) }
    guard let first = present.values.compactMap(\.last).min(by: { $0.place < $1.place }) else {
      return
    }
    for part in parts where present[section + [part]] == nil {
      let name = section.joined(separator: ".")
      throw ConfigError(
        place: first.place, message: "“\(name)” says nothing of its “\(part)”",
        hint: "write `\(section[1]): \(example)`, or add “\(part)”")
    }
  }

  /// What the user chose as names in a section, sorted.
  func names(below section: String) -> [String] {
    Set(settings.keys.filter { $0.count == 3 && $0[0] == section }.map { $0[1] }).sorted()
  }

  /// The value of a path, nil where nobody set it and there is no default.
  func value(_ path: [String]) -> ConfigValue? { settings[path]?.last?.value }

  /// The texts of a path; those of several sources add up.
  func texts(_ path: [String]) -> [String] {
    var all: [String] = []
    for setting in settings[path] ?? [] {
      guard case .texts(let texts) = setting.value else { continue }
      all += texts.filter { !all.contains($0) }
    }
    return all
  }

  /// Every setting with its value and source, in the table's order; secrets are not shown.
  package var entries: [ConfigEntry] {
    var entries: [ConfigEntry] = []
    for key in ConfigKey.table where key.type != .model {
      if key.path.contains("*") {
        let chosen = names(below: key.path[0]).map { [key.path[0], $0, key.path[2]] }
        entries += chosen.filter { settings[$0] != nil }.map { entry($0, key) }
      } else {
        entries.append(entry(key.path, key))
      }
    }
    return entries
  }

  private func entry(_ path: [String], _ key: ConfigKey) -> ConfigEntry {
    let holding = settings[path] ?? []
    let value = key.type == .globs && !holding.isEmpty ? .texts(texts(path)) : value(path)
    return ConfigEntry(
      name: path.joined(separator: "."), value: value.map { Redaction.shown($0, key: key) },
      sources: holding.map(\.source), documentation: key.documentation)
  }
}
