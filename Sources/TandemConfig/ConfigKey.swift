/// One setting: what it is called, what it may hold, who may set it, and what it does.
package struct ConfigKey: Sendable, Hashable {
  /// The names from the outermost section on; `*` stands for a name that the user chooses.
  package var path: [String]
  /// What it may hold.
  package var type: ConfigType
  /// The value without any setting, as one would write it; nil for none.
  package var standard: String?
  /// Who may set it.
  package var trust: Trust
  /// One sentence for people.
  package var documentation: String

  /// Declares a setting by its dotted name.
  init(
    _ name: String, _ type: ConfigType, _ trust: Trust, standard: String? = nil,
    _ documentation: String
  ) {
    path = name.split(separator: ".").map(String.init)
    self.type = type
    self.standard = standard
    self.trust = trust
    self.documentation = documentation
  }

  /// Who may set a key.
  ///
  /// Flags and `TANDEM_*` variables are the user's own.
  package enum Trust: Sendable, Hashable {
    /// The user and the repository.
    case repository
    /// The user; the repository may only lower it.
    case stricter
    /// Only the user, for this reason.
    case user(because: String)
  }

  /// The dotted name.
  package var name: String { path.joined(separator: ".") }

  /// The variable that sets it: `TANDEM_BUDGET_RUN`; nil where the name holds a chosen part.
  package var variable: String? {
    path.contains("*") ? nil : "TANDEM_" + path.joined(separator: "_").uppercased()
  }

  /// Whether the key is meant by a path, or lies below one.
  func matches(prefix: [String]) -> Bool {
    prefix.count <= path.count
      && zip(path, prefix).allSatisfy { pattern, name in pattern == "*" || pattern == name }
  }
}

/// What a setting may hold.
package enum ConfigType: Sendable, Hashable {
  /// One text.
  case text
  /// A list of texts; one alone may be written without brackets.
  case texts
  /// A list of path patterns; those of all sources add up.
  case globs
  /// A folder inside the repository.
  case folder
  /// Environment variables, `NAME: value`.
  case variables
  /// A time: `90s`, `5m`, `1h30m`.
  case duration
  /// Dollars: `$2.00`, `0.5`.
  case money
  /// A whole number above zero.
  case integer
  /// A share: `0.1`, `10%`; at least 0, at most 0.5.
  case share
  /// `true` or `false`.
  case flag
  /// One of these words.
  case choice([String])
  /// `provider/model`: short for its two keys below it.
  case model
}
