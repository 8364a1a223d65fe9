package import TandemCore

/// A review as one JSON object, versioned: `tandem.review/1`.
package enum ReviewJSON {
  /// The object; money in micro-dollars, times in seconds.
  package static func object(_ run: RunRecord) -> JSONValue {
    guard let result = run.reviewed, let subject = run.request.review else { return .null }
    var isFinished = false
    if case .reviewed = run.outcome { isFinished = true }
    let tests = run.attempts.last?.verification
    return [
      "schema": "tandem.review/1", "run": .string(run.id), "version": .string(run.version),
      "what": .string(subject.name), "base": .string(run.request.base),
      "finished": .bool(isFinished),
      "verdict": .string(result.verdict.rawValue), "summary": .string(result.summary),
      "reviewer": result.model.map(JSONValue.string) ?? .null,
      "reviewed_by_model": .bool(result.tier == .premium),
      "findings": .array(result.findings.map(finding)),
      "dropped_findings": .integer(Int64(result.dropped)),
      "limits": .array(result.limits.map(JSONValue.string)),
      "files": .array(subject.diff.files.map { .string($0.path) }),
      "added_lines": .integer(Int64(subject.diff.addedLines)),
      "removed_lines": .integer(Int64(subject.diff.removedLines)),
      "tests": tests.map(Self.tests) ?? .null,
      "cost_micro_usd": .integer(run.cost.models.value), "seconds": .number(run.seconds),
    ]
  }

  private static func finding(_ marked: MarkedFinding) -> JSONValue {
    let finding = marked.finding
    return [
      "rule": .string(finding.rule), "severity": .string(finding.severity.rawValue),
      "path": .string(finding.path),
      "line": finding.line.map { .integer(Int64($0)) } ?? .null,
      "quote": .string(finding.quote), "message": .string(finding.message),
      "hunk": marked.hunk.map(JSONValue.string) ?? .null,
      "fingerprint": .string(marked.fingerprint),
    ]
  }

  private static func tests(_ verification: Verification) -> JSONValue {
    func names(_ tests: [TestID]) -> JSONValue { .array(tests.map { .string($0.name) }) }
    return [
      "turned_green": names(verification.turnedGreen), "turned_red": names(verification.broken),
      "vanished": names(verification.vanished), "still_red": names(verification.stillRed),
      "new_green": names(verification.newGreen), "new_red": names(verification.newRed),
      "ignored": names(verification.ignored),
    ]
  }
}
