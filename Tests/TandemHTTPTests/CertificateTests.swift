import FoundationEssentials
import TandemHTTP
import TandemTestKit
import Testing

@Suite(
  "Certificates",
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "no openssl"))
struct CertificateTests {
  private static let server = """
    import http.server, ssl
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.send_response(200)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"ok")
        def log_message(self, *words): pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("cert.pem", "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_port, flush=True)
    server.serve_forever()
    """

  @Test("an untrusted one is never ignored, a named authority is trusted, a missing file is told")
  func certificates() async throws {
    let folder = try TemporaryDirectory()
    let made: ProcessResult = try await runProcess(
      [
        "/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
        "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=tandem-test",
        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem",
      ], directory: folder.path)
    try #require(made.exitCode == 0, "\(made.errorOutput)")
    let child = try ChildProcess(
      ["/usr/bin/python3", "-c", Self.server], directory: folder.path, environment: [:])
    var port = ""
    let deadline = ContinuousClock.now + .seconds(20)
    while !port.hasSuffix("\n"), try !child.hasEnded(deadline: deadline) {
      try await Task.sleep(for: .milliseconds(5))
      port = child.result.output
    }
    let fetching = try Fetching([])
    let url = "https://127.0.0.1:\(port.dropLast())/v1/messages"

    let untrusted = await fetching.failure { $0.url = url }
    #expect(untrusted?.kind == .certificate)
    #expect(untrusted?.requestSent == false)
    let trusted = try await fetching.fetch {
      $0.url = url
      $0.caBundle = folder.file("cert.pem")
    }
    #expect(trusted.body == "ok")
    let otherName = await fetching.failure {
      $0.url = url.replacing("127.0.0.1", with: "localhost")
      $0.caBundle = folder.file("cert.pem")
    }
    #expect(otherName?.kind == .certificate)
    let missing = await fetching.failure {
      $0.url = url
      $0.caBundle = folder.file("nothing.pem")
    }
    #expect(missing?.kind == .certificate)
  }
}
