import TandemCode
import TandemCore

extension RunnerReachCheck {
  /// How code reaches for the runners of languages other than Python.
  static let runnersOfOthers: [Row] = [
    Row(
      rule: .runnerReached, severity: .risk, languages: [.javaScript, .typeScript],
      patterns: [
        "globalThis.expect", "global.expect", "globalThis.it=", "global.it=", "globalThis.test=",
        "global.test=", "assert.equal=", "assert.strictEqual=", "assert.deepEqual=",
        "assert.deepStrictEqual=", "assert.ok=", "process.exitCode=", "process.on(\"exit\"",
        "process.reallyExit", "jest.retryTimes(", "Jasmine.prototype", "Runner.prototype",
        "Suite.prototype", "Test.prototype",
      ],
      message: "code under test must not change what tests it"),
    Row(
      rule: .runnerReached, severity: .risk, languages: [.go],
      patterns: [
        "func TestMain(", "testing.MainStart(", "testing.Init(", "flag.Set(\"test.",
        "flag.Lookup(\"test.", "GOTEST", "testlog.",
      ],
      message: "this decides how a package's tests run and end"),
    Row(
      rule: .runnerReached, severity: .risk, languages: [.rust],
      patterns: [
        "panic::set_hook(", "panic::take_hook(", "RUST_TEST_", "libtest", "test_main_static",
        "custom_test_frameworks", "test_runner(",
      ],
      message: "this decides how tests run and how a failed one is told"),
    Row(
      rule: .runnerReached, severity: .risk, languages: [.java],
      patterns: [
        "TestExecutionListener", "TestExecutionExceptionHandler", "InvocationInterceptor",
        "ExecutionCondition", "TestWatcher", "RunListener", "System.setSecurityManager(",
        "implements TestRule", "LauncherSessionListener",
      ],
      message: "code under test must not change what tests it"),
    Row(
      rule: .runnerReached, severity: .risk, languages: [.swift],
      patterns: [
        "XCTestObservation", "override func record(", "override func invokeTest(",
        "override func perform(", "XCTestSuite.default", "TestScoping", "IssueHandlingTrait",
      ],
      message: "code under test must not change what tests it"),
  ]
}
