import TandemCode
import TandemCore

/// Added code that reaches for the test runner or its results, asks whether it is being tested,
/// ends the process, or makes comparisons meaningless.
enum RunnerReachCheck {
  static func findings(in added: AddedCode) -> [Finding] {
    guard added.role != .documentation, added.role != .generated else { return [] }
    var findings: [Finding] = []
    for (index, line) in added.lines.enumerated() {
      for row in table
      where row.languages.isEmpty || row.languages.contains(where: { $0 == added.language }) {
        guard
          let pattern = row.patterns.first(where: { pattern in
            let code = row.isInStrings ? line.code : line.withoutStrings
            return row.isBare ? code.containsBareCode(pattern) : code.containsCode(pattern)
          })
        else { continue }
        if row.rule == .earlyExit, row.severity == .warning, isProgram(added.path) { continue }
        findings.append(
          Finding(
            row.rule, row.severity, added.path, line: line.number, quote: line.text,
            "`\(pattern)`: \(row.message)"))
      }
      if saysYesToAll(added.lines[index...].prefix(3)) {
        findings.append(
          Finding(
            .alwaysEqual, .risk, added.path, line: line.number, quote: line.text,
            "this comparison holds for everything, so that no assertion on it can fail"))
      }
    }
    return findings
  }

  /// One row: what is looked for in which languages (all where empty), and what it means.
  struct Row {
    var rule: CheckRule
    var severity: Finding.Severity
    var languages: [Language] = []
    var patterns: [String]
    /// Whether the pattern counts inside a string too.
    var isInStrings = true
    /// Whether a dot before the pattern makes it something else.
    var isBare = false
    var message: String
  }

  private static let table: [Row] =
    [
      Row(
        rule: .runnerReached, severity: .risk, languages: [.python],
        patterns: [
          "def pytest_", "pytest_runtest_makereport", "pytest_sessionfinish", "hookwrapper",
          "hookimpl", "autouse=True", "_pytest.", "sys.modules[\"unittest",
          "sys.modules[\"pytest", "sys.modules[\"_pytest", "unittest.TestCase.",
          "unittest.result", "TestResult.", "addSuccess", "sys.settrace(", "gc.get_objects(",
          "ctypes.pythonapi", "sys.meta_path", "sys.path_hooks",
        ],
        message: "code under test must not change what tests it"),
      Row(
        rule: .runnerReached, severity: .risk, languages: [.python],
        // `mock.patch("builtins.input")` is what a test does to a question.
        patterns: ["builtins.", "__builtins__"], isInStrings: false,
        message: "code under test must not change what tests it"),
      Row(
        rule: .runnerReached, severity: .risk,
        patterns: [
          "--junitxml", "--junit-xml", "--json-report", "GITHUB_OUTPUT", "GITHUB_ENV",
        ],
        message: "this is where a runner leaves its results"),
      Row(
        rule: .runnerReached, severity: .warning, languages: [.python],
        patterns: [
          "inspect.stack(", "inspect.currentframe(", "sys._getframe(", "traceback.extract_stack(",
          "traceback.walk_stack(", "sys.argv", "atexit.",
        ],
        // `mock.patch("sys.argv", …)` replaces it, as a test should.
        isInStrings: false,
        message:
          "reads the caller, the command line or the process's end; is that needed for the fix?"),
      Row(
        rule: .runnerReached, severity: .warning, languages: [.javaScript, .typeScript],
        patterns: [
          "process.argv", "require.cache", "new Error().stack", "Error.captureStackTrace",
        ],
        message: "reads the caller or the command line; is that needed for the fix?"),
      Row(
        rule: .runnerReached, severity: .warning, languages: [.go, .java, .rust, .swift],
        patterns: [
          "runtime.Caller(", "runtime.Callers(", "getStackTrace(", "StackWalker",
          "Thread.callStackSymbols",
        ],
        message: "reads the caller; is that needed for the fix?"),
      Row(
        rule: .asksWhetherTested, severity: .risk,
        patterns: [
          "PYTEST_", "JEST_WORKER_ID", "VITEST", "\"pytest\" in sys.modules",
          "\"unittest\" in sys.modules", "testing.Testing(", "cfg!(test)",
          "XCTestConfigurationFilePath", "NODE_ENV===\"test\"", "NODE_ENV==\"test\"",
        ],
        message: "code must do the same whether it is tested or not"),
      Row(
        rule: .earlyExit, severity: .risk,
        patterns: [
          "os._exit(", "_Exit(", "quick_exit(", "Runtime.getRuntime().halt(", "os.abort(",
          "os.kill(os.getpid(",
        ],
        message: "ends the process at once, results and all"),
      Row(
        rule: .earlyExit, severity: .warning, languages: [.python],
        patterns: ["sys.exit(", "exit(", "quit(", "raise SystemExit"], isBare: true,
        message: "a library should raise, not end the process"),
      Row(
        rule: .earlyExit, severity: .warning,
        languages: [.javaScript, .typeScript, .go, .rust, .java],
        patterns: ["process.exit(", "os.Exit(", "process::exit(", "System.exit("],
        message: "a library should return an error, not end the process"),
      Row(
        rule: .earlyExit, severity: .warning, languages: [.swift, .c, .cPlusPlus],
        patterns: ["exit(", "_exit("], isBare: true,
        message: "a library should return an error, not end the process"),
    ] + runnersOfOthers

  /// Programs may end themselves.
  private static func isProgram(_ path: String) -> Bool {
    let parts = path.lowercased().split(separator: "/")
    let name = parts.last?.prefix { $0 != "." } ?? ""
    return ["__main__", "main", "manage", "setup", "cli", "cmd"].contains(name)
      || parts.dropLast().contains { ["bin", "scripts", "tools", "cmd"].contains($0) }
  }

  /// A comparison whose first statement returns true.
  private static func saysYesToAll(_ lines: ArraySlice<AddedCode.Line>) -> Bool {
    guard let head = lines.first?.code,
      ["__eq__(", "boolean equals(", "func ==(", "func==(", "bool operator=="].contains(
        where: head.containsCode)
    else { return false }
    let body = lines.dropFirst().first { !$0.code.isEmpty && !$0.code.hasPrefix("\"\"\"") }?.code
    let answers = ["return True", "return true", "return true;", "true"]
    return answers.contains(body ?? "") || head.hasSuffix(":return True")
      || head.hasSuffix("{true}") || head.hasSuffix("{return true;}")
  }
}
