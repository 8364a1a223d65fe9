import TandemHTTP
import Testing

@Suite("Addresses")
struct HTTPAddressTests {
  @Test(
    "of this machine are known by the host alone",
    arguments: [
      ("http://127.0.0.1:80/v1", true), ("http://localhost/", true), ("http://LOCALHOST", true),
      ("http://[::1]:8080", true), ("http://127.9.8.7", true), ("http://127.1/", true),
      ("http://127.0.0.1.example.org", false), ("http://localhost.example.org", false),
      ("http://127.0.0.1@example.org", nil), ("http://10.0.0.1", false),
      ("http://example.org/127.0.0.1", false), ("http://example.org#@127.0.0.1", false),
      ("http://[::ffff:127.0.0.1]", false), ("ftp://127.0.0.1", nil), ("nonsense", nil), ("", nil),
    ] as [(String, Bool?)])
  func loopback(address: String, expected: Bool?) {
    #expect(HTTPAddress(address)?.isLoopback == expected)
  }

  @Test("keep port, path and query")
  func parts() {
    #expect(
      HTTPAddress("HTTPS://Example.org:8443/a/b?c=d#e")?.text == "https://example.org:8443/a/b?c=d")
    #expect(HTTPAddress("https://example.org")?.text == "https://example.org/")
  }
}
