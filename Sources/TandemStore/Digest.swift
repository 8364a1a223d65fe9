import TandemCore

/// A checksum that finds damage by the disk: SQLite's pages have none of their own.
enum Digest {
  /// Returns the checksum of a name and the text that was recorded under it.
  static func of(_ name: String, _ text: String) -> Int64 {
    Int64(bitPattern: StableHash.number([Array(name.utf8), [0], Array(text.utf8)].joined()))
  }
}
