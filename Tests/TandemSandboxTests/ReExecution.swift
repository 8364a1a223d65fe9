import Glibc
import TandemTestKit
import Testing

/// This test program, run once more in other circumstances.
enum ReExecution {
  /// Its path, where root runs it and every user may.
  static var program: String? {
    get async {
      guard geteuid() == 0, let path = realpath("/proc/self/exe", nil) else { return nil }
      defer { free(path) }
      let program = String(cString: path)
      let trial = try? await runProcess(
        asNobody + ["/usr/bin/test", "-x", program], directory: "/tmp")
      return program.hasSuffix(".xctest") && trial?.exitCode == 0 ? program : nil
    }
  }

  /// Begins a command line that goes on as an ordinary user.
  static let asNobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]

  /// Runs the tests that match `filter` with `temporary` as the folder for temporary files.
  static func run(
    _ prefix: [String], filter: String, temporary: String
  ) async throws -> ProcessResult {
    let program = try #require(await program)
    var result = try await runProcess(
      prefix + [program, "--testing-library", "swift-testing", "--filter", filter],
      directory: "/",
      environment: ["PATH": "/usr/bin:/bin", "HOME": temporary, "TMPDIR": temporary])
    result.output += result.errorOutput
    return result
  }
}
