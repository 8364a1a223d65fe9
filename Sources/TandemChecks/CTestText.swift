import TandemCore

/// What CTest prints: a line a test, its output below where it failed, and a count at the end.
struct CTestText {
  /// One result a test.
  private(set) var results: [TestResult] = []
  /// Why the text cannot be whole; nil where it is.
  private(set) var defect: String? = "ctest did not come to its end"

  /// Reads the text after the line that ends in `begin`.
  init(_ text: String, begin: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.firstIndex { $0.hasSuffix(begin) } ?? lines.startIndex
    var names = RepeatedNames()
    var declared: Int?
    for line in lines[start...] {
      if let (name, total, status, words) = Self.test(line) {
        declared = declared ?? total
        let failure = TestFailure(errorClass: words, message: words)
        results.append(
          TestResult(
            id: TestID(names.unique(name)), status: status, failure: status.isRed ? failure : nil))
      } else if line.contains("% tests passed, ") {
        defect = nil
      } else if let last = results.indices.last, results[last].failure != nil, defect != nil {
        let said = (results[last].failure?.trace ?? "") + line + "\n"
        results[last].failure?.trace = Bounds.tail(said, 4_000)
      }
    }
    // The first line of a program's own words says more than how it ended.
    for index in results.indices {
      guard let failure = results[index].failure else { continue }
      let said = failure.trace.split(separator: "\n").first { !$0.hasPrefix("    Start ") }
      if let said { results[index].failure?.message = Bounds.head(String(said), 500) }
    }
    if defect == nil, let declared, declared != results.count {
      defect = "ctest told \(results.count) results of \(declared)"
    }
  }

  /// `2/7 Test #2: bad one ....***Failed    0.01 sec`.
  private static func test(
    _ line: Substring
  ) -> (name: String, total: Int, status: TestStatus, words: String)? {
    guard let mark = line.ranges(of: " Test ").first,
      let colon = line[mark.upperBound...].firstIndex(of: ":")
    else { return nil }
    let place = line[..<mark.lowerBound].split(separator: "/")
    guard place.count == 2, Int(place[0].drop { $0 == " " }) != nil,
      let total = Int(place[1].prefix { $0 != " " })
    else { return nil }
    let rest = line[line.index(after: colon)...].drop { $0 == " " }
    let dots = rest.ranges(of: " ..").first?.lowerBound ?? rest.ranges(of: "***").first?.lowerBound
    guard let dots else { return nil }
    let name = String(rest[..<dots])
    var verdict = rest[dots...].drop { $0 == " " || $0 == "." || $0 == "*" }
    if let seconds = verdict.ranges(of: "  ").first { verdict = verdict[..<seconds.lowerBound] }
    let words = verdict.hasPrefix("Exception: ") ? verdict.dropFirst(11) : verdict
    if verdict.hasPrefix("Passed") { return (name, total, .passed, "") }
    if verdict.hasPrefix("Skipped") || verdict.hasPrefix("Not Run (Disabled)") {
      return (name, total, .skipped, "")
    }
    if verdict.hasPrefix("Not Run") { return (name, total, .error, "Not Run") }
    // `Subprocess aborted***Exception:`: how it ended stands before the stars.
    return (name, total, .failed, String(words.prefix { $0 != "*" }))
  }
}
