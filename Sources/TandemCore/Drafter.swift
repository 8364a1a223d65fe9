/// The seam to whoever writes a change: the builtin repair, or a model's tool loop.
package protocol Drafter: Sendable {
  /// The tier this drafter works at.
  var tier: Tier { get }

  /// Writes a change inside the assignment's contract.
  ///
  /// - Throws: `ModelFailure` or `CommandFailure` where the infrastructure failed; giving up is a
  ///   value.
  func draft(_ assignment: DraftAssignment) async throws -> Draft
}

/// What a drafter is given: never a transcript.
package struct DraftAssignment: Codable, Sendable, Hashable {
  /// The report.
  package var report: BugReport
  /// What was agreed.
  package var contract: ChangeContract
  /// The ranked files with their regions.
  package var ranking: [RankedFile]
  /// What fails before anything is changed.
  package var baseline: Baseline
  /// What an earlier attempt left: its diff and the digest of what went wrong.
  package var packet: Packet?
  /// What the user said in addition.
  package var hint: String?
  /// Seconds this draft may take.
  package var seconds: Double

  /// Makes an assignment from its parts.
  package init(
    report: BugReport, contract: ChangeContract, ranking: [RankedFile], baseline: Baseline,
    packet: Packet? = nil, hint: String? = nil, seconds: Double
  ) {
    self.report = report
    self.contract = contract
    self.ranking = ranking
    self.baseline = baseline
    self.packet = packet
    self.hint = hint
    self.seconds = seconds
  }
}

/// What is handed from an attempt to the next: diff and digest, bounded.
package struct Packet: Codable, Sendable, Hashable {
  /// The earlier attempt's changed files.
  package var changes: [FileChange]
  /// The earlier attempt as a diff, bounded.
  package var diff: String
  /// What went wrong: failing tests with class and message, findings, the gate's sentence.
  package var digest: String
  /// Facts found on the way.
  package var evidence: [String]

  /// Makes a packet from its parts.
  package init(changes: [FileChange], diff: String, digest: String, evidence: [String] = []) {
    self.changes = changes
    self.diff = diff
    self.digest = digest
    self.evidence = evidence
  }
}
