import TandemCore
package import TandemEconomics

/// What `tandem backtest` shows: four levels of evidence, one after the other, and the caveats.
package enum BacktestText {
  /// The whole report, lines of at most a hundred columns.
  package static func text(_ backtest: Backtest) -> String {
    let head =
      [
        "\(Wording.count(backtest.runs, "run")) that drafted, \(TextLayout.money(backtest.ledgerTotal)) for models; "
          + "\(backtest.tried) policies tried, seed \(backtest.seed)",
        "logged policy: \(backtest.logged.name)",
      ] + TextLayout.wrapped(backtest.verifier.sentence)
    let sections: [(String, [String])] = [
      ("Level 1, exact: recorded drafts cut; compare only within a line", exact(backtest)),
      ("Level 2, drawn: runs whose first tier was drawn by chance", drawn(backtest.offPolicy)),
      ("Level 3, modelled: worlds that agree with the ledger; not measured", modelled(backtest)),
      ("Level 4, probes: reports that both tiers began on", probes(backtest.probes)),
      ("Before you believe it", backtest.caveats.flatMap { TextLayout.wrapped($0, lead: "  - ") }),
    ]
    return
      ([head.joined(separator: "\n")]
      + sections.map { ([$0.0] + $0.1).joined(separator: "\n") }).joined(separator: "\n\n")
  }

  private static func exact(_ backtest: Backtest) -> [String] {
    var lines: [String] = []
    if let repriced = backtest.repriced {
      lines.append(
        "  all calls at the other prices: \(repriced) instead of \(backtest.ledgerTotal)")
    }
    let rows = backtest.exact.map { row -> [String] in
      let covered = "\(row.covered.hits) of \(row.covered.total)"
      guard row.covered.hits >= AcceptedCost.minimum else {
        return [row.policy.name, covered, "too few"]
      }
      return [
        row.policy.name, covered, TextLayout.money(row.models), TextLayout.money(row.loggedModels),
        TextLayout.money(row.total), TextLayout.money(row.loggedTotal),
      ]
    }
    lines += TextLayout.table(
      [["policy", "covered", "models", "as logged", "everything", "as logged"]] + rows,
      right: [1, 2, 3, 4, 5])
    return lines
      + TextLayout.wrapped(
        "runs that are not covered need a draft that nobody recorded; nothing is guessed for them, "
          + "and below \(AcceptedCost.minimum) covered runs nothing is told",
        lead: "  ")
  }

  private static func drawn(_ rows: [OffPolicy]) -> [String] {
    var lines: [String] = []
    if let first = rows.first(where: { $0.usable + $0.overridden + $0.decided > 0 }) {
      lines.append(
        "  \(first.usable) runs drawn; left out: \(first.overridden) that a person chose, "
          + "\(first.decided) with one choice only")
    }
    for row in rows {
      if let refusal = row.refusal {
        lines += TextLayout.wrapped("\(row.policy.name): \(refusal)", lead: "  ")
        continue
      }
      guard let estimate = row.estimate, let intervals = row.intervals, let logged = row.logged
      else { continue }
      lines += TextLayout.wrapped(
        "\(row.policy.name): \(TextLayout.dollars(estimate.dr)) a run doubly robust "
          + "(95 % interval \(range(intervals.dr))), against \(TextLayout.dollars(logged)) as logged: "
          + "saves \(TextLayout.dollars(logged - estimate.dr)) (\(range(intervals.saving)))",
        lead: "  ")
      lines += TextLayout.wrapped(
        "SNIPS \(TextLayout.dollars(estimate.snips)) (\(range(intervals.snips))), "
          + "IPS \(TextLayout.dollars(estimate.ips)) (\(range(intervals.ips))); "
          + "\(Int(estimate.effective)) effective runs of \(estimate.count)", lead: "    ")
    }
    return lines
  }

  private static func modelled(_ backtest: Backtest) -> [String] {
    guard backtest.runs >= AllPremium.minimum else {
      return ["  too few runs to fit anything (\(backtest.runs) of \(AllPremium.minimum))"]
    }
    let rows = backtest.modelBased.map { row in
      [
        row.policy.name, TextLayout.money(row.cost),
        "\(TextLayout.dollars(row.interval.lower)) to \(TextLayout.dollars(row.interval.upper))",
        TextLayout.money(row.models), TextLayout.money(row.saving),
        TextLayout.percent(row.cheaper),
        TextLayout.percent(row.solved), TextLayout.percent(row.wrong),
      ]
    }
    let head = [
      "policy", "a run", "90 % interval", "models", "saves", "cheaper", "right", "wrong",
    ]
    var lines = TextLayout.table([head] + rows, right: [1, 2, 3, 4, 5, 6, 7])
    let bands = backtest.modelBased.dropFirst()
    guard let first = bands.first else { return lines }
    let constants = first.bands.map { "\($0.constant) × \(TextLayout.decimal($0.factor))" }
    lines.append(
      "  what it saves where D, the cost of a wrong change, or f, its chance, is another")
    lines += TextLayout.table(
      [["policy"] + constants]
        + bands.map { [$0.policy.name] + $0.bands.map { TextLayout.money($0.saving) } },
      right: Set(1...4))
    return lines
  }

  private static func probes(_ probes: ProbeRuns) -> [String] {
    guard probes.pairs > 0 else {
      return TextLayout.wrapped(
        "none: no report was run by both tiers (\(probes.single) by one, \(probes.unknown) unknown)",
        lead: "  ")
    }
    var lines = TextLayout.wrapped(
      "\(Wording.count(probes.pairs, "report")) run by both: both stand \(probes.both), only cheap "
        + "first \(probes.onlyCheap), only premium first \(probes.onlyPremium), neither "
        + "\(probes.neither)", lead: "  ")
    if let saving = probes.saving, let interval = probes.interval {
      lines += TextLayout.wrapped(
        "cheap first saves \(TextLayout.dollars(saving)) a run (95 % interval \(range(interval)))",
        lead: "  ")
    } else {
      lines.append("  too few to tell a saving (\(probes.pairs) of \(ProbeRuns.minimum))")
    }
    return lines
  }

  private static func range(_ interval: Interval) -> String {
    "\(TextLayout.dollars(interval.lower)) to \(TextLayout.dollars(interval.upper))"
  }
}
