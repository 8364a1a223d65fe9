import CCurl

/// One exchange as libcurl knows it; lives on the thread that owns the connections.
final class Transfer {
  let easy: UnsafeMutableRawPointer
  let request: HTTPRequest
  let channel: EventChannel
  /// Until when the rest is read and dropped, once the caller has what it wanted.
  var drainsUntil: ContinuousClock.Instant?

  private let started = ContinuousClock.now
  private var fields: UnsafeMutablePointer<curl_slist>?
  private let error: UnsafeMutablePointer<CChar>
  private var sentAt: ContinuousClock.Instant?
  private var lastByteAt: ContinuousClock.Instant?
  private var bodyBytes = 0
  private var head = HeadReader()
  /// Why a callback of ours stopped the transfer.
  private var ownFailure: HTTPFailure?
  private var isResent = false

  /// Prepares an exchange.
  ///
  /// - Throws: `HTTPFailure` of the kind `invalidRequest`.
  init(
    _ request: HTTPRequest, channel: EventChannel, onFreshConnection isFresh: Bool
  ) throws(HTTPFailure) {
    self.request = request
    self.channel = channel
    let address = try request.checkedAddress()
    guard let easy = curl_easy_init() else { throw .invalid("libcurl has no handle to give.") }
    self.easy = easy
    error = .allocate(capacity: Int(CURL_ERROR_SIZE))
    error.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    // `Expect:` keeps libcurl from waiting a second before it sends a large body.
    for field in request.headers + [HTTPHeader("Expect", "")] {
      fields = curl_slist_append(
        fields, field.value.isEmpty ? field.name + ":" : field.name + ": " + field.value)
    }
    setOptions(scheme: address.scheme, isFresh: isFresh)
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(fields)
    error.deallocate()
  }

  private func setOptions(scheme: String, isFresh: Bool) {
    tandem_curl_callbacks(
      easy, Unmanaged.passUnretained(self).toOpaque(),
      { bytes, size, count, owner in Transfer.of(owner).receiveHead(bytes, size * count) },
      { bytes, size, count, owner in Transfer.of(owner).receiveBody(bytes, size * count) },
      { owner, _, _, _, _ in Transfer.of(owner).aboutToSend() }, error)
    tandem_curl_keep_from_children(easy)
    tandem_curl_string(easy, CURLOPT_URL, request.url)
    tandem_curl_string(easy, CURLOPT_PROTOCOLS_STR, scheme)
    tandem_curl_list(easy, CURLOPT_HTTPHEADER, fields)
    // A null address would mean "ask a callback", so one byte more than the body is lent.
    (request.body + [0]).withUnsafeBytes { body in
      _ = tandem_curl_body(easy, body.baseAddress, request.body.count)
    }
    tandem_curl_string(easy, CURLOPT_PROXY, request.proxy ?? "")
    if let caBundle = request.caBundle { tandem_curl_string(easy, CURLOPT_CAINFO, caBundle) }
    // Asks for no encoding, decodes one that comes all the same.
    tandem_curl_string(easy, CURLOPT_ACCEPT_ENCODING, "identity")
    tandem_curl_long(easy, CURLOPT_FOLLOWLOCATION, 0)
    tandem_curl_long(easy, CURLOPT_HTTP09_ALLOWED, 0)
    tandem_curl_long(easy, CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    tandem_curl_long(easy, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    tandem_curl_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    tandem_curl_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
    tandem_curl_long(easy, CURLOPT_NOSIGNAL, 1)
    // A cancel must not wait for the resolver's thread.
    tandem_curl_long(easy, CURLOPT_QUICK_EXIT, 1)
    // Our own deadline comes first; libcurl's would be 300 s.
    tandem_curl_long(
      easy, CURLOPT_CONNECTTIMEOUT_MS, Int(request.deadlines.connect / .milliseconds(1)) + 1000)
    tandem_curl_long(easy, CURLOPT_FRESH_CONNECT, isFresh ? 1 : 0)
  }

  private static func of(_ owner: UnsafeMutableRawPointer?) -> Transfer {
    guard let owner else { preconditionFailure("libcurl called back without an owner") }
    return Unmanaged<Transfer>.fromOpaque(owner).takeUnretainedValue()
  }
}

extension Transfer {
  /// The connection stands and the request is about to leave.
  ///
  /// libcurl would send a second time by itself where a kept connection turns out to be dead;
  /// every send must be announced, so that is refused.
  private func aboutToSend() -> Int32 {
    guard sentAt == nil else {
      isResent = true
      ownFailure = failure(.cut, "the kept connection was closed before the reply began.")
      return CURL_PREREQFUNC_ABORT
    }
    sentAt = ContinuousClock.now
    return CURL_PREREQFUNC_OK
  }

  private func receiveHead(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    lastByteAt = ContinuousClock.now
    let line = UnsafeRawBufferPointer(start: bytes, count: count)
    guard head.read(line) else {
      ownFailure = failure(.tooLarge, "the reply's header fields are larger than 256 kB.")
      return 0
    }
    if drainsUntil == nil, let head = head.finished.take() { channel.send(head) }
    return count
  }

  private func receiveBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    lastByteAt = ContinuousClock.now
    bodyBytes += count
    guard bodyBytes <= request.byteCap else {
      ownFailure = failure(
        .tooLarge, "the reply is larger than \(request.byteCap) bytes; it was stopped.")
      return 0
    }
    if drainsUntil == nil { channel.send(UnsafeRawBufferPointer(start: bytes, count: count)) }
    return count
  }
}

extension Transfer {
  /// The next deadline and the phase it belongs to.
  var deadline: (HTTPFailure.Phase, ContinuousClock.Instant) {
    let total = started + request.deadlines.total
    if let drainsUntil { return (.total, min(drainsUntil, total)) }
    let (phase, instant): (HTTPFailure.Phase, ContinuousClock.Instant) =
      if let lastByteAt {
        (.idle, lastByteAt + request.deadlines.idle)
      } else if let sentAt {
        (.firstByte, sentAt + request.deadlines.firstByte)
      } else {
        (.connect, started + request.deadlines.connect)
      }
    return total < instant ? (.total, total) : (phase, instant)
  }

