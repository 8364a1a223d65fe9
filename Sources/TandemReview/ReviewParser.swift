package import TandemCore

/// Reads a model reviewer's answer; what does not fit is said in words for the one re-ask.
package enum ReviewParser {
  /// Returns the review.
  ///
  /// Its findings are not yet held against the diff: see `Evidence`.
  package static func parse(
    _ answer: JSONValue, tier: Tier = .premium
  ) throws(ReviewError) -> Review {
    guard answer.object != nil else { throw ReviewError(["the answer must be one JSON object"]) }
    var problems: [String] = []
    let verdict = answer["verdict"]?.string.flatMap(Review.Verdict.init)
    if verdict == nil {
      problems.append("`verdict` must be one of accept, revise, reject, askPerson")
    }
    let summary = answer["summary"]?.string ?? ""
    if !summary.contains(where: { !$0.isWhitespace }) {
      problems.append("`summary` must say why, in two or three sentences")
    }
    var findings: [Finding] = []
    if let items = answer["findings"]?.array {
      for (index, item) in items.enumerated() {
        if let finding = finding(item) {
          findings.append(finding)
        } else {
          problems.append(
            "finding \(index + 1) needs `path`, `quote`, `message` as strings, `line` as an integer "
              + "and `severity` as one of note, warning, risk, error")
        }
      }
    } else {
      problems.append("`findings` must be a list; an empty one is fine")
    }
    if verdict == .revise, findings.isEmpty, problems.isEmpty {
      problems.append("the verdict is revise, but no finding says what to mend")
    }
    guard let verdict, problems.isEmpty else { throw ReviewError(problems) }
    return Review(
      verdict: verdict, summary: summary, findings: findings.sorted { $0.severity > $1.severity },
      tier: tier)
  }

  private static func finding(_ item: JSONValue) -> Finding? {
    guard let path = item["path"]?.string, let quote = item["quote"]?.string,
      let message = item["message"]?.string,
      let severity = item["severity"]?.string.flatMap(Finding.Severity.init)
    else { return nil }
    let line = item["line"]?.integer.flatMap { $0 > 0 ? Int(exactly: $0) : nil }
    return Finding(
      rule: "reviewer", severity: severity, path: path, line: line, quote: quote, message: message)
  }
}

/// Why a reviewer's answer cannot be used: every problem, so that one re-ask is enough.
package struct ReviewError: Error, Codable, Sendable, Hashable, CustomStringConvertible {
  /// What does not fit, one sentence each.
  package var problems: [String]

  /// Makes an error from its problems.
  package init(_ problems: [String]) { self.problems = problems }

  /// The problems, one a line.
  package var description: String { problems.map { "- " + $0 }.joined(separator: "\n") }
}
