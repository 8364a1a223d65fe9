/// The head of a reply.
package struct HTTPHead: Sendable, Hashable {
  /// The status code.
  package var status: Int
  /// The header fields in order, names as sent.
  package var headers: [HTTPHeader]

  /// Makes a head.
  package init(status: Int, headers: [HTTPHeader] = []) {
    self.status = status
    self.headers = headers
  }

  /// The value of the first field of that name in any case, or nil.
  package subscript(name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// What an exchange yields: the head once, then the body's bytes as they come.
package enum HTTPEvent: Sendable, Hashable {
  /// The final status and header fields.
  case head(HTTPHead)
  /// Some bytes of the body, decoded, never empty.
  case bytes([UInt8])
}
