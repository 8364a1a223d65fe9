/// A mistake in the configuration: where it is, what is wrong, what to do.
package struct ConfigError: Error, Sendable, Hashable, CustomStringConvertible {
  /// `tandem.yml:3:5`, `TANDEM_BUDGET_RUN`, `--max-cost`.
  package var place: String
  /// What is wrong.
  package var message: String
  /// What to do about it.
  package var hint: String?

  /// Place and message, then the hint on a line of its own.
  package var description: String {
    place + ": " + message + (hint.map { "\n" + $0 } ?? "")
  }
}
