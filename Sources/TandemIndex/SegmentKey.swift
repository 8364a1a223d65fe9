/// What a segment knows one text by: a git object's id and how it was read.
///
/// The same bytes read as another language have other definitions, so that the kind is part of the
/// key.
package struct SegmentKey: Sendable, Hashable, BitwiseCopyable {
  var high: UInt64
  var middle: UInt64
  var low: UInt32
  /// How the object was read; the meaning is the caller's.
  package var kind: UInt8

  /// Makes the key of a git object named by 40 hexadecimal digits; other digits count as 0.
  package init(_ id: String, kind: UInt8) {
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    for (position, byte) in id.utf8.enumerated() {
      let digit = UInt64(byte & 15) &+ (byte & 0x40 == 0 ? 0 : 9)
      switch position {
      case ..<16: words.0 = words.0 << 4 | digit
      case ..<32: words.1 = words.1 << 4 | digit
      default: words.2 = words.2 << 4 | digit
      }
    }
    high = words.0
    middle = words.1
    low = UInt32(truncatingIfNeeded: words.2)
    self.kind = kind
  }

  /// The same object read in another way.
  package func read(as kind: UInt8) -> SegmentKey {
    var key = self
    key.kind = kind
    return key
  }

  /// The key of an object named by 20 bytes; nil for another count.
  init?(bytes: UnsafeRawBufferPointer, kind: UInt8) {
    guard bytes.count == 20 else { return nil }
    high = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
    self.kind = kind
  }

  /// The object's id, 20 bytes.
  var bytes: [UInt8] {
    withUnsafeBytes(of: high.bigEndian, Array.init)
      + withUnsafeBytes(of: middle.bigEndian, Array.init)
      + withUnsafeBytes(of: low.bigEndian, Array.init)
  }

  /// The object's id, 40 hexadecimal digits.
  package var id: String {
    [String(high, radix: 16), String(middle, radix: 16)].map { Self.padded($0, 16) }.joined()
      + Self.padded(String(low, radix: 16), 8)
  }

  private static func padded(_ digits: String, _ count: Int) -> String {
    String(repeating: "0", count: count - digits.count) + digits
  }

  /// Whether the id begins with some hexadecimal digits, at least one.
  func begins(with digits: String) -> Bool {
    let count = min(16, digits.utf8.count)
    guard count > 0, let head = UInt64(digits.prefix(count), radix: 16) else { return false }
    return high >> UInt64(64 - 4 * count) == head && (count < 16 || id.hasPrefix(digits))
  }

  /// Ids are hashes already: any part of one spreads keys well.
  var slotHash: Int { Int(truncatingIfNeeded: high ^ UInt64(kind)) }
}
