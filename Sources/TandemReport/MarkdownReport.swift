package import TandemCore

/// A recorded run as `report.md`: may I merge this, why, and what it cost.
package enum MarkdownReport {
  /// Renders the whole report.
  package static func render(_ run: RunRecord) -> String {
    if let subject = run.request.review, let result = run.reviewed {
      return ReviewMarkdown.render(run, subject, result)
    }
    var sections = [verdict(run)]
    if run.result != nil || !run.attempts.isEmpty { sections.append(change(run)) }
    sections.append(notVerified(run))
    if let contract = run.contracts.last { sections.append(self.contract(contract)) }
    if !run.attempts.isEmpty { sections.append(attempts(run)) }
    if let found = found(run) { sections.append(found) }
    sections += [tests(run), cost(run), looked(run), environment(run)]
    return sections.joined(separator: "\n\n") + "\n"
  }

  private static func verdict(_ run: RunRecord) -> String {
    let outcome = run.outcome ?? .interrupted
    var lines = [
      "# \(Wording.headline(outcome).capitalizedFirst): \(Markdown.inline(run.request.report.title, 120))",
      "", Markdown.inline(Wording.reason(outcome), 800),
    ]
    if case .parked(let checkpoint) = outcome {
      lines += [
        "", "Why this was not decided automatically: \(Markdown.inline(checkpoint.reason))", "",
      ]
      lines += checkpoint.options.map { "- \(Markdown.inline($0))" }
    }
    if let branch = run.result?.branch {
      lines += [
        "", "Branch \(Markdown.code(branch)); your checkout was not touched.", "",
        Markdown.block(
          "git switch \(branch)          # look at it\ntandem apply \(run.id)    # or bring it into your work tree",
          language: "sh"),
      ]
    }
    return lines.joined(separator: "\n")
  }

  private static func change(_ run: RunRecord) -> String {
    guard let diff = run.result?.diff ?? run.attempts.last?.diff, !diff.isEmpty else {
      return "## The change\n\nNone was made."
    }
    let which =
      run.result?.branch == nil ? "The best attempt, which was not accepted" : "The change"
    let size =
      "\(Wording.count(diff.files.count, "file")), +\(diff.addedLines) −\(diff.removedLines) lines"
    return "## \(which)\n\n\(size)\n\n" + Markdown.block(diff.text, language: "diff")
  }

  private static func contract(_ contract: ChangeContract) -> String {
    """
    ## The contract

    - Cause: \(Markdown.inline(contract.cause, 1_000))
    - Plan: \(Markdown.inline(contract.plan, 2_000))
    - Files: \(codes(contract.files + contract.newFiles)); tests in \(codes(contract.testFiles))
    - Line budget: \(contract.lineBudget); reach: \(contract.reach.rawValue); written by: \(contract.tier.rawValue)
    - Must turn green: \(codes(contract.mustTurnGreen.map(\.name)))
    """
      + contract.expectationChanges.map {
        "\n- Expectation to change: \(Markdown.code($0.test.name)), because the report says: “\(Markdown.inline($0.sentence))”"
      }.joined()
      + (contract.coupled ?? []).prefix(6).map { "\n- Coupled: \(Markdown.inline($0.line, 300))" }
      .joined()
      + contract.riskFlags.map { "\n- Risk: \(Markdown.inline($0))" }.joined()
  }

  private static func attempts(_ run: RunRecord) -> String {
    var lines = ["## Attempts", ""]
    if let route = run.route, !run.request.models.isEmpty {
      lines += ["Routed as \(route.mode.rawValue): \(Markdown.inline(route.reason, 800))", ""]
    }
    for attempt in run.attempts {
      lines.append(
        "\(attempt.number). \(attempt.draft.tier.rawValue): \(Markdown.inline(ending(attempt)))")
      lines += attempt.findings.map { "   - check: \(finding($0))" }
      lines += attempt.decisions.prefix(1).map(gate)
      if let review = attempt.review {
        let who =
          review.tier == .builtin ? "no model reviewed this; deterministic checks" : "reviewer"
        lines.append(
          "   - \(who): \(review.verdict.rawValue). \(Markdown.inline(review.summary, 800))")
        lines += review.findings.filter { !attempt.findings.contains($0) }
          .map { "   - reviewer: \(finding($0))" }
      }
      lines += attempt.decisions.dropFirst().map(gate)
    }
    return lines.joined(separator: "\n")
  }

  private static func gate(_ decision: Decision) -> String {
    "   - gate: \(decision.action): \(Markdown.inline(decision.reason, 800))"
  }

  private static func finding(_ finding: Finding) -> String {
    let place = finding.path + (finding.line.map { ":\($0)" } ?? "")
    return "\(finding.severity.rawValue) \(finding.rule) at \(Markdown.code(place)): "
      + Markdown.inline(finding.message)
      + (finding.quote.isEmpty ? "" : " " + Markdown.code(finding.quote))
  }

  private static func codes(_ items: [String]) -> String {
    items.isEmpty ? "none" : items.map(Markdown.code).joined(separator: ", ")
  }

  private static func ending(_ attempt: Attempt) -> String {
    let size =
      attempt.diff.isEmpty
      ? "no change" : "+\(attempt.diff.addedLines) −\(attempt.diff.removedLines) lines"
    let note = attempt.draft.note.isEmpty ? "" : "; \(attempt.draft.note)"
    return switch attempt.draft.ending {
    case .finished: "\(size)\(note)"
    case .needsScope(let paths, let reason): "needs \(paths.joined(separator: ", ")): \(reason)"
    case .gaveUp(let reason): "gave up (\(reason)), \(size)"
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
