import TandemCore

extension MarkdownReport {
  /// What a search for a repair that made no change found all the same: for a person the best place to
  /// begin.
  static func found(_ run: RunRecord) -> String? {
    guard let attempt = run.attempts.last, attempt.draft.tier == .builtin, attempt.diff.isEmpty,
      !attempt.draft.evidence.isEmpty
    else { return nil }
    let lines = attempt.draft.evidence.prefix(10).map { "- \(Markdown.inline($0, 200))" }
    return "## What the search found\n\nFrom the lines that the failing tests run, likeliest first "
      + "(0 to 1):\n\n" + lines.joined(separator: "\n")
  }

  /// What nobody checked: always shown, so that green is never more than it is.
  static func notVerified(_ run: RunRecord) -> String {
    var items: [String] = []
    let last = run.attempts.last
    if let reason = run.baseline?.run?.ending.brokenReason {
      items.append("**No test was run at all**: \(Markdown.inline(reason)).")
    } else if run.baseline?.run == nil {
      items.append("No test could be run: \(run.baseline?.reason ?? "the run ended before").")
    } else if run.baseline?.isWholeSuite == false {
      items.append("Only a selection of the tests ran, not the whole suite.")
    }
    if let verification = last?.verification, verification.run != nil,
      verification.turnedGreen.isEmpty, run.reproduction?.tests.isEmpty ?? true
    {
      items.append("No test failed before and passes now.")
    }
    if last?.review == nil || last?.review?.tier == .builtin {
      items.append("No model reviewed this; only the deterministic checks did.")
    }
    if last?.draft.tier == .builtin, !(last?.diff.isEmpty ?? true) {
      items.append("The change was found by search (builtin repair): it is plausible, not proven.")
    }
    if run.request.uncommittedChanges > 0 {
      items.append(
        "Your \(Wording.count(run.request.uncommittedChanges, "uncommitted change")) "
          + "are not in it: the base is the commit.")
    }
    items.append(
      "Code under test shares the runner's process: a change that forges results from inside is "
        + "met by the checks above and by you.")
    if run.result?.commit != nil {
      items.append("The commit was made without running hooks and is not signed.")
    }
    return "## Not verified\n\n" + items.map { "- \($0)" }.joined(separator: "\n")
  }

  /// Before and after, test by test where it matters.
  static func tests(_ run: RunRecord) -> String {
    guard let baseline = run.baseline, let before = baseline.run else {
      return "## Tests\n\nNone ran. \(run.baseline?.reason ?? "")"
    }
    let after = run.attempts.last?.verification
    let command = after?.run?.command ?? before.command
    var lines = [
      "## Tests", "", "\(Markdown.code(command)) (\(before.runner))", "",
      "- before: \(Wording.count(before.results.count, "test")), \(baseline.failing.count) failing, "
        + "\(baseline.flaky.count) flaky, \(Wording.seconds(before.seconds))",
    ]
    // What became of them is told below where anything ran after.
    if after == nil { lines += [row("failing", baseline.failing)].compactMap(\.self) }
    if let reproduction = run.reproduction {
      lines.append(
        reproduction.tests.isEmpty
          ? "- no reproducing test: \(Markdown.inline(reproduction.reason))"
          : "- reproducing test, seen to fail on the base: "
            + reproduction.tests.map { Markdown.code($0.name) }.joined(separator: ", "))
    }
    if let after {
      if let results = after.run?.results {
        let (passed, skipped) = (
          results.count { $0.status == .passed }, results.count { $0.status == .skipped }
        )
        lines.append(
          "- after: \(passed) passed, \(skipped) skipped, \(after.run?.red.count ?? 0) red")
      }
      lines += [
        row("red → green", after.turnedGreen), row("still red", after.stillRed),
        row("broken", after.broken), row("vanished", after.vanished),
        row("error changed", after.changedClass.map(\.test)), row("new, green", after.newGreen),
        row("new, red", after.newRed), row("flaky, ignored", after.ignored),
      ].compactMap { $0 }
    }
    return lines.joined(separator: "\n")
  }

