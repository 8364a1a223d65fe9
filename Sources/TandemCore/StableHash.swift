/// A short name for a text that is the same in every process and version: FNV-1a, 64 bits.
///
/// No defence against anybody: whoever needs collisions not to be made uses something else.
package enum StableHash {
  /// Returns 16 hex digits.
  package static func of(_ text: String) -> String {
    let digits = String(number(text.utf8), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Returns the hash of bytes. (Fowler, Noll, Vo; offset basis and prime of the IETF draft.)
  @inlinable package static func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
