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
