import TandemCore
import TandemReview
import TandemRouting
import TandemTriage

/// Looks at a finished diff of anybody's: checks, tests where they were asked for, a reviewer.
///
/// Nothing is drafted, decided or made: what the findings mean is the reader's affair.
struct ReviewFlow {
  let steps: Steps
  let subject: ReviewSubject

  /// Runs to an outcome.
  ///
  /// What is known is recorded before a model is asked, so that a provider
  /// that fails takes nothing away.
  func run() async throws -> RunOutcome {
    var attempt = Attempt(
      number: 1, draft: Draft(changes: subject.changes, ending: .finished, tier: .human),
      diff: subject.diff, widening: Widening(), verification: nil, findings: subject.findings)
    _ = try await steps.journal.step("checked", summary: Self.summary) {
      marked(Steps.builtinReview(attempt.findings), limits: [])
    }
    var baseline = Baseline(tree: steps.request.tree, runner: nil, reason: steps.testsReason)
    var limits: [String] = []
    if subject.runsTests, !subject.diff.isEmpty {
      switch try await tested() {
      case .ran(let before, let after):
        baseline = before
        attempt.verification = after
        attempt.findings += TestFindings.of(after, in: subject.diff, file: steps.testFile)
      case .not(let reason): limits.append("no test was run: \(reason)")
      }
    }
    let known = attempt
    let contract = subject.contract ?? stated
    let base = baseline
    _ = try await steps.journal.step("attempt.1") {
      AttemptRecord(attempt: known, contract: contract, baseline: base)
    }
    let review = try await verdict(known, base)
    if review.tier == .premium, subject.diff.text.utf8.count > ReviewBrief.diffLimit {
      limits.append(
        "the reviewer read the first \(ReviewBrief.diffLimit) of "
          + "\(subject.diff.text.utf8.count) bytes of the diff; the checks read all of it")
    }
    let said = limits
    let result: ReviewResult = try await steps.journal.step("reviewed") {
      marked(review, limits: said)
    }
    return .reviewed(verdict: result.verdict, reason: result.summary)
  }

  private func verdict(_ attempt: Attempt, _ baseline: Baseline) async throws -> Review {
    guard !subject.diff.isEmpty else {
      return Review(
        verdict: .accept, summary: "There is nothing to review.", findings: [], tier: .builtin)
    }
    return try await steps.review(attempt, ReviewBrief(subject, baseline))
  }

  private func marked(_ review: Review, limits: [String]) -> ReviewResult {
    let texts = Dictionary(subject.changes.map { ($0.path, $0.text) }, uniquingKeysWith: { $1 })
    let fingerprints = Fingerprint.of(review.findings, in: subject.diff) {
      texts[$0].flatMap(\.self)
    }
    return ReviewResult(
      verdict: review.verdict, summary: review.summary, tier: review.tier,
      model: review.tier == .premium ? steps.desk.choices[.premium]?.model : nil,
      findings: zip(review.findings, fingerprints).map { finding, fingerprint in
        MarkedFinding(
          finding: finding, fingerprint: fingerprint,
          hunk: subject.diff.hunk(of: finding)?.header)
      }, dropped: review.dropped ?? 0, limits: limits)
  }

  private static func summary(_ result: ReviewResult) -> String {
    "\(result.findings.count) finding\(result.findings.count == 1 ? "" : "s")"
  }

  /// What stands where a contract would: the files as they are, with no claim to a cause.
  private var stated: ChangeContract {
    ChangeContract(
      cause: "not stated", plan: "not stated", files: subject.diff.files.map(\.path),
      lineBudget: subject.diff.addedLines + subject.diff.removedLines, tier: .human)
  }

  // MARK: - Before and after

  private enum Tested {
    case ran(Baseline, Verification)
    case not(String)
  }

  /// The tests near what the diff touches, on the base and with the diff.
  private func tested() async throws -> Tested {
    guard steps.tests != nil else { return .not(steps.testsReason) }
    guard subject.isWhole else {
      return .not("the diff holds more than text (a link, a mode, a binary file)")
    }
    let triage =
      subject.report.map(TriageRules.triage) ?? Triage(kind: .bug, reason: "nothing is reported")
    let touched = subject.changes.map { RankedFile(path: $0.path, score: 1, reasons: []) }
    let chosen = try await steps.baseline(triage, touched)
    if let run = chosen.baseline.run, run.ending != .completed {
      return .not("the unchanged code's tests did not come to an end")
    }
    let history = History(
      testFiles: chosen.files, contract: subject.contract ?? stated, baseline: chosen.baseline)
    let (after, before) = try await steps.verify(1, subject.changes, history)
    return .ran(before, after)
  }
}
