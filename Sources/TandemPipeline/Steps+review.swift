import TandemCore
import TandemPrompts
import TandemReview
import TandemRouting

extension Steps {
  /// The verdict on a verified draft, from diff, contract and evidence only.
  ///
  /// Without a premium model the deterministic checks are the review, and every report says so.
  func review(_ attempt: Attempt, _ history: History) async throws -> Review {
    try await review(
      attempt,
      ReviewBrief(
        report: request.report.text,
        contract: PromptTexts.contract(
          history.contract.allowing(history.frozen), frozen: history.frozen.map(\.path)),
        baseline: history.baseline, frozen: history.frozen))
  }

  /// The verdict on any diff, from what the brief says of it.
  func review(_ attempt: Attempt, _ brief: ReviewBrief) async throws -> Review {
    // A patch found by search fits its tests by construction: a model reads it wherever there is one.
    let tier =
      attempt.draft.tier == .builtin && tiers.contains(.premium) ? .premium : first(.review)
    return try await journal.step(
      "review.\(attempt.number)", tier: tier, model: desk.choices[tier]?.model,
      summary: {
        "\($0.verdict.rawValue), \($0.findings.count) finding\($0.findings.count == 1 ? "" : "s")"
      }
    ) {
      guard tier != .builtin else { return Self.builtinReview(attempt.findings) }
      let prompt = try Prompt.review.render(
        [
          "report": Fence.wrap(FailureDigest.head(brief.report, 12_000), as: "report"),
          "contract": Fence.wrap(brief.contract, as: "contract"),
          "verification": VerificationText.of(attempt.verification, brief.baseline),
          "findings": FindingText.of(attempt.findings),
          "diff": Fence.wrap(
            FailureDigest.head(attempt.diff.text, ReviewBrief.diffLimit), as: "diff"),
          "context": Fence.wrap(surroundings(attempt, brief.frozen), as: "code"),
        ], override: settings.overrides.text(.review))
      let review = try await answers.ask(
        tier, kind: .review, key: "review.\(attempt.number)", prompt: prompt,
        schema: ReviewSchema.schema, maxOutputTokens: 4_000
      ) { try ReviewParser.parse($0, tier: tier) }
      var kept = review
      let proven = Evidence.keep(review.findings, in: attempt.diff)
      kept.dropped = review.findings.count - proven.count
      kept.findings = (attempt.findings + proven).sorted { $0.severity > $1.severity }
      return kept
    }
  }

  /// What the deterministic checks say, as a review.
  static func builtinReview(_ findings: [Finding]) -> Review {
    let worst = findings.map(\.severity).max()
    let verdict: Review.Verdict =
      switch worst {
      case .error: .reject
      case .risk: .askPerson
      case .warning, .note, nil: .accept
      }
    let summary =
      findings.isEmpty
      ? "The deterministic checks found nothing; no model reviewed this."
      : "The deterministic checks found \(findings.count); no model reviewed this."
    return Review(
      verdict: verdict, summary: summary,
      findings: findings.sorted { $0.severity > $1.severity }, tier: .builtin)
  }

  /// First and last lines to show around hunks; windows that touch are one.
  private static func windows(_ hunks: [DiffHunk], _ count: Int) -> [(Int, Int)] {
    var windows: [(Int, Int)] = []
    for hunk in hunks {
      let first = max(1, hunk.newStart - 12)
      let last = min(count, hunk.newStart + hunk.newCount + 12)
      guard first <= last else { continue }
      if let open = windows.last, first <= open.1 + 1 {
        windows[windows.count - 1].1 = max(last, open.1)
      } else {
        windows.append((first, last))
      }
    }
    return windows
  }

  /// The changed places with twelve lines around them, as they stand after the change.
  private func surroundings(_ attempt: Attempt, _ frozen: [FileChange]) -> String {
    let texts = Dictionary(
      FileChange.merged(frozen + attempt.draft.changes).map { ($0.path, $0.text) },
      uniquingKeysWith: { $1 })
    var shown = ""
    for file in attempt.diff.files {
      guard let text = texts[file.path] ?? tree.text(file.path) else { continue }
      let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
      for (first, last) in Self.windows(file.hunks, lines.count) {
        shown += "\(file.path):\(first)-\(last)\n"
        for number in first...last {
          shown += "\(number)\t\(String(decoding: lines[number - 1], as: UTF8.self))\n"
        }
        if shown.utf8.count > 40_000 { return FailureDigest.head(shown, 40_000) }
      }
    }
    return shown
  }
}

/// Findings as the review prompt shows them.
enum FindingText {
  static func of(_ findings: [Finding]) -> String {
    guard !findings.isEmpty else { return "nothing" }
    let lines = findings.map { finding in
      "\(finding.severity.rawValue) \(finding.rule) at \(finding.path)"
        + (finding.line.map { ":\($0)" } ?? "") + ": \(finding.message)"
    }
    return Fence.wrap(lines.joined(separator: "\n"), as: "findings")
  }
}

/// A verification as the review prompt shows it.
enum VerificationText {
  static func of(_ verification: Verification?, _ baseline: Baseline) -> String {
    guard let verification, let run = verification.run else {
      return "no test can be run: \(baseline.reason)"
    }
    if case .broken(let reason) = run.ending {
      return Fence.wrap(
        "the tests cannot be run here, nothing was executed: \(reason)", as: "tests")
    }
    let rows: [(String, [TestID])] = [
      ("red before, green now", verification.turnedGreen), ("still red", verification.stillRed),
      ("green before, red now", verification.broken), ("no longer run", verification.vanished),
      ("new and green", verification.newGreen), ("new and red", verification.newRed),
      ("flaky, ignored", verification.ignored),
    ]
    let scope = baseline.isWholeSuite ? "the whole suite" : "a selection"
    let skipped = run.results.count { $0.status == .skipped }
    let lines = ["\(run.results.count) tests of \(scope) ran, \(skipped) of them skipped"]
    return Fence.wrap(
      (lines
        + rows.filter { !$0.1.isEmpty }.map { name, tests in
          "\(name): \(tests.count): \(tests.prefix(15).map(\.name).joined(separator: ", "))"
        }).joined(separator: "\n"), as: "tests")
  }
}
