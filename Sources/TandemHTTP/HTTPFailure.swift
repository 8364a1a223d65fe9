/// Why an exchange broke off; a status such as 500 is a reply, not a failure.
package struct HTTPFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong.
  package var kind: Kind
  /// What happened, for people; never holds a header's value.
  package var message: String
  /// Whether the request was about to leave over a standing connection: if not, no server that
  /// could act on it has seen any of it.
  package var requestSent: Bool
  /// Whether any byte of a reply arrived.
  package var replyReceived: Bool

  /// Makes a failure.
  package init(kind: Kind, message: String, requestSent: Bool, replyReceived: Bool) {
    self.kind = kind
    self.message = message
    self.requestSent = requestSent
    self.replyReceived = replyReceived
  }

  /// The message.
  package var description: String { message }

  /// What went wrong with an exchange.
  package enum Kind: Sendable, Hashable {
    /// The request cannot be made: a bad address, plain HTTP to a foreign host, a bad header.
    case invalidRequest
    /// The host's name has no address.
    case dns
    /// Nothing listens there, or the way is closed.
    case connect
    /// The TLS handshake broke off.
    case tls
    /// The server's certificate is not trusted, or the CA bundle cannot be read.
    case certificate
    /// The proxy could not be reached or refused.
    case proxy
    /// A deadline passed.
    case timeout(Phase)
    /// The connection ended before the reply did.
    case cut
    /// What answered does not speak HTTP, or sent a body that cannot be decoded.
    case malformed
    /// The reply outgrew its cap.
    case tooLarge
    /// The caller stopped it.
    case cancelled
  }

  /// The phases that have a deadline, as in `HTTPDeadlines`.
  package enum Phase: String, Sendable, Hashable {
    /// Until the connection stands.
    case connect
    /// Until the first byte.
    case firstByte
    /// Between two bytes.
    case idle
    /// The whole.
    case total
  }
}
