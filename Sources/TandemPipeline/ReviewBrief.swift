import TandemCore
import TandemPrompts

/// What a reviewer is told beside the diff.
struct ReviewBrief {
  /// The most bytes of a diff that a reviewer reads.
  static let diffLimit = 40_000

  /// The bug report, in its own words.
  var report: String
  /// What the change may do.
  var contract: String
  /// What the tests say of the base.
  var baseline: Baseline
  /// What is part of every draft: a reproducing test, written before.
  var frozen: [FileChange] = []

  init(report: String, contract: String, baseline: Baseline, frozen: [FileChange] = []) {
    self.frozen = frozen
    self.report = report
    self.contract = contract
    self.baseline = baseline
  }

  /// The brief for somebody's diff, which may have neither report nor contract.
  init(_ subject: ReviewSubject, _ baseline: Baseline) {
    report =
      subject.report?.text
      ?? "None was given. Say what the diff does and whether it is right by itself."
    contract =
      subject.contract.map { PromptTexts.contract($0) }
      ?? (subject.scope.isEmpty
        ? "There is none: a person made this diff, or a tool did."
        : "There is none, but the change was to stay in \(subject.scope.joined(separator: ", ")).")
    self.baseline = baseline
  }
}
