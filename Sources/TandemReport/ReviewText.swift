package import TandemCore

/// A review as people read it in a terminal or a log: the answer first, then every finding with
/// the line it is about.
package enum ReviewText {
  /// The lines.
  ///
  /// - Parameter folder: where the run's files lie.
  package static func render(_ run: RunRecord, folder: String) -> String {
    guard let result = run.reviewed, let subject = run.request.review else {
      return Summary.text(run, folder: folder)
    }
    var lines = ["\(ReviewWords.verdict(run, result)): \(LogText.inline(result.summary, 600))"]
    lines.append("  what     \(LogText.inline(subject.name)), \(ReviewWords.size(subject.diff))")
    lines.append("  by       \(LogText.inline(ReviewWords.reviewer(run, result)))")
    for marked in result.findings { lines += [""] + self.lines(marked) }
    if !result.findings.isEmpty { lines.append("") }
    lines.append("  found    \(ReviewWords.count(result))")
    lines += ReviewWords.tests(run).map { "  tests    \(LogText.inline($0, 600))" }
    lines += result.limits.map { "  note     \(LogText.inline($0))" }
    lines.append("  report   \(folder)/report.md")
    lines.append("  cost     \(run.cost.models) for models, \(Wording.seconds(run.seconds))")
    return lines.joined(separator: "\n")
  }

  private static func lines(_ marked: MarkedFinding) -> [String] {
    let finding = marked.finding
    let place = LogText.inline(finding.path, 300) + (finding.line.map { ":\($0)" } ?? "")
    var lines = ["\(finding.severity.rawValue) \(LogText.inline(finding.rule)) at \(place)"]
    if !finding.quote.isEmpty { lines.append(LogText.quoted(finding.quote)) }
    lines.append("    - " + LogText.inline(finding.message))
    return lines
  }
}

/// The words that every form of a review uses for the same thing.
enum ReviewWords {
  /// The verdict as it leads a report.
  static func verdict(_ run: RunRecord, _ result: ReviewResult) -> String {
    guard case .reviewed = run.outcome else {
      return "not finished, \(Wording.headline(run.outcome ?? .interrupted))"
    }
    return switch result.verdict {
    case .accept: "nothing against it"
    case .revise: "to be revised"
    case .reject: "not to be accepted"
    case .askPerson: "a person must accept it"
    }
  }

  /// Who looked at it.
  static func reviewer(_ run: RunRecord, _ result: ReviewResult) -> String {
    if result.tier == .premium {
      return "\(result.model ?? "a model") and the deterministic checks"
    }
    let why: String =
      switch run.outcome {
      case .reviewed, nil: ""
      case let outcome?: ": " + Wording.reason(outcome)
      }
    return "the deterministic checks; no model reviewed this\(why)"
  }

  /// How much it is.
  static func size(_ diff: Diff) -> String {
    "+\(diff.addedLines) −\(diff.removedLines) in \(Wording.count(diff.files.count, "file"))"
  }

  /// How many findings of each severity, and how many were thrown away.
  static func count(_ result: ReviewResult) -> String {
    let counts = Finding.Severity.allCases.reversed().compactMap { severity in
      let number = result.findings.count { $0.finding.severity == severity }
      return number > 0 ? Wording.count(number, severity.rawValue) : nil
    }
    let found = counts.isEmpty ? "nothing" : counts.joined(separator: ", ")
    guard result.dropped > 0 else { return found }
    return found + "; \(Wording.count(result.dropped, "finding")) of the reviewer thrown away, "
      + "since no line of the diff is as quoted"
  }

  /// What the tests said, a line each; empty where none were asked for.
  static func tests(_ run: RunRecord) -> [String] {
    guard let after = run.attempts.last?.verification, let tests = after.run else { return [] }
    let rows: [(String, [TestID])] = [
      ("turned green", after.turnedGreen), ("turned red", after.broken),
      ("vanished", after.vanished), ("still red", after.stillRed),
      ("new and green", after.newGreen), ("new and red", after.newRed),
      ("flaky, ignored", after.ignored),
    ]
    let named = rows.filter { !$0.1.isEmpty }.map { name, tests in
      "\(tests.count) \(name): \(tests.prefix(10).map(\.name).joined(separator: ", "))"
        + (tests.count > 10 ? ", …" : "")
    }
    return ["\(tests.results.count) ran (\(tests.runner)) before and after"] + named
  }
}
