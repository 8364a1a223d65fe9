import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

@Suite struct JUnitAdapterTests {
  static let needs = ["javac>=11", "/usr/share/java/junit4.jar"]

  @Test func `ids and kinds are JUnit's own, one process for all`() async throws {
    let scene = try await AdapterScene(
      [
        "src/shop/Cart.java": "package shop; class Cart { int total() { return 41; } }",
        "test/shop/CartTest.java": """
        package shop;
        import static org.junit.Assert.*;
        import org.junit.*;
        public class CartTest {
          @Test public void adds() { assertEquals("the sum", 42, new Cart().total()); }
          @Test public void passes() {}
          @Test public void flaky() { assertNotEquals("1", System.getenv("RUN")); }
          @Ignore @Test public void off() {}
          @Test public void assumes() { Assume.assumeTrue(false); }
          @Test(expected = RuntimeException.class) public void raises() {
            throw new IllegalStateException(); }
        }
        """,
        "test/shop/SetUpTest.java": """
        package shop;
        import org.junit.*;
        public class SetUpTest {
          @BeforeClass public static void before() { throw new IllegalStateException("no server"); }
          @Test public void never() {}
        }
        """,
        "java_testcases/GCD_TEST.java":
          "public class GCD_TEST { @org.junit.Test(timeout = 3000) public void test_0() {} }",
      ], needs: Self.needs)
    #expect(
      scene.detected.reason
        == "java_testcases/GCD_TEST.java imports JUnit 4 and there is no build tool")
    let baseline = try await scene.baseline()
    #expect(baseline.run?.ending == .completed)
    #expect(
      baseline.run?.statuses == [
        "shop.CartTest.adds": .failed, "shop.CartTest.passes": .passed,
        "shop.CartTest.flaky": .failed, "shop.CartTest.off": .skipped,
        "shop.CartTest.assumes": .skipped, "shop.CartTest.raises": .passed,
        "shop.SetUpTest": .error, "GCD_TEST.test_0": .passed,
      ])
    #expect(baseline.flaky == [TestID("shop.CartTest.flaky")])
    let failure = baseline.run?.byTest[TestID("shop.CartTest.adds")]?.failure
    #expect(failure?.errorClass == "java.lang.AssertionError")
    #expect(failure?.message == "the sum expected:<42> but was:<41>")
    #expect(failure?.trace.contains("CartTest.java:5") ?? false)
    let one = try await scene.run(.tests([TestID("shop.CartTest.passes")]))
    #expect(one.statuses == ["shop.CartTest.passes": .passed])
    let file = try await scene.run(.files(["test/shop/SetUpTest.java"]))
    #expect(file.statuses == ["shop.SetUpTest": .error])
    #expect(scene.adapter.file(of: TestID("shop.CartTest.adds")) == "test/shop/CartTest.java")
  }

  @Test func `a test that ends the machine is named and nothing is believed`() async throws {
    let test = { (body: String) in
      "import org.junit.*; public class ATest { @Test public void a() { \(body) } }"
    }
    let scene = try await AdapterScene(
      ["ATest.java": test("System.exit(0);")], needs: Self.needs)
    let left = try await scene.run()
    guard case .broken(let reason) = left.ending else {
      Issue.record("\(left.ending)")
      return
    }
    #expect(reason == "the result file has no end (exit 0, no output)")
    #expect(left.statuses == ["ATest.a": .failed])
    let halt = FileChange(
      path: "ATest.java",
      text: test("ProcessHandle.current().pid(); Runtime.getRuntime().halt(134);"))
    let dead = try await scene.run(changes: [halt])
    #expect(dead.ending == .broken(reason: "the runner was ended by SIGABRT while running ATest.a"))
    let typo = FileChange(path: "ATest.java", text: test("int x = \"text\";"))
    let unbuilt = try await scene.run(changes: [typo])
    guard case .broken(let why) = unbuilt.ending else {
      Issue.record("\(unbuilt.ending)")
      return
    }
    #expect(why.contains("ATest.java:1: error: incompatible types"))
  }
}
