/// Reads numbers and strings of bytes, never beyond their end.
package struct ByteReader {
  private let source: UnsafeRawBufferPointer
  private var offset: Int

  /// Reads from an offset on.
  package init(_ source: UnsafeRawBufferPointer, at offset: Int = 0) {
    self.source = source
    self.offset = offset
  }

  /// The next number: seven bits a byte, the highest bit telling that more follow (LEB128).
  @inline(__always) package mutating func number() -> Int? {
    guard offset < source.count else { return nil }
    var byte = source[offset]
    offset += 1
    if byte < 0x80 { return Int(byte) }
    var value = Int(byte & 0x7f)
    var shift = 7
    while offset < source.count, shift < 56 {
      byte = source[offset]
      offset += 1
      value |= Int(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  /// The next bytes, their count before them.
  package mutating func bytes() -> UnsafeRawBufferPointer? {
    guard let count = number(), count <= source.count - offset else { return nil }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: source[offset..<offset + count])
  }

  /// Turns one path into the next, told by how much they share and what follows; false at the end.
  mutating func path(after path: inout [UInt8]) -> Bool {
    guard let shared = number(), shared <= path.count, let rest = bytes() else { return false }
    path.removeLast(path.count - shared)
    path.append(contentsOf: rest)
    return true
  }

  /// The next text.
  package mutating func text() -> String? { bytes().map { String(decoding: $0, as: UTF8.self) } }
}

/// Writes what `ByteReader` reads.
package struct ByteWriter: Sendable {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// Begins with nothing.
  package init() {}

  /// Adds a number, not negative.
  @inline(__always) package mutating func add(_ number: Int) {
    var value = UInt64(number)
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  /// Adds bytes with their count before them.
  package mutating func add(_ bytes: some Collection<UInt8>) {
    add(bytes.count)
    self.bytes.append(contentsOf: bytes)
  }

  /// Adds a path by how much it shares with the one before it, and what follows.
  mutating func add(path: [UInt8], after last: [UInt8]) {
    var shared = 0
    while shared < min(last.count, path.count), last[shared] == path[shared] { shared += 1 }
    add(shared)
    add(path[shared...])
  }

  /// Adds a text.
  package mutating func add(_ text: String) { add(text.utf8) }

  /// Begins anew with the memory that it has.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Makes room for so many bytes.
  package mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }
}
