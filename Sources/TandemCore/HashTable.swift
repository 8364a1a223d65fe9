/// Finds a hash's position in a list: open addressing with linear steps, never full.
public struct HashTable: Sendable {
  @usableFromInline let slots: [Slot]
  @usableFromInline let mask: Int

  /// A hash with its position in the list, -1 for none.
  @usableFromInline struct Slot: Sendable {
    @usableFromInline var hash: UInt64
    @usableFromInline var position: Int32
  }

  /// Makes the table of a list; a hash that comes again keeps its first position.
  public init(_ hashes: [UInt64]) {
    var size = 16
    while size < hashes.count * 4 { size *= 2 }
    let mask = size - 1
    var slots = [Slot](repeating: Slot(hash: 0, position: -1), count: size)
    for (position, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot].position >= 0, slots[slot].hash != hash { slot = (slot + 1) & mask }
      if slots[slot].position < 0 { slots[slot] = Slot(hash: hash, position: Int32(position)) }
    }
    self.slots = slots
    self.mask = mask
  }

  /// The position of `hash` in the list, or -1.
  @inlinable public func position(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].position >= 0 {
      if slots[slot].hash == hash { return Int(slots[slot].position) }
      slot = (slot + 1) & mask
    }
    return -1
  }
}
