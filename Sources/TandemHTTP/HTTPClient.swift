/// Sends requests and streams replies over connections that it keeps and uses again.
///
/// One thread of its own drives all exchanges; nothing is initialised before the first one. It
/// follows no redirect and reads neither `.netrc` nor the proxy variables. Knows no provider.
package final class HTTPClient: Sendable {
  private let inbox = TransferInbox()

  /// Makes a client; starts nothing yet.
  package init() {}

  deinit { inbox.post(.stop) }

  /// Begins an exchange, whose events are then asked for.
  package func start(_ request: HTTPRequest) -> HTTPExchange {
    let exchange = HTTPExchange(id: inbox.nextID(), inbox: inbox)
    if inbox.startThread() {
      inbox.post(.start(id: exchange.id, request, exchange.channel))
    } else {
      exchange.channel.end(
        HTTPFailure(
          kind: .connect, message: "the system has no thread to give: close other programs.",
          requestSent: false, replyReceived: false))
    }
    return exchange
  }
}

/// One request on its way and the reply as it comes; dropping it closes the connection.
package struct HTTPExchange: ~Copyable, Sendable {
  let id: Int
  let channel = EventChannel()
  private let inbox: TransferInbox

  init(id: Int, inbox: TransferInbox) {
    self.id = id
    self.inbox = inbox
  }

  deinit { inbox.post(.cancel(id: id)) }

  /// Waits for the head, then for bytes; nil after the whole reply.
  ///
  /// A cancelled task closes the connection at once.
  ///
  /// - Throws: `HTTPFailure`, after which there is nothing more.
  package func next() async throws(HTTPFailure) -> HTTPEvent? {
    let (inbox, id) = (inbox, id)
    return try await channel.next { inbox.post(.cancel(id: id)) }
  }

  /// Says that nothing more will be asked for: what is left is read for a moment and dropped,
  /// so that the connection can be used again.
  package func finish() { inbox.post(.drain(id: id)) }
}
