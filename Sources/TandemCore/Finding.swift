/// One remark on a diff, tied to a line that is really there.
package struct Finding: Codable, Sendable, Hashable {
  /// A stable rule name: `outside-contract`, `test-removed`, `secret`, `reviewer`.
  package var rule: String
  /// How bad it is.
  package var severity: Severity
  /// The file.
  package var path: String
  /// 1-based line in the new text (in the old text for removed lines); nil for the whole file.
  package var line: Int?
  /// The line quoted; a finding whose quote is not in the diff is dropped.
  package var quote: String
  /// What is wrong and what to do, in one or two sentences.
  package var message: String

  /// Makes a finding from its parts.
  package init(
    rule: String, severity: Severity, path: String, line: Int?, quote: String, message: String
  ) {
    self.rule = rule
    self.severity = severity
    self.path = path
    self.line = line
    self.quote = quote
    self.message = message
  }

  /// How bad a finding is, worst last.
  package enum Severity: String, Codable, Sendable, Hashable, Comparable, CaseIterable {
    /// Worth knowing.
    case note
    /// Should be looked at.
    case warning
    /// Must not be accepted without a person.
    case risk
    /// Must not be accepted.
    case error

    /// Orders by how bad.
    package static func < (a: Severity, b: Severity) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }
}

/// The review step's output.
package struct Review: Codable, Sendable, Hashable {
  /// What the reviewer says.
  package var verdict: Verdict
  /// Its reasons, in two or three sentences.
  package var summary: String
  /// Findings of the deterministic checks and of the reviewer, worst first.
  package var findings: [Finding]
  /// Who reviewed: `builtin` for the deterministic checks alone.
  package var tier: Tier
  /// The reviewer's findings that quote nothing of the diff and were thrown away; nil for none.
  package var dropped: Int?

  /// Makes a review from its parts.
  package init(
    verdict: Verdict, summary: String, findings: [Finding], tier: Tier, dropped: Int? = nil
  ) {
    self.verdict = verdict
    self.summary = summary
    self.findings = findings
    self.tier = tier
    self.dropped = dropped
  }

  /// What a reviewer says of a diff.
  package enum Verdict: String, Codable, Sendable, Hashable {
    /// Right as it is.
    case accept
    /// Right in kind; one more round with the findings.
    case revise
    /// Wrong.
    case reject
    /// A risk that only a person may accept.
    case askPerson
  }
}