  /// The failure of a passed deadline.
  func overdue(_ phase: HTTPFailure.Phase) -> HTTPFailure {
    let limits = request.deadlines
    return switch phase {
    case .connect: failure(.timeout(phase), "no connection within \(limits.connect).")
    case .firstByte: failure(.timeout(phase), "connected, but no reply within \(limits.firstByte).")
    case .idle: failure(.timeout(phase), "the reply stopped for \(limits.idle).")
    case .total: failure(.timeout(phase), "not finished within \(limits.total).")
    }
  }

  /// A failure with what is known of the exchange.
  func failure(_ kind: HTTPFailure.Kind, _ message: String) -> HTTPFailure {
    HTTPFailure(
      kind: kind, message: message, requestSent: sentAt != nil, replyReceived: lastByteAt != nil)
  }

  /// Whether a connection that was kept had died unnoticed.
  func diedWithKeptConnection(_ code: CURLcode) -> Bool {
    code != CURLE_OK && lastByteAt == nil && sentAt != nil
      && (isResent || tandem_curl_number(easy, CURLINFO_NUM_CONNECTS) == 0)
  }

  /// How the exchange ended by a result code of libcurl
  /// (https://curl.se/libcurl/c/libcurl-errors.html); nil for a whole reply.
  func ending(with code: CURLcode) -> HTTPFailure? {
    if let ownFailure { return ownFailure }
    if code == CURLE_OK {
      return head.isOver ? nil : failure(.cut, "the reply ended inside its head.")
    }
    let detail = error.pointee == 0 ? curl_easy_strerror(code) : UnsafePointer(error)
    let words = detail.map { String(cString: $0) } ?? "unknown"
    let kind: HTTPFailure.Kind =
      switch code {
      case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING,
        CURLE_OUT_OF_MEMORY:
        sentAt == nil ? .invalidRequest : .malformed
      case CURLE_URL_MALFORMAT: .invalidRequest
      case CURLE_COULDNT_RESOLVE_HOST: .dns
      case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .proxy
      case CURLE_COULDNT_CONNECT: .connect
      case CURLE_OPERATION_TIMEDOUT: .timeout(deadline.0)
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
        .certificate
      case CURLE_SSL_CONNECT_ERROR: sentAt == nil ? .tls : .cut
      case _ where sentAt == nil:
        // What fails before the request in a tunnel is the proxy's answer to CONNECT.
        tandem_curl_number(easy, CURLINFO_HTTP_CONNECTCODE) >= 300 ? .proxy : .tls
      default: .cut
      }
    // A header line over libcurl's own limit of 100 kB is reported as lack of memory.
    let message = code == CURLE_OUT_OF_MEMORY ? "a header line of the reply is too long" : words
    var failure = failure(kind, "\(message) (curl \(code.rawValue)).")
    failure.replyReceived = failure.replyReceived || kind == .malformed
    return failure
  }
}
