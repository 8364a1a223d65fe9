/// What came of a review of somebody's diff: a verdict, and findings that a rerun finds again.
package struct ReviewResult: Codable, Sendable, Hashable {
  /// What the reviewer says.
  package var verdict: Review.Verdict
  /// Its reasons, in two or three sentences.
  package var summary: String
  /// Who reviewed: `builtin` for the deterministic checks alone.
  package var tier: Tier
  /// The model that reviewed; nil where none did.
  package var model: String?
  /// The findings, worst first.
  package var findings: [MarkedFinding]
  /// The reviewer's findings that quote nothing of the diff and were thrown away.
  package var dropped: Int
  /// What was not looked at or not done, one sentence each.
  package var limits: [String]

  /// Makes a result from its parts.
  package init(
    verdict: Review.Verdict, summary: String, tier: Tier, model: String? = nil,
    findings: [MarkedFinding], dropped: Int = 0, limits: [String] = []
  ) {
    self.verdict = verdict
    self.summary = summary
    self.tier = tier
    self.model = model
    self.findings = findings
    self.dropped = dropped
    self.limits = limits
  }

  /// How bad it is: the worst finding, or what the verdict says where that is worse; nil where
  /// there is nothing against the diff.
  package var worst: Finding.Severity? {
    let said: Finding.Severity? =
      switch verdict {
      case .accept: nil
      case .revise: .warning
      case .askPerson: .risk
      case .reject: .error
      }
    return (findings.map(\.finding.severity) + [said].compactMap(\.self)).max()
  }
}

/// A finding with its place in the diff and the name that a rerun gives it again.
package struct MarkedFinding: Codable, Sendable, Hashable {
  /// The finding.
  package var finding: Finding
  /// Stable over reruns and moved lines; see `Fingerprint`.
  package var fingerprint: String
  /// The header of the hunk it is in, `@@ -1,2 +1,3 @@`; nil where it is about a whole file.
  package var hunk: String?

  /// Makes a marked finding from its parts.
  package init(finding: Finding, fingerprint: String, hunk: String?) {
    self.finding = finding
    self.fingerprint = fingerprint
    self.hunk = hunk
  }
}
