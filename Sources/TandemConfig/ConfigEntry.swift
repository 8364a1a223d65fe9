/// One line of `tandem config`: a setting, its value, and who said so.
package struct ConfigEntry: Sendable, Hashable {
  /// The dotted name.
  package var name: String
  /// The value in one line, without secrets; nil where nobody set it and there is no default.
  package var value: String?
  /// Who set it; several where lists add up, none where nobody did.
  package var sources: [ConfigSource]
  /// One sentence for people.
  package var documentation: String
}

/// What is shown of values that may hold a secret.
enum Redaction {
  /// Returns a value in one line, fit to be shown and pasted.
  static func shown(_ value: ConfigValue, key: ConfigKey) -> String {
    switch (value, key.path.last) {
    case (.variables(let variables), _):
      variables.keys.sorted().map { $0 + "=…" }.joined(separator: ", ")
    case (.text, "key_command"): "(set)"
    case (.text(let address), "base_url"), (.text(let address), "proxy"): withoutUser(address)
    default: value.description.split(separator: "\n").joined(separator: " ⏎ ")
    }
  }

  /// Removes name and password from an address: `https://ada:secret@host/` is `https://…@host/`.
  private static func withoutUser(_ address: String) -> String {
    let start = address.firstRange(of: "://")?.upperBound ?? address.startIndex
    let host = address[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = host.lastIndex(of: "@") else { return address }
    return address[..<start] + "…" + address[at...]
  }
}
