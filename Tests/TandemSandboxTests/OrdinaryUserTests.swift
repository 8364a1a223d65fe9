import Glibc
import TandemTestKit
import Testing

@Suite("An ordinary user's sandbox")
struct OrdinaryUserTests {
  private static let asNobody = [
    "/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
  ]

  /// This test program, where root runs it and another user may too.
  private static var program: String? {
    get async {
      guard geteuid() == 0, let path = realpath("/proc/self/exe", nil) else { return nil }
      defer { free(path) }
      let program = String(cString: path)
      let trial = try? await runProcess(
        asNobody + ["/usr/bin/test", "-x", program], directory: "/tmp")
      return program.hasSuffix(".xctest") && trial?.exitCode == 0 ? program : nil
    }
  }

  @Test("has the same walls as root's", .enabled { await program != nil })
  func walls() async throws {
    let program = try #require(await Self.program)
    let home = try TemporaryDirectory("nobody")
    #expect(chown(home.path, 65534, 65534) == 0)
    let result = try await runProcess(
      Self.asNobody + [
        program, "--testing-library", "swift-testing", "--filter", "WallTests|NetworkTests",
      ], directory: home.path,
      environment: ["PATH": "/usr/bin:/bin", "HOME": home.path, "TMPDIR": home.path])
    let output = result.output + result.errorOutput
    #expect(result.exitCode == 0, "\(output)")
    #expect(output.contains("Suite \"Code under test meets a wall\" passed"))
  }
}
