import Glibc
import TandemCore
import TandemSandbox
import TandemTestKit
import Testing

@Suite("Code under test reaches no socket of the host")
struct NetworkTests {
  @Test("neither TCP on the loopback interface, nor an abstract name, nor a path")
  func sockets() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("s")
    let host = try ChildProcess(
      [
        "/usr/bin/python3", "-c",
        """
        import socket, sys, time
        tcp = socket.create_server(("127.0.0.1", 0))
        named = socket.socket(socket.AF_UNIX); named.bind(sys.argv[1]); named.listen()
        abstract = socket.socket(socket.AF_UNIX); abstract.bind("\\0" + sys.argv[1])
        abstract.listen()
        print(tcp.getsockname()[1], flush=True)
        time.sleep(60)
        """, path,
      ], directory: "/", environment: [:])
    while !host.result.output.contains("\n") { try await Task.sleep(for: .milliseconds(10)) }
    let port = host.result.output.split(separator: "\n")[0]
    let attack = """
      /usr/bin/python3 - <<'END'
      import socket
      for family, address in [(socket.AF_INET, ("127.0.0.1", \(port))),
                              (socket.AF_UNIX, "\\0\(path)"), (socket.AF_UNIX, "\(path)")]:
        try:
          socket.socket(family).connect(address)
          print("reached")
        except OSError:
          print("refused")
      END
      """
    #expect(try await Session.unsandboxed(attack).said == "reached\nreached\nreached")
    #expect(try await Session.sandboxed(attack).said == "refused\nrefused\nrefused")
    // The network of the host, asked for, and still no socket by path.
    let open = try await Session.sandboxed(attack, network: true)
    #expect(open.said == "reached\nreached\nrefused")
    host.signal(SIGKILL)
  }
}
