import TandemChecks
import TandemCore
import TandemTestKit
import TandemWorkspace
import Testing

/// Maven without the network, on the plugins of Debian's own repository.
@Suite struct MavenAdapterTests {
  static let needs = ["mvn", "/usr/share/maven-repo/junit/junit", ToolNeed.long]
  static let pom = """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>fx</groupId><artifactId>fx</artifactId><version>1</version>
      <properties>
        <maven.compiler.source>8</maven.compiler.source>
        <maven.compiler.target>8</maven.compiler.target>
      </properties>
      <dependencies><dependency>
        <groupId>junit</groupId><artifactId>junit</artifactId><version>4.13.2</version>
      </dependency></dependencies>
    </project>
    """
  static let command = ["mvn", "-Dmaven.repo.local=/usr/share/maven-repo", "test"]

  @Test func `kinds are surefire's own, red once is flaky and a crash hides no class`() async throws
  {
    let scene = try await AdapterScene(
      [
        "pom.xml": Self.pom,
        "src/test/java/ATest.java": """
        import org.junit.*;
        public class ATest {
          @Test public void good() {}
          @Test public void bad() { Assert.assertEquals(42, 41); }
          @Ignore @Test public void off() {}
          @Test public void flaky() { Assert.assertNotEquals("1", System.getenv("RUN")); }
        }
        """,
      ], needs: Self.needs, configured: ConfiguredTests(command: Self.command))
    let baseline = try await scene.baseline()
    #expect(baseline.run?.ending == .completed, "\(baseline.run?.output ?? "")")
    #expect(
      baseline.run?.statuses == [
        "ATest.good": .passed, "ATest.bad": .failed, "ATest.off": .skipped, "ATest.flaky": .failed,
      ])
    #expect(baseline.flaky == [TestID("ATest.flaky")])
    let crash = FileChange(
      path: "src/test/java/BTest.java",
      text: "public class BTest { @org.junit.Test public void dies() { "
        + "Runtime.getRuntime().halt(134); } }")
    let dead = try await scene.run(changes: [crash])
    guard case .broken(let reason) = dead.ending else {
      Issue.record("\(dead.ending) \(dead.statuses)")
      return
    }
    #expect(reason.hasPrefix("the process ended while running BTest ("), "\(reason)")
    #expect(dead.ids(.passed).allSatisfy { $0.hasPrefix("ATest.") })
  }

  @Test func `a module that does not build hides behind no red test of another`() {
    let invocation = TestInvocation(selection: .whole)
    let tool = "tandem_" + invocation.token
    let output = """
      [ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:2.22.3:test \
      (default-test) on project a: There are test failures.
      [ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.10.1:compile \
      (default-compile) on project b: Compilation failure
      """
    let report = """
      <testsuite tests="1"><testcase classname="ATest" name="bad"><failure/></testcase></testsuite>
      """
    let run = MavenAdapter(paths: [], read: { _ in nil }).parse(
      WorkspaceResult(
        command: CommandResult(ending: .exited(1), output: output, seconds: 1),
        collected: [tool + ".list": Array("a\n".utf8), tool + "-1.xml": Array(report.utf8)]),
      of: invocation)
    guard case .broken(let reason) = run.ending else {
      Issue.record("\(run.ending)")
      return
    }
    #expect(reason.hasPrefix("Maven stopped before all tests were told ("))
    #expect(run.statuses == ["ATest.bad": .failed])
  }
}
