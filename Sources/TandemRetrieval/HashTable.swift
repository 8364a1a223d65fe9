/// Words as 64-bit hashes, so that a scan compares numbers instead of strings.
enum WordHash {
  /// The FNV-1a hash of a word.
  static func of(_ word: String) -> UInt64 {
    var hash = start
    for byte in word.utf8 { hash = step(hash, byte) }
    return hash
  }

  /// The FNV-1a hash of a range of bytes.
  static func of(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var hash = start
    for index in range { hash = step(hash, bytes[index]) }
    return hash
  }

  private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

  private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
}

/// Finds a hash's position in a list: open addressing with linear steps, never full.
struct HashTable: Sendable {
  private let slots: [(hash: UInt64, position: Int32)]
  private let mask: Int

  init(_ hashes: [UInt64]) {
    var size = 16
    while size < hashes.count * 4 { size *= 2 }
    mask = size - 1
    var slots = [(hash: UInt64, position: Int32)](repeating: (0, -1), count: size)
    for (position, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot].position >= 0, slots[slot].hash != hash { slot = (slot + 1) & mask }
      slots[slot] = (hash, Int32(position))
    }
    self.slots = slots
  }

  /// The position of `hash` in the list, or -1.
  func position(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].position >= 0 {
      if slots[slot].hash == hash { return Int(slots[slot].position) }
      slot = (slot + 1) & mask
    }
    return -1
  }
}
