/// A step's key within its run, taken apart: `draft.2/call.3`, `scope.1/reask`, `triage`.
package struct StepKey: Sendable, Hashable {
  /// The step's 1-based number: 2 in `draft.2/call.3`; nil where it has none.
  package var number: Int?
  /// Whether the step was made before: a second draft, a question asked again.
  package var isRepeated: Bool

  /// Takes a key apart.
  package init(_ key: String) {
    let bytes = key.utf8
    var number: Int?
    if let dot = bytes.firstIndex(of: UInt8(ascii: ".")) {
      for byte in bytes[bytes.index(after: dot)...] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), (number ?? 0) < 1_000_000
        else { break }
        number = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
      }
    }
    self.number = number
    isRepeated = (number ?? 1) > 1 || Self.isReasked(bytes)
  }

  /// Whether `/reask` is one of the key's parts; byte by byte, since a ledger has many keys.
  private static func isReasked(_ bytes: String.UTF8View) -> Bool {
    var rest = bytes[...]
    while let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
      rest = rest[rest.index(after: slash)...]
      guard rest.starts(with: reask) else { continue }
      let after = rest.dropFirst(reask.count)
      if after.isEmpty || after.first == UInt8(ascii: "/") { return true }
    }
    return false
  }

  private static let reask = Array("reask".utf8)
}
