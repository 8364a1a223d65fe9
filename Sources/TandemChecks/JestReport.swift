import FoundationEssentials
import TandemCore

/// The JSON report of jest, which vitest's reporter writes too: test files with their assertions.
struct JestReport: Decodable {
  private var numTotalTests: Int
  private var numFailedTests: Int
  private var wasInterrupted: Bool?
  private var testResults: [File]

  private struct File: Decodable {
    var name: String
    var status: String
    var message: String?
    var assertionResults: [Assertion]
  }

  private struct Assertion: Decodable {
    var ancestorTitles: [String]
    var title: String
    var status: String
    var duration: Double?
    var failureMessages: [String]?
  }

  /// Reads a report; nil where it is none.
  init?(_ bytes: [UInt8]) {
    guard let report = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
    self = report
  }

  /// The results; absolute paths are told from `place`, the folder that the runner ran in.
  func reading(from place: String) -> RunReading {
    var names = RepeatedNames()
    var reading = RunReading()
    var failed = 0
    for file in testResults {
      let path = Self.relative(file.name, to: place)
      for one in file.assertionResults {
        let titles = one.ancestorTitles.filter { !$0.isEmpty } + [one.title]
        let id = names.unique(([path] + titles).joined(separator: "::"))
        let status = Self.status(one.status)
        if status.isRed { failed += 1 }
        reading.results.append(
          TestResult(
            id: TestID(id), status: status, seconds: one.duration.map { $0 / 1000 },
            failure: status.isRed ? Self.failure(one.failureMessages?.first ?? "") : nil))
      }
      // A file that could not be loaded, or whose hooks failed, is red without a red test.
      let isExplained = file.assertionResults.contains { Self.status($0.status).isRed }
      if file.status == "failed", !isExplained {
        reading.results.append(
          TestResult(id: TestID(path), status: .error, failure: Self.failure(file.message ?? "")))
      }
    }
    let told = testResults.reduce(0) { $0 + $1.assertionResults.count }
    if told != numTotalTests || failed != numFailedTests {
      reading.defect =
        "the report holds \(told) tests, \(failed) of them red, and counts \(numTotalTests) "
        + "and \(numFailedTests)"
    } else if wasInterrupted == true {
      reading.defect = "the runner was interrupted"
    }
    return reading
  }

  private static func status(_ word: String) -> TestStatus {
    switch word {
    case "passed": .passed
    case "failed": .failed
    default: .skipped
    }
  }

  /// Class, message and trace of a printed error, without its colours.
  private static func failure(_ text: String) -> TestFailure {
    let text = plain(text)
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    let isError = { (line: Substring) in
      line.prefix { $0.isLetter || $0 == "." }.hasSuffix("Error") && line.contains(":")
    }
    let head = lines.first(where: isError) ?? lines.first ?? ""
    let errorClass = isError(head) ? String(head.prefix { $0 != ":" }) : "failure"
    let message =
      isError(head) ? head.drop { $0 != ":" }.dropFirst().drop { $0 == " " } : head
    return TestFailure(
      errorClass: Bounds.head(errorClass, 200), message: Bounds.head(String(message), 500),
      trace: Bounds.tail(text, 4_000))
  }

  private static func plain(_ text: String) -> String {
    var plain = ""
    var isColour = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" {
        isColour = true
      } else if isColour {
        if scalar.properties.isAlphabetic { isColour = false }
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }

  private static func relative(_ path: String, to place: String) -> String {
    path.hasPrefix("/")
      ? RepositoryFolder(place).relative(RepositoryFolder(path).path) : RepositoryFolder(path).path
  }
}
