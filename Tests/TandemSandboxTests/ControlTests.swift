import TandemCore
import TandemSandbox
import TandemTestKit
import Testing

@Suite("What ordinary tests need works in the sandbox")
struct ControlTests {
  @Test("the sandbox starts here at level full")
  func probe() async throws {
    let folder = try TemporaryDirectory()
    let report = await SandboxProbe(host: Session.host, folder: folder.path).run()
    #expect(report == SandboxReport(level: .full, scratch: folder.path, obstacle: nil))
  }

  @Test("a shell, its exit code and its output come through")
  func shell() async throws {
    let result = try await Session.sandboxed("echo out; echo err >&2; exit 3")
    #expect(result.output == "out\nerr\n")
    #expect(result.ending == .exited(3))
  }

  @Test("python and pytest of PATH start, through a version manager's shim as well")
  func python() async throws {
    let result = try await Session.sandboxed("python3 -c 'import pytest; print(\"ok\")'")
    #expect(result.said == "ok")
  }

  @Test("the usual devices, pipes and temporary folders work")
  func devices() async throws {
    let result = try await Session.sandboxed(
      """
      set -e
      echo x > /dev/null; head -c 3 /dev/zero | wc -c; head -c 1 /dev/urandom > /dev/null
      echo shm > /dev/shm/f; cat /dev/shm/f
      echo t > /tmp/f; echo h > $HOME/f; echo v > /var/tmp/g; cat /tmp/f $HOME/f /var/tmp/g
      mkfifo /tmp/p; (echo pipe > /tmp/p &) ; cat /tmp/p
      id -u > /tmp/id; ls -d /proc/self > /dev/null
      """)
    #expect(result.said == "3\nshm\nt\nh\nv\npipe")
  }

  @Test("a server on the loopback interface can be reached inside")
  func loopback() async throws {
    let result = try await Session.sandboxed(
      """
      python3 - <<'END'
      import socket, threading
      server = socket.create_server(("localhost", 0))
      threading.Thread(target=lambda: server.accept()[0].sendall(b"hello")).start()
      print(socket.create_connection(server.getsockname()).recv(5).decode())
      a, b = socket.socketpair(); a.send(b"pair"); print(b.recv(4).decode())
      END
      """)
    #expect(result.said == "hello\npair")
  }
}
