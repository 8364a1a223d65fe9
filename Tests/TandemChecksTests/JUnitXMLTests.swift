import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

/// The XML of Maven and Gradle, read as the adapters read it.
@Suite struct JUnitXMLTests {
  static let files = [
    "pom.xml": "<project/>",
    "src/test/java/shop/CartTest.java":
      "package shop;\nimport org.junit.jupiter.api.Test;\nclass CartTest { @Test void adds() {} }",
  ]

  static func adapter(_ files: [String: String]) throws -> DetectedTests.Candidate {
    let detected = TestDetection.detect(
      files: files.keys.sorted(), read: { files[$0] }, configured: ConfiguredTests())
    return try #require(detected.candidates.first)
  }

  static func read(_ reports: [String], exit: Int32) throws -> TestRun {
    let invocation = TestInvocation(selection: .whole)
    let tool = "tandem_" + invocation.token
    var collected = [tool + ".list": Array(repeating: UInt8(ascii: "\n"), count: reports.count)]
    for (index, report) in reports.enumerated() {
      collected["\(tool)-\(index + 1).xml"] = Array(report.utf8)
    }
    return try adapter(files).adapter.parse(
      WorkspaceResult(
        command: CommandResult(
          ending: .exited(exit), output: "[ERROR] it failed\n", seconds: 1),
        collected: collected), of: invocation)
  }

  static let surefire = """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuite name="shop.CartTest" time="0.1" tests="4" errors="1" skipped="1" failures="1">
      <properties><property name="a" value="&lt;b&gt;"/></properties>
      <testcase name="adds" classname="shop.CartTest" time="0.01"/>
      <testcase name="sums" classname="shop.CartTest" time="1,234.5">
        <failure message="expected: &lt;42&gt; but was: &lt;41&gt;"
          type="org.opentest4j.AssertionFailedError"><![CDATA[trace
    	at shop.CartTest.sums(CartTest.java:5)]]></failure>
      </testcase>
      <testcase name="off" classname="shop.CartTest"><skipped message="later"/></testcase>
      <testcase name="" classname="shop.CartTest">
        <error message="no server" type="java.lang.IllegalStateException">trace</error>
        <system-out>noise</system-out>
      </testcase>
    </testsuite>
    """

  @Test func `surefire's cases become results`() throws {
    let run = try Self.read([Self.surefire], exit: 1)
    #expect(run.ending == .completed)
    #expect(
      run.results == [
        TestResult(
          id: TestID("shop.CartTest"), status: .error,
          failure: TestFailure(
            errorClass: "java.lang.IllegalStateException", message: "no server", trace: "trace")),
        TestResult(id: TestID("shop.CartTest.adds"), status: .passed, seconds: 0.01),
        TestResult(id: TestID("shop.CartTest.off"), status: .skipped),
        TestResult(
          id: TestID("shop.CartTest.sums"), status: .failed, seconds: 1234.5,
          failure: TestFailure(
            errorClass: "org.opentest4j.AssertionFailedError",
            message: "expected: <42> but was: <41>",
            trace: "trace\n\tat shop.CartTest.sums(CartTest.java:5)")),
      ])
  }

  static let green = "<testsuite tests=\"1\"><testcase name=\"a\" classname=\"A\"/></testsuite>"

  @Test(
    arguments: [
      (String(surefire.prefix(500)), 1, "no whole XML"),
      (surefire.replacing("tests=\"4\"", with: "tests=\"5\""), 1, "holds 4 tests and counts 5"),
      ("<!DOCTYPE a [<!ENTITY b \"c\">]>" + green, 0, "document type"),
      (surefire, 0, "yet the runner exited with 0"),
      (green, 1, "no test is red and yet the runner failed ([ERROR] it failed)"),
    ] as [(String, Int32, String)])
  func `a report that is cut, forged or against its counts is not believed`(
    report: String, exit: Int32, reason: String
  ) throws {
    let run = try Self.read([report], exit: exit)
    guard case .broken(let said) = run.ending else {
      Issue.record("\(run.ending)")
      return
    }
    #expect(said.contains(reason))
  }

  @Test func `suites inside suites are counted once`() throws {
    let nested =
      "<testsuites tests=\"2\"><testsuite tests=\"2\"><testsuite tests=\"1\">"
      + "<testcase name=\"a\" classname=\"A\"/></testsuite><testcase name=\"a\" classname=\"A\"/>"
      + "</testsuite></testsuites>"
    #expect(try Self.read([nested], exit: 0).statuses == ["A.a": .passed, "A.a #2": .passed])
  }

  @Test func `maven, gradle and make are found and say why`() throws {
    let maven = try Self.adapter(Self.files)
    #expect(
      maven.reason
        == "pom.xml is a Maven project and src/test/java/shop/CartTest.java has tests")
    let tests = TestSelection.tests([TestID("shop.CartTest.adds"), TestID("shop.CartTest.sums")])
    #expect(
      maven.adapter.shown(tests) == "mvn test '-Dtest=shop.CartTest#adds,shop.CartTest#sums'")
    var files = Self.files
    files["pom.xml"] = nil
    files["build.gradle.kts"] = "plugins { java }"
    let gradle = try Self.adapter(files)
    #expect(gradle.adapter.name == "gradle")
    #expect(
      gradle.adapter.shown(tests)
        == "gradle test --tests shop.CartTest.adds --tests shop.CartTest.sums")
    let make = try Self.adapter(["Makefile": "all: x\ntest := 1\ncheck: all\n\t./run\n"])
    #expect(make.reason == "Makefile has a target `check`; only its exit code is read")
    #expect(make.adapter.shown(.whole) == "make check" && !make.adapter.reportsEachTest)
  }
}
