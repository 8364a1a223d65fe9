/// The settings that stand in one YAML file, held against the table of keys.
struct SettingsFile {
  /// What is set, in order.
  private(set) var settings: [Setting] = []
  private let file: String
  private let writer: Writer

  /// One setting as it was found.
  struct Setting: Sendable {
    /// The names from the outermost section on, chosen ones included.
    var path: [String]
    var key: ConfigKey
    var value: ConfigValue
    var source: ConfigSource
    /// For messages: `tandem.yml:3:5`.
    var place: String
  }

  /// Whose file it is.
  enum Writer: Sendable {
    /// The user's own, from this path.
    case user(path: String)
    /// The repository's: it may set little.
    case repository
  }

  /// Reads a file's bytes.
  ///
  /// - Throws: `ConfigError` with file, line and column.
  init(_ bytes: [UInt8], by writer: Writer) throws(ConfigError) {
    self.writer = writer
    switch writer {
    case .user(let path): file = path
    case .repository: file = ConfigLoader.repositoryName
    }
    guard let root = try YAMLReader.read(bytes, file: file) else { return }
    try read(root, at: [], place: root.place)
  }

  private mutating func read(
    _ node: YAMLNode, at path: [String], place: YAMLNode.Place
  ) throws(ConfigError) {
    let keys = ConfigKey.table.filter { $0.matches(prefix: path) }
    guard !keys.isEmpty else { throw unknown(path, place) }
    try checkTrust(keys, path, node, place)
    let key = keys.first { $0.path.count == path.count }
    switch node.content {
    case .nothing:
      // An empty section is a template with everything commented out; an empty value is a mistake.
      if key != nil { throw error(place, "“\(dotted(path))” has no value", "remove it, or set it") }
    case .section(let entries):
      if let key, key.type == .variables {
        try add(key, path, .variables(try variables(entries)), place)
      } else if key == nil || key?.type == .model {
        for entry in entries { try read(entry.value, at: path + [entry.key], place: entry.place) }
      } else {
        throw error(node.place, "“\(dotted(path))” is no section", "write its value behind it")
      }
    case .list(let items):
      guard let key, key.type == .texts || key.type == .globs else {
        throw error(
          node.place, path.isEmpty ? "the file is no section" : "“\(dotted(path))” is no list", nil)
      }
      var texts: [String] = []
      for item in items {
        guard case .scalar(let text) = item.content, !text.isEmpty else {
          throw error(item.place, "is no text", "write one text an item")
        }
        texts.append(text)
      }
      try add(key, path, .texts(texts), place)
    case .scalar(let text):
      guard let key, key.type != .variables else {
        throw error(
          node.place, path.isEmpty ? "the file is no section" : "“\(dotted(path))” is a section",
          key == nil ? allowed(below: path) : "write NAME: value below it")
      }
      // In a file a text over several lines is one item: only flags and variables split lines.
      let value: ConfigValue =
        if key.type == .texts || key.type == .globs { .texts([text]) } else {
          try read(text, as: key.type, path, node.place)
        }
      try add(key, path, value, place)
    }
  }

  private func read(
    _ text: String, as type: ConfigType, _ path: [String], _ place: YAMLNode.Place
  ) throws(ConfigError) -> ConfigValue {
    do throws(ConfigValue.Complaint) { return try ConfigValue(text, as: type) } catch {
      throw self.error(place, "\(dotted(path)): \(error.message)", error.hint)
    }
  }

  private func variables(
    _ entries: [YAMLNode.Entry]
  ) throws(ConfigError) -> [String: String] {
    var variables: [String: String] = [:]
    for entry in entries {
      do throws(ConfigValue.Complaint) { _ = try ConfigValue.variable(entry.key) } catch {
        throw self.error(entry.place, error.message, error.hint)
      }
      switch entry.value.content {
      case .scalar(let text): variables[entry.key] = text
      case .nothing: variables[entry.key] = ""
      case .list, .section: throw error(entry.value.place, "“\(entry.key)” is no text", nil)
      }
    }
    return variables
  }

  private mutating func add(
    _ key: ConfigKey, _ path: [String], _ value: ConfigValue, _ place: YAMLNode.Place
  ) throws(ConfigError) {
    let source: ConfigSource =
      switch writer {
      case .user(let path): .user(path: path, line: place.line)
      case .repository: .repository(line: place.line)
      }
    settings.append(
      Setting(path: path, key: key, value: value, source: source, place: self.place(place)))
  }

  /// Refuses what the repository's file sets in a place where everything is the user's.
  private func checkTrust(
    _ keys: [ConfigKey], _ path: [String], _ node: YAMLNode, _ place: YAMLNode.Place
  ) throws(ConfigError) {
    guard case .repository = writer, !path.isEmpty else { return }
    // What stands deeper says more exactly what was tried.
    if case .section(let entries) = node.content, !entries.isEmpty { return }
    var reasons: [String] = []
    for key in keys {
      guard case .user(let reason) = key.trust else { return }
      reasons.append(reason)
    }
    throw error(
      place, "“\(dotted(path))” may not be set by a repository: \(reasons[0])",
      "it belongs in your own file, \(ConfigLoader.userName)")
  }

  private func unknown(_ path: [String], _ place: YAMLNode.Place) -> ConfigError {
    let section = Array(path.dropLast())
    return error(
      place,
      "“\(dotted(path))” is no setting"
        + NearestName.question(path.last ?? "", among: names(below: section)),
      allowed(below: section))
  }

  private func allowed(below section: [String]) -> String {
    let place = section.isEmpty ? "at the top" : "in “\(dotted(section))”"
    return "known \(place): "
      + names(below: section).map { $0 == "*" ? "any name" : $0 }.joined(separator: ", ")
  }

  /// The names that may stand in a section, in the table's order.
  private func names(below section: [String]) -> [String] {
    var names: [String] = []
    for key in ConfigKey.table where key.matches(prefix: section) && key.path.count > section.count
    {
      let name = key.path[section.count]
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  private func dotted(_ path: [String]) -> String { path.joined(separator: ".") }

  private func place(_ place: YAMLNode.Place) -> String {
    "\(file):\(place.line):\(place.column)"
  }

  private func error(
    _ place: YAMLNode.Place, _ message: String, _ hint: String?
  ) -> ConfigError {
    ConfigError(place: self.place(place), message: message, hint: hint)
  }
}
