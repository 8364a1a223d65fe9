/// One POST request: where it goes, what it carries, and how long and how much it may take.
///
/// Its descriptions show the address only: headers may hold a key.
package struct HTTPRequest: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  /// The whole address, `https://host/path`.
  package var url: String
  /// Names and values, sent as they are; a key belongs here and nowhere else.
  package var headers: [HTTPHeader]
  /// The bytes to send.
  package var body: [UInt8]
  /// How long each phase may take.
  package var deadlines: HTTPDeadlines
  /// The most bytes of a reply's body, after decoding, that are accepted.
  package var byteCap: Int
  /// The proxy's address, or nil for none; the environment's is never read.
  package var proxy: String?
  /// A PEM file of certificate authorities to trust beside the system's.
  package var caBundle: String?
  /// Whether `http://` may be spoken to a host that is not this machine.
  package var allowsPlainHTTP: Bool

  /// Makes a request.
  package init(
    url: String, headers: [HTTPHeader] = [], body: [UInt8] = [],
    deadlines: HTTPDeadlines = HTTPDeadlines(), byteCap: Int = 32 << 20, proxy: String? = nil,
    caBundle: String? = nil, allowsPlainHTTP: Bool = false
  ) {
    self.url = url
    self.headers = headers
    self.body = body
    self.deadlines = deadlines
    self.byteCap = byteCap
    self.proxy = proxy
    self.caBundle = caBundle
    self.allowsPlainHTTP = allowsPlainHTTP
  }

  /// The method and the address.
  package var description: String { "POST \(url)" }

  /// Shows what `description` shows, so that `dump` prints no key.
  package var customMirror: Mirror { Mirror(self, children: ["url": url]) }
}

/// One header field.
package struct HTTPHeader: Sendable, Hashable {
  /// The field's name.
  package var name: String
  /// The field's value.
  package var value: String

  /// Makes a field.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// How long each phase of an exchange may take.
package struct HTTPDeadlines: Sendable, Hashable {
  /// From the start until the connection stands: name, proxy, TCP and TLS.
  package var connect: Duration
  /// From the connection until the reply's first byte.
  package var firstByte: Duration
  /// Between two bytes of the reply.
  package var idle: Duration
  /// The whole exchange.
  package var total: Duration

  /// Makes deadlines; the defaults suit a model that thinks before it speaks.
  package init(
    connect: Duration = .seconds(15), firstByte: Duration = .seconds(300),
    idle: Duration = .seconds(300), total: Duration = .seconds(1200)
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.idle = idle
    self.total = total
  }
}
