extension HTTPRequest {
  /// Returns the address, and refuses what must never be sent.
  ///
  /// - Throws: `HTTPFailure` of the kind `invalidRequest`.
  func checkedAddress() throws(HTTPFailure) -> HTTPAddress {
    guard let address = HTTPAddress(url) else {
      throw .invalid("'\(url)' is no http(s) address; a user or password in it is refused too.")
    }
    guard address.scheme == "https" || address.isLoopback || allowsPlainHTTP else {
      throw .invalid("plain http to \(address.host) is refused; use https.")
    }
    for field in headers {
      let isClean = (field.name + field.value).utf8.allSatisfy { $0 >= 32 && $0 != 127 }
      guard isClean, !field.name.isEmpty, !field.name.utf8.contains(UInt8(ascii: ":")) else {
        throw .invalid("the header '\(field.name)' holds a control character.")
      }
    }
    return address
  }
}

extension HTTPFailure {
  /// A request that cannot be made.
  static func invalid(_ message: String) -> HTTPFailure {
    HTTPFailure(
      kind: .invalidRequest, message: message, requestSent: false, replyReceived: false)
  }
}
