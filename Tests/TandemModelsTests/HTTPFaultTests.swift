import TandemCore
import TandemHTTP
import Testing

@testable import TandemModels

@Suite("Broken exchanges as model failures")
struct HTTPFaultTests {
  @Test(
    "are free while nothing was sent, and are tried again only where that can help",
    arguments: [
      // 1
      (.dns, .network, true), (.connect, .network, true), (.tls, .network, true),
      // 2, 3
      (.certificate, .authentication, false), (.proxy, .authentication, false),
      (.timeout(.connect), .timeout, true), (.timeout(.idle), .timeout, true),
      // 4, 12, 14
      (.cut, .network, true), (.malformed, .badReply, false), (.tooLarge, .badReply, false),
      (.invalidRequest, .badRequest, false), (.cancelled, .cancelled, false),
    ] as [(HTTPFailure.Kind, ModelFailure.Kind, Bool)])
  func kinds(kind: HTTPFailure.Kind, expected: ModelFailure.Kind, isRetryable: Bool) {
    for isSent in [true, false] {
      let failure = ModelFailure(
        HTTPFailure(
          kind: kind, message: "what happened.", requestSent: isSent, replyReceived: false))
      #expect(failure.kind == expected)
      #expect(failure.charge == (isSent ? .indeterminate : .none))
      #expect(failure.isRetryable == isRetryable)
      #expect(failure.message.hasPrefix("what happened. "))
    }
  }
}
