import TandemCore
package import TandemEconomics

/// What `tandem stats` shows: the answer first, then what it rests on, then what to change.
package enum StatisticsText {
  /// The whole report, lines of at most a hundred columns.
  package static func text(_ statistics: LedgerStatistics) -> String {
    let raised = statistics.alarms.count { $0.state == .raised }
    let sections: [(String, [String])] = [
      ("Does routing pay?", verdict(statistics.verdict)),
      ("What an accepted change costs", accepted(statistics.accepted)),
      ("Where the money for models goes", shares(statistics.shares)),
      (
        "With every draft by premium",
        premium(statistics.allPremium, statistics.verifier.first?.sentence ?? "")
      ),
      ("How often the verifier is wrong", verifiers(statistics.verifier)),
      ("How drafts fare", drafts(statistics.drafts)),
      ("How long people review", statistics.review.flatMap(review)),
      ("How long calls take", latencies(statistics.latencies)),
      (
        "What goes wrong: \(Wording.count(raised, "alarm")) raised",
        AlarmText.lines(statistics.alarms)
      ),
    ]
    return sections.filter { !$0.1.isEmpty }
      .map { ([$0.0] + $0.1).joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private static func verdict(_ verdict: RoutingVerdict) -> [String] {
    var sentences = verdict.sentences
    if let interval = verdict.interval, let difference = verdict.difference {
      sentences[0] +=
        (verdict.answer == .unclear
          ? "; against premium drafts it saves \(TextLayout.money(difference)) a run (" : " (")
        + "\(TextLayout.percent(interval.confidence)) interval "
        + "\(TextLayout.dollars(interval.lower)) to \(TextLayout.dollars(interval.upper)), "
        + "\(verdict.runs) runs)"
    }
    if let simpler = verdict.simpler { sentences.append("change: \(simpler.change)") }
    return sentences.flatMap { TextLayout.wrapped($0, lead: "  ") }
  }

  private static func accepted(_ cost: AcceptedCost) -> [String] {
    var lines: [String] = []
    if let whole = cost.perChange, let models = cost.modelsPerChange {
      lines.append(
        "  \(TextLayout.money(whole)) for each of \(cost.standing) changes, "
          + "\(TextLayout.money(models)) of it for models")
    } else {
      lines.append(
        "  too few accepted changes to tell (\(cost.standing) of \(AcceptedCost.minimum))")
    }
    let parts = [
      ("models, first attempts", cost.parts.tokens), ("models, repeated", cost.parts.retries),
      ("tests", cost.parts.tests), ("waiting", cost.parts.waiting),
      ("review", cost.parts.review), ("defects", cost.parts.defects),
      ("all", cost.parts.total),
    ]
    lines += TextLayout.table(parts.map { [$0.0, TextLayout.money($0.1)] }, right: [1])
    lines += TextLayout.wrapped(
      "\(Wording.count(cost.runs, "run")), \(cost.leftOut) left out (open, or nothing to change); "
        + "\(cost.accepted) accepted by people, \(cost.unjudged) accepted by the run and not judged "
        + "yet (counted as accepted), \(cost.reworked) reworked, \(cost.reverted) taken back, "
        + "\(cost.rejected) refused", lead: "  ")
    if cost.reviewed > 0 {
      lines += TextLayout.wrapped(
        "\(Int(cost.reviewMinutes.rounded())) minutes of review: \(cost.measuredReviews) of "
          + "\(cost.reviewed) measured (\(TextLayout.percent(cost.measured.value))), the others "
          + "estimated from lines and files", lead: "  ")
    }
    return lines
  }

  private static func shares(_ shares: CostShares) -> [String] {
    guard !shares.rows.isEmpty else { return ["  no model calls"] }
    func row(_ names: [String], _ row: CostShares.Row) -> [String] {
      names + [
        TextLayout.grouped(row.calls), TextLayout.money(row.cost),
        TextLayout.percent(shares.share(row.cost)), TextLayout.grouped(row.usage.input),
        TextLayout.grouped(row.usage.cacheRead), TextLayout.grouped(row.usage.cacheWrite),
        TextLayout.grouped(row.usage.output),
      ]
    }
    let head = [
      "step", "tier", "calls", "cost", "share", "input", "cache read", "cache write", "output",
    ]
    let tiers = Tier.allCases.map { shares.tier($0) }.filter { $0.calls > 0 }
    var lines = TextLayout.table(
      [head] + shares.rows.map { row([$0.kind.rawValue, $0.tier.rawValue], $0) }
        + tiers.map { row(["all", $0.tier.rawValue], $0) }, right: [2, 3, 4, 5, 6, 7, 8])
    let classes = tiers.map {
      "\($0.tier.rawValue): input \(TextLayout.money($0.classes.input)), cache read \(TextLayout.money($0.classes.cacheRead)), "
        + "cache write \(TextLayout.money($0.classes.cacheWrite)), output \(TextLayout.money($0.classes.output))"
    }
    lines += TextLayout.wrapped(
      "apportioned by usual price ratios: " + classes.joined(separator: "; "), lead: "  ")
    return lines
  }

  private static func premium(_ premium: AllPremium, _ quality: String) -> [String] {
    guard let all = premium.premium, let saving = premium.saving, let interval = premium.interval,
      let models = premium.modelSaving
    else {
      return ["  too few runs to tell (\(Int(premium.count)) of \(AllPremium.minimum))"]
    }
    let basis =
      premium.basis == .randomised
      ? "measured on runs that were drawn, \(Int(premium.count)) effective" : "from the model"
    return TextLayout.wrapped(
      "\(TextLayout.money(all)) a run instead of \(TextLayout.money(premium.routed)) (everything "
        + "included): routing saves \(TextLayout.money(saving)) "
        + "(\(TextLayout.percent(interval.confidence)) interval "
        + "\(TextLayout.dollars(interval.lower)) to \(TextLayout.dollars(interval.upper))), "
        + "\(TextLayout.money(models)) of it in models; \(basis)", lead: "  ")
      + (premium.assumptions + [quality]).flatMap { TextLayout.wrapped($0, lead: "  - ") }
  }

  /// All drafts, and those with and without a test that showed the bug where there are both.
  private static func verifiers(_ rows: [VerifierAccuracy]) -> [String] {
    let all = rows.first?.wrongAmongPassed
    return rows.filter { $0.drafts == "all" || $0.wrongAmongPassed != all }.flatMap(verifier)
  }

  private static func verifier(_ verifier: VerifierAccuracy) -> [String] {
    let judged = verifier.wrongAmongPassed
    guard verifier.drafts == "all" || judged.total > 0 else { return [] }
    guard let rate = verifier.falseAccepts, let interval = verifier.interval else {
      return TextLayout.wrapped(
        "\(verifier.drafts): too few judged changes to tell (\(judged.total) of "
          + "\(VerifierAccuracy.minimum))", lead: "  ")
    }
    let line =
      switch verifier.isAboveLine {
      case true?: "above the 15 % line: a lower quality at a lower price"
      case false?: "below the 15 % line"
      case nil: "on either side of the 15 % line"
      }
    var text =
      "\(verifier.drafts): \(TextLayout.percent(rate)) of wrong drafts pass "
      + "(95 % interval \(TextLayout.percent(interval.lower)) to "
      + "\(TextLayout.percent(interval.upper))), \(line); people found fault with \(judged.hits) of "
      + "\(judged.total) changes that passed"
    if verifier.falseRefusals.total > 0 {
      let refused = verifier.falseRefusals
      text += "; \(refused.hits) of \(refused.total) refused ones were taken all the same"
    }
    return TextLayout.wrapped(text, lead: "  ")
  }

  private static func drafts(_ drafts: [DraftHistory]) -> [String] {
    drafts.flatMap { history -> [String] in
      let count = history.stood + history.failed
      guard count > 0 else { return [] }
      let name = history.model.map { " (\($0))" } ?? ""
      guard count >= AcceptedCost.minimum else {
        return TextLayout.wrapped(
          "\(history.tier.rawValue)\(name): too few drafts to tell (\(count) of "
            + "\(AcceptedCost.minimum))", lead: "  ")
      }
      let stood = Share(history.stood, of: count)
      let interval = stood.interval()
      return TextLayout.wrapped(
        "\(history.tier.rawValue)\(name): \(TextLayout.percent(stood.value)) of \(count) drafts "
          + "stand (95 % interval \(TextLayout.percent(interval.lowerBound)) to "
          + "\(TextLayout.percent(interval.upperBound))), \(TextLayout.percent(history.passing.value))"
          + " pass the verifier; faded by age they count \(TextLayout.decimal(history.successes)) "
          + "for and \(TextLayout.decimal(history.failures)) against", lead: "  ")
    }
  }

  private static func review(_ review: ReviewCalibration) -> [String] {
    guard review.count > 0 else { return [] }
    let what = review.isFitted ? "measured" : "assumed, fitted from \(ReviewCalibration.minimum) on"
    return TextLayout.wrapped(
      "\(review.tier.rawValue): \(TextLayout.decimal(review.factor)) times the estimate from lines "
        + "and files (\(what); n = \(review.count) changes)", lead: "  ")
  }

  private static func latencies(_ rows: [Latency]) -> [String] {
    let told = rows.filter { $0.count >= AcceptedCost.minimum }
    guard !told.isEmpty else { return [] }
    return TextLayout.table(
      [["step", "tier", "calls", "median", "95 %", "spikes"]]
        + told.map {
          [
            $0.kind.rawValue, $0.tier.rawValue, TextLayout.grouped($0.count),
            Wording.seconds($0.median), Wording.seconds($0.p95), TextLayout.grouped($0.spikes),
          ]
        }, right: [2, 3, 4, 5])
  }
}
