/// Where a value comes from.
package enum ConfigSource: Sendable, Hashable, CustomStringConvertible {
  /// Nobody set it.
  case standard
  /// The repository's `tandem.yml`, at this line.
  case repository(line: Int)
  /// The user's file, at this line.
  case user(path: String, line: Int)
  /// An environment variable.
  case environment(String)
  /// A flag of the command line.
  case flag(String)

  /// `default`, `tandem.yml:3`, `/home/ada/.config/tandem/config.yml:3`,
  /// `environment TANDEM_BUDGET_RUN`, `flag --max-cost`.
  package var description: String {
    switch self {
    case .standard: "default"
    case .repository(let line): "\(ConfigLoader.repositoryName):\(line)"
    case .user(let path, let line): "\(path):\(line)"
    case .environment(let name): "environment \(name)"
    case .flag(let name): "flag \(name)"
    }
  }
}

/// One setting given on the command line.
package struct ConfigFlag: Sendable, Hashable {
  /// The setting's dotted name: `budget.run`.
  package var key: String
  /// The flag as it was typed: `--max-cost`.
  package var name: String
  /// Its value; of a repeated flag one a line.
  package var text: String

  /// Makes a flag from its parts.
  package init(key: String, name: String, text: String) {
    self.key = key
    self.name = name
    self.text = text
  }
}
