/// A short name for a text that is the same in every process and version: FNV-1a, 64 bits.
///
/// No defence against anybody: whoever needs collisions not to be made uses something else.
public enum StableHash {
  /// Returns 16 hex digits.
  public static func of(_ text: String) -> String {
    let digits = String(number(text.utf8), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Returns the hash of bytes. (Fowler, Noll, Vo; offset basis and prime of the IETF draft.)
  @inlinable public static func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(start) { next($0, $1) }
  }

  /// The hash of no bytes.
  @inlinable public static var start: UInt64 { 0xcbf2_9ce4_8422_2325 }

  /// The hash of the bytes so far and one more.
  @inlinable public static func next(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
}
