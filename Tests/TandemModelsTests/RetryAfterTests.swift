import FoundationEssentials
import TandemHTTP
import Testing

@testable import TandemModels

@Suite("Retry-After")
struct RetryAfterTests {
  @Test(
    "as a date is counted from now, rounded up",
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", 7.0), ("Sun, 06 Nov 1994 08:49:29 GMT", 0),
      ("Sun, 06 Nov 1994 08:49:31 GMT", 1), ("Sun, 06 Nov 1994 08:49:37 CET", nil),
      ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Sun, 06 Nov 1999 08:49:37 GMT", nil), ("", nil),
      (".", nil), ("1.2.3", nil),
    ] as [(String, Double?)])
  func dates(text: String, expected: Double?) {
    // 08:49:30.25
    let now = Date(timeIntervalSince1970: 784_111_770.25)
    let head = HTTPHead(status: 429, headers: [HTTPHeader("Retry-After", text)])
    #expect(RetryAfter.seconds(in: head, now: now) == expected)
  }
}
