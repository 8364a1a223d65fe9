import CCurl

/// An address, read by the parser that will also connect: no second opinion on what the host is.
package struct HTTPAddress: Sendable, Hashable {
  /// `https` or `http`, lower case.
  package var scheme: String
  /// The host's name or number; IPv6 in brackets.
  package var host: String
  /// The port, where the address names one.
  package var port: String?
  /// The path, at least `/`.
  package var path: String
  /// What follows `?`, where there is any.
  package var query: String?

  /// Reads an address; nil where it is none, names another scheme, or holds a user or password.
  package init?(_ text: String) {
    guard let parser = curl_url() else { return nil }
    defer { curl_url_cleanup(parser) }
    guard curl_url_set(parser, CURLUPART_URL, text, 0) == CURLUE_OK else { return nil }
    func part(_ which: CURLUPart) -> String? {
      var bytes: UnsafeMutablePointer<CChar>?
      guard curl_url_get(parser, which, &bytes, 0) == CURLUE_OK, let bytes else { return nil }
      defer { curl_free(bytes) }
      return String(cString: bytes)
    }
    guard let scheme = part(CURLUPART_SCHEME)?.lowercased(), ["https", "http"].contains(scheme),
      let host = part(CURLUPART_HOST)?.lowercased(), !host.isEmpty,
      part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil
    else { return nil }
    self.scheme = scheme
    self.host = host
    port = part(CURLUPART_PORT)
    path = part(CURLUPART_PATH) ?? "/"
    query = part(CURLUPART_QUERY)
  }

  /// Whether the host is this machine by name or number, whatever a resolver says.
  package var isLoopback: Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  /// The address as text, without what follows `#`.
  package var text: String {
    "\(scheme)://\(host)\(port.map { ":" + $0 } ?? "")\(path)\(query.map { "?" + $0 } ?? "")"
  }
}
