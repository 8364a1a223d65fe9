/// A checksum that finds damage by the disk: SQLite's pages have none of their own.
///
/// FNV-1a in 64 bits (Fowler, Noll and Vo). It is no protection against people.
enum Digest {
  /// Returns the checksum of a name and the text that was recorded under it.
  static func of(_ name: String, _ text: String) -> Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for byte in name.utf8 { add(byte) }
    add(0)
    for byte in text.utf8 { add(byte) }
    return Int64(bitPattern: hash)
  }
}