  private static func row(_ name: String, _ tests: [TestID]) -> String? {
    guard !tests.isEmpty else { return nil }
    let shown = tests.prefix(20).map { Markdown.code($0.name) }.joined(separator: ", ")
    return "- \(name): \(tests.count): \(shown)\(tests.count > 20 ? ", …" : "")"
  }

  /// Every part of the total, then a row a tier.
  static func cost(_ run: RunRecord) -> String {
    let cost = run.cost
    var lines = [
      "## What it cost", "", "| part | amount |", "| --- | --- |",
      "| models, first attempts | \(cost.tokens) |",
      "| models, repeated attempts | \(cost.retries) |",
      "| tests | \(Wording.seconds(cost.testSeconds)) |",
      "| waiting | \(Wording.seconds(cost.waitingSeconds)), assumed worth \(cost.waiting.inCents) |",
      "| review by a person | about \(Int(cost.reviewMinutes.rounded(.up))) min, assumed worth \(cost.review.inCents) |",
      "| expected cost of a wrong patch | \(cost.wrongPatch.map { "about \($0.inCents), from assumed rates" } ?? "unknown") |",
    ]
    if cost.upperBoundCalls > 0 {
      lines.append("| calls booked at their upper bound | \(cost.upperBoundCalls) |")
    }
    if cost.unpricedCalls > 0 {
      lines.append("| calls of unpriced models | \(cost.unpricedCalls) |")
    }
    lines += [
      "", "| tier | model | calls | input | cached | output | cost |",
      "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for tier in Tier.allCases {
      let rows = run.ledger.filter { $0.tier == tier && $0.requestedModel != nil }
      for model in Set(rows.compactMap(\.servedModel)).sorted() {
        let own = rows.filter { $0.servedModel == model }
        let usage = own.map(\.usage).reduce(TokenUsage(), +)
        let priced =
          own.contains { $0.priceRow == nil }
          ? "unpriced" : own.map(\.cost).reduce(.zero, +).description
        lines.append(
          "| \(tier.rawValue) | \(Markdown.inline(model)) | \(own.count) | "
            + "\(usage.input + usage.cacheWrite) | \(usage.cacheRead) | \(usage.output) | \(priced) |"
        )
      }
    }
    if !run.ledger.contains(where: { $0.requestedModel != nil }) {
      lines.append("| builtin | no model | 0 | 0 | 0 | 0 | $0.00 |")
    }
    return lines.joined(separator: "\n")
  }

  /// What retrieval put first, and why.
  static func looked(_ run: RunRecord) -> String {
    guard !run.ranking.isEmpty else { return "## Where it looked\n\nNowhere." }
    return "## Where it looked\n\n"
      + run.ranking.prefix(8).enumerated().map { index, file in
        let why = file.reasons.prefix(3).map { "\($0.signal) (\($0.detail))" }.joined(
          separator: ", ")
        return "\(index + 1). \(Markdown.code(file.path)): \(Markdown.inline(why, 200))"
      }.joined(separator: "\n")
  }

  /// Where and how it ran.
  static func environment(_ run: RunRecord) -> String {
    var lines = [
      "## Run", "", "- run \(Markdown.code(run.id)), Tandem \(run.version)",
      "- base \(Markdown.code(run.request.base))",
      "- isolation of tests: \(Wording.isolation(run.sandbox))",
      "- report from \(Markdown.inline(run.request.report.source))",
    ]
    lines += run.request.notices.map { "- \(Markdown.inline($0))" }
    return lines.joined(separator: "\n")
  }
}

extension TestRun.Ending {
  /// Why no result can be believed, where none can.
  fileprivate var brokenReason: String? {
    if case .broken(let reason) = self { reason } else { nil }
  }
}

extension MicroDollars {
  /// Rounded to a cent: an assumed figure is not more exact than that.
  fileprivate var inCents: MicroDollars { MicroDollars((value + 5_000) / 10_000 * 10_000) }
}
