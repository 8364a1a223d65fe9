package import TandemCore

/// A run's last test results in the XML that build servers show.
///
/// (The Ant JUnit form as Jenkins' and GitLab's readers take it: suites, cases, one child a case.)
package enum JUnitReport {
  /// The document; nil where no tests ran.
  package static func render(_ run: RunRecord) -> String? {
    guard let tests = run.attempts.last?.verification?.run ?? run.baseline?.run,
      !tests.results.isEmpty
    else { return nil }
    let suites = Dictionary(grouping: tests.results) { suite(of: $0.id) }
      .sorted { $0.key < $1.key }
    let lines = suites.map { name, results in
      """
        <testsuite name="\(escape(name))" tests="\(results.count)" \
      failures="\(results.count { $0.status == .failed })" \
      errors="\(results.count { $0.status.isRed && $0.status != .failed })" \
      skipped="\(results.count { $0.status == .skipped })" \
      time="\(seconds(results.reduce(0) { $0 + ($1.seconds ?? 0) }))">
      \(results.sorted { $0.id < $1.id }.map { testCase($0, in: name) }.joined(separator: "\n"))
        </testsuite>
      """
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="tandem" tests="\(tests.results.count)" time="\(seconds(tests.seconds))">
      \(lines.joined(separator: "\n"))
      </testsuites>

      """
  }

  private static func testCase(_ result: TestResult, in suite: String) -> String {
    let name = result.id.name.hasPrefix(suite) ? result.id.name.dropFirst(suite.count) : ""
    let shown = name.drop { ".:/".contains($0) }
    let head =
      "    <testcase classname=\"\(escape(suite))\" "
      + "name=\"\(escape(shown.isEmpty ? result.id.name : String(shown)))\" "
      + "time=\"\(seconds(result.seconds ?? 0))\""
    if result.status == .skipped { return head + "><skipped/></testcase>" }
    guard result.status.isRed else { return head + "/>" }
    let kind = result.status == .failed ? "failure" : "error"
    let failure = result.failure
    return head
      + "><\(kind) type=\"\(escape(failure?.errorClass ?? result.status.rawValue))\" "
      + "message=\"\(escape(failure?.message ?? ""))\">\(escape(failure?.trace ?? ""))"
      + "</\(kind)></testcase>"
  }

  /// What a test's name begins with, up to its last part.
  private static func suite(of id: TestID) -> String {
    let name = id.name
    if let colons = name.ranges(of: "::").last {
      return String(name[..<colons.lowerBound])
    }
    guard let dot = name.lastIndex(of: "."), !name[dot...].contains(" ") else { return "tests" }
    return String(name[..<dot])
  }

  private static func seconds(_ seconds: Double) -> String {
    let thousandths = Int((seconds * 1_000).rounded())
    let rest = String(thousandths % 1_000)
    return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }

  /// Text inside an attribute or element; what XML cannot hold is shown as a replacement character.
  private static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n": escaped += "&#10;"
      case "\t": escaped += "&#9;"
      default:
        let isText = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        escaped.unicodeScalars.append(isText ? scalar : "\u{FFFD}")
      }
    }
    return escaped
  }
}
