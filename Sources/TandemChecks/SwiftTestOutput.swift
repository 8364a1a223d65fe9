import TandemCore

/// What `swift test --parallel --verbose` prints: the words of each XCTest, which runs in a process
/// of its own, then those of all tests of Swift Testing, which share one.
///
/// The xunit files tell a skipped XCTest and one that left its process with 0 as passed, a crash as
/// any failure, and stop short where Swift Testing's process dies: the words say all of that.
struct SwiftTestOutput {
  /// What one XCTest printed.
  struct Case {
    /// How it ended; nil where it never did.
    var status: TestStatus?
    /// Its lines, from its start on.
    var said: [Substring] = []
  }

  /// The class of failure of an XCTest whose process exited with 0 before the test's end.
  static let left = "ProcessExit"

  /// The XCTests by `Suite.test`.
  private var cases: [String: Case] = [:]
  /// The signals that ended processes, by `Target.Suite/test`; Swift Testing's has no name.
  private var signals: [String: Int32] = [:]
  /// Tests of Swift Testing that were started and never ended, as they are displayed.
  private var running: [String] = []
  /// Whether Swift Testing began and did not come to its end.
  private var isSwiftTestingOpen = false

  /// Reads the output.
  init(_ text: String) {
    var current: String?
    for line in text.split(separator: "\n") {
      readSignal(line)
      if let (name, word) = Self.xctest(line) {
        if word == "started" { (current, cases[name]) = (name, Case()) }
        switch word {
        case "passed": cases[name]?.status = .passed
        case "failed": cases[name]?.status = .failed
        case "skipped": cases[name]?.status = .skipped
        default: break
        }
      } else if line.hasSuffix(" Test run started.") {
        (isSwiftTestingOpen, current) = (true, nil)
      } else if isSwiftTestingOpen {
        readSwiftTesting(line.drop { $0 != " " }.dropFirst())
      } else if line.hasPrefix("Test Suite 'Selected tests' started") {
        current = nil
      } else if let current {
        cases[current]?.said.append(line)
      }
    }
  }

  /// Why the tests of Swift Testing cannot be whole; nil where they are.
  var defect: String? {
    let signal = signals[""].map { "was ended by " + Signal.name($0) }
    guard isSwiftTestingOpen || signal != nil else { return nil }
    let place = running.isEmpty ? "" : " while running " + running.prefix(5).joined(separator: ", ")
    return "Swift Testing " + (signal ?? "did not come to its end") + place
  }

  /// The result of an XCTest that ran to its end; nil for any other.
  func result(of id: TestID) -> TestResult? {
    cases[Self.printed(id)]?.status.map { status in
      TestResult(
        id: id, status: status,
        failure: status == .failed ? TestFailure(errorClass: "failure", message: "failed") : nil)
    }
  }

  /// An XCTest's result with what it printed: its file knows passed and failed only.
  func explained(_ result: TestResult) -> TestResult {
    let test = Self.printed(result.id)
    guard let told = cases[test] else { return result }
    var result = result
    if let number = signals[result.id.name] {
      let signal = Signal.name(number)
      result.failure = TestFailure(
        errorClass: signal, message: "the process was ended by \(signal) while this test ran")
    } else if result.status == .passed, told.status != .passed {
      // It threw `XCTSkip`, or left with 0 before its end.
      result.status = told.status == .skipped ? .skipped : .failed
      guard result.status == .failed else { return result }
      result.failure = TestFailure(
        errorClass: Self.left, message: "the process exited while this test ran")
    }
    if let reason = Self.reason(told.said, test) { result.failure?.message = reason }
    result.failure?.trace = Bounds.head(told.said.joined(separator: "\n"), 4_000)
    return result
  }

  /// An XCTest's name as it is printed: `Suite.test` for `Target.Suite/test`.
  private static func printed(_ id: TestID) -> String {
    String(id.name.split(separator: ".", maxSplits: 1).last ?? "").replacing("/", with: ".")
  }

  /// `◇ Test good() started.`, `✔ Test good() passed after …`, without the sign before it.
  private mutating func readSwiftTesting(_ line: Substring) {
    guard line.hasPrefix("Test "), !line.hasPrefix("Test case passing ") else { return }
    let rest = line.dropFirst("Test ".count)
    if rest.hasPrefix("run with "), rest.contains(" after ") {
      isSwiftTestingOpen = false
    } else if rest.hasSuffix(" started.") {
      running.append(String(rest.dropLast(" started.".count)))
    } else if let end = rest.ranges(of: " passed after ").last
      ?? rest.ranges(of: " failed after ").last,
      let index = running.firstIndex(of: String(rest[..<end.lowerBound]))
    {
      running.remove(at: index)
    }
  }

  /// `error: Process '….xctest Target.Suite/test' exited with unexpected signal code 4`, which may
  /// stand in the middle of a line.
  private mutating func readSignal(_ line: Substring) {
    guard let words = line.ranges(of: "' exited with unexpected signal code ").first,
      let number = Int32(line[words.upperBound...].prefix { $0.isNumber }),
      let name = line[..<words.lowerBound].split(separator: " ").last
    else { return }
    signals[name.contains("/") && !name.hasPrefix("/") ? String(name) : ""] = number
  }

  /// `Test Case 'OldTests.testGood' passed (0.001 seconds)`; a print without a line feed may stand
  /// before it.
  private static func xctest(_ line: Substring) -> (name: String, word: Substring)? {
    guard let start = line.ranges(of: "Test Case '").first,
      let end = line[start.upperBound...].firstIndex(of: "'")
    else { return nil }
    let rest = line[line.index(after: end)...].dropFirst()
    return (String(line[start.upperBound..<end]), rest.prefix { $0 != " " })
  }

  /// `…/B.swift:4: error: BTests.testBad : XCTAssert…`, `…/B.swift:5: Fatal error: …`.
  private static func reason(_ lines: [Substring], _ test: String) -> String? {
    for line in lines {
      for words in [": error: \(test) : ", ": Fatal error: "] {
        guard let place = line.ranges(of: words).first else { continue }
        return Bounds.head(String(line[place.upperBound...]), 500)
      }
    }
    return nil
  }
}
