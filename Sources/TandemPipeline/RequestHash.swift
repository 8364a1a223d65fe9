import FoundationEssentials
import TandemCore

/// Names a request by its content: the recorded answer to it is found by this name.
enum RequestHash {
  /// 16 hex digits over the request's canonical JSON (FNV-1a; a name, not a seal).
  static func of(_ request: ModelRequest) throws -> String { hex(try json(request)) }

  /// An upper bound of the bytes the request has on the wire.
  static func bytes(_ request: ModelRequest) throws -> Int { try json(request).count }

  /// 16 hex digits over any text.
  static func of(_ text: String) -> String { hex(text.utf8) }

  private static func json(_ request: ModelRequest) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(request)
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
