package import TandemCore
package import TandemHTTP

/// Where a model is asked: one provider's address and key, and how long to wait for it.
///
/// The key goes to this address and no other, and is in no description.
package struct ModelEndpoint: Sendable, CustomStringConvertible {
  /// The wire the provider speaks, and its habits.
  package var provider: Provider
  /// The address that the wire's path is added to.
  package var baseURL: String
  /// The key, or nil for a server that wants none.
  package var key: Secret?
  /// Header fields of the user's own.
  package var extraHeaders: [HTTPHeader]
  /// The proxy, or nil for none; never used for this machine.
  package var proxy: String?
  /// A PEM file of certificate authorities to trust beside the system's.
  package var caBundle: String?
  /// Whether plain HTTP may be spoken to another machine.
  package var allowsPlainHTTP: Bool
  /// How long each phase of an exchange may take.
  package var deadlines: HTTPDeadlines
  /// How long a stream may bring nothing but signs of life.
  package var silence: Duration
  /// How hard the model thinks, as its provider names it (`low`, `high`); nil for its default.
  package var effort: String?
  /// Names under which the asked model may answer, beside its own and its dated forms.
  package var servedAliases: [String]

  /// Makes an endpoint; the address is the provider's own unless given.
  package init(
    provider: Provider, baseURL: String? = nil, key: Secret? = nil,
    extraHeaders: [HTTPHeader] = [], proxy: String? = nil, caBundle: String? = nil,
    allowsPlainHTTP: Bool = false, deadlines: HTTPDeadlines = HTTPDeadlines(),
    silence: Duration = .seconds(600), effort: String? = nil, servedAliases: [String] = []
  ) {
    self.provider = provider
    self.baseURL = baseURL ?? provider.baseURL
    self.key = key
    self.extraHeaders = extraHeaders
    self.proxy = proxy
    self.caBundle = caBundle
    self.allowsPlainHTTP = allowsPlainHTTP
    self.deadlines = deadlines
    self.silence = silence
    self.effort = effort
    self.servedAliases = servedAliases
  }

  /// The provider and the address, without the key.
  package var description: String { "\(provider.name) at \(baseURL)" }

  /// Whether the address is this machine: such a model costs nothing.
  package var isLocal: Bool { HTTPAddress(baseURL)?.isLoopback ?? false }

  /// The request that posts `body` to the wire's path.
  func request(body: [UInt8], headers: [HTTPHeader]) -> HTTPRequest {
    let address = HTTPAddress(baseURL)
    let common = [
      HTTPHeader("content-type", "application/json"),
      HTTPHeader("accept", "text/event-stream"), HTTPHeader("user-agent", "tandem"),
    ]
    return HTTPRequest(
      url: url(from: address), headers: common + headers + extraHeaders, body: body,
      deadlines: deadlines, proxy: address?.isLoopback == true ? nil : proxy, caBundle: caBundle,
      allowsPlainHTTP: allowsPlainHTTP)
  }

  /// The address of the wire's path: `base`, `base/v1` and the full address all work.
  private func url(from address: HTTPAddress?) -> String {
    guard var address else { return baseURL }
    let path = provider.wire == .anthropic ? "/messages" : "/chat/completions"
    while address.path.hasSuffix("/") { address.path.removeLast() }
    let isVersioned =
      provider.wire == .openai ? !address.path.isEmpty : address.path.hasSuffix("/v1")
    if !address.path.hasSuffix(path) { address.path += (isVersioned ? "" : "/v1") + path }
    return address.text
  }
}
