import TandemCore

/// A review as Markdown: for a comment, a step summary, or `report.md`.
enum ReviewMarkdown {
  /// Renders the whole review.
  static func render(_ run: RunRecord, _ subject: ReviewSubject, _ result: ReviewResult) -> String {
    let verdict = ReviewWords.verdict(run, result)
    var sections = [
      """
      # Review: \(verdict)

      \(Markdown.inline(result.summary, 1_000))

      - What: \(Markdown.inline(subject.name)), \(ReviewWords.size(subject.diff))
      - By: \(Markdown.inline(ReviewWords.reviewer(run, result)))
      - Found: \(ReviewWords.count(result))
      """
    ]
    if !result.findings.isEmpty {
      sections.append(
        "## Findings\n\n" + result.findings.map(item).joined(separator: "\n"))
    }
    let tests = ReviewWords.tests(run)
    if !tests.isEmpty {
      sections.append(
        "## Tests\n\n" + tests.map { "- \(Markdown.inline($0, 600))" }.joined(separator: "\n"))
    }
    sections.append(notVerified(run, result))
    sections.append(environment(run))
    return sections.joined(separator: "\n\n") + "\n"
  }

  private static func environment(_ run: RunRecord) -> String {
    var lines = [
      "## Run", "", "- run \(Markdown.code(run.id)), Tandem \(run.version)",
      "- base \(Markdown.code(run.request.base))",
      "- cost: \(run.cost.models) for models, \(Wording.seconds(run.seconds))",
    ]
    if run.attempts.last?.verification?.run != nil {
      lines.append("- isolation of tests: \(Wording.isolation(run.sandbox))")
    }
    lines += run.request.notices.map { "- \(Markdown.inline($0))" }
    return lines.joined(separator: "\n")
  }

  private static func item(_ marked: MarkedFinding) -> String {
    let finding = marked.finding
    let place = finding.path + (finding.line.map { ":\($0)" } ?? "")
    let quote = finding.quote.isEmpty ? "" : "\n  " + Markdown.code(finding.quote)
    return "- **\(finding.severity.rawValue)** \(Markdown.code(finding.rule)) at "
      + "\(Markdown.code(place)): \(Markdown.inline(finding.message, 800))\(quote)"
  }

  /// What nobody looked at: always shown, so that silence is never more than it is.
  private static func notVerified(_ run: RunRecord, _ result: ReviewResult) -> String {
    var items: [String] = []
    if result.tier == .builtin {
      items.append("No model reviewed this; only the deterministic checks did.")
    }
    if run.attempts.last?.verification?.run == nil {
      items.append("No test was run.")
    }
    items += result.limits.map { Markdown.inline($0) }
    items.append("What was not changed was not looked at.")
    return "## Not verified\n\n" + items.map { "- \($0)" }.joined(separator: "\n")
  }
}
