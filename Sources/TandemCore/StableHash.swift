/// A short name for a text that is the same in every process and version: FNV-1a, 64 bits, in hex.
///
/// No defence against anybody: whoever needs collisions not to be made uses something else.
package enum StableHash {
  /// Returns 16 hex digits. (Fowler, Noll, Vo; offset basis and prime of the IETF draft.)
  package static func of(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
