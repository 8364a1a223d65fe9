import FoundationEssentials
import TandemCore

/// Names a request by its content: the recorded answer to it is found by this name.
enum RequestHash {
  /// 16 hex digits over the request's canonical JSON.
  static func of(_ request: ModelRequest) throws -> String {
    StableHash.of(String(decoding: try json(request), as: UTF8.self))
  }

  /// An upper bound of the bytes the request has on the wire.
  static func bytes(_ request: ModelRequest) throws -> Int { try json(request).count }

  private static func json(_ request: ModelRequest) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(request)
  }
}
