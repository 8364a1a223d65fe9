import Glibc
import TandemTestKit
import Testing

@Suite("An ordinary user's sandbox")
struct OrdinaryUserTests {
  @Test("has the same walls as root's", .enabled { await ReExecution.program != nil })
  func walls() async throws {
    let home = try TemporaryDirectory("nobody")
    #expect(chown(home.path, 65534, 65534) == 0)
    let result = try await ReExecution.run(
      ReExecution.asNobody, filter: "WallTests|NetworkTests", temporary: home.path)
    #expect(result.exitCode == 0, "\(result.output)")
    #expect(result.output.contains("Suite \"Code under test meets a wall\" passed"))
  }
}
