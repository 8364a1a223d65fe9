package import TandemCore

/// The secrets that a diff shows, so that they can be left out of whatever is sent or kept.
package enum SecretValues {
  /// Returns what looks like a key or password on any line, and whole private keys.
  package static func found(in diff: Diff) -> [Secret] {
    var values: Set<String> = []
    for file in diff.files {
      var isKey = false
      for line in file.hunks.flatMap(\.lines) {
        if line.text.contains("PRIVATE KEY-----") {
          isKey = line.text.contains("-----BEGIN ")
        } else if isKey {
          values.insert(line.text)
        }
        if let value = SecretCheck.value(in: line.text) { values.insert(value) }
      }
    }
    return values.sorted().map(Secret.init)
  }
}
