package import TandemEconomics

/// What `tandem simulate` prints, at most 100 columns wide.
package enum SimulationText {
  /// The whole report: the table, what follows from it, the claim, the replay, the assumptions.
  package static func text(_ report: SimulationReport) -> String {
    let parts =
      [table(report), conclusions(report), claim(report), replay(report), assumptions(report)]
    return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  // MARK: - The table

  private static let widths = [16, 9, 8, 13, 8, 8, 8, 8, 10, 10]

  private static func table(_ report: SimulationReport) -> [String] {
    let title =
      "\(Figures.grouped(report.options.runs)) tasks of the mix \(report.mix.name), seed "
      + "\(report.options.seed); each policy plays the same tasks"
    let head = Figures.row(
      [
        "policy", "total $", "p95 $", "vs premium", "model $", "min", "p95 min", "drafts",
        "wrong %", "person %",
      ], widths: widths)
    let rows = report.outcomes.enumerated().flatMap { place, outcome in
      [
        row(outcome, isFirst: place == 0),
        Figures.row(
          [
            "  ± std. error", Figures.fixed(outcome.total.standardError, 3), "",
            place == 0 ? "" : Figures.fixed(outcome.difference.standardError, 3),
            Figures.fixed(outcome.model.standardError, 3),
            Figures.fixed(outcome.seconds.standardError / 60, 2), "",
            Figures.fixed(outcome.attempts.standardError, 3),
            Figures.fixed(outcome.wrong.standardError * 100, 2),
            Figures.fixed(outcome.takenOver.standardError * 100, 2),
          ], widths: widths),
      ]
    }
    return [title, "", head] + rows
  }

  private static func row(_ outcome: SimulatedOutcome, isFirst: Bool) -> String {
    Figures.row(
      [
        outcome.policy.rawValue, Figures.fixed(outcome.total.mean, 2),
        Figures.fixed(outcome.total.p95, 2),
        isFirst ? "-" : signed(outcome.difference.mean),
        Figures.fixed(outcome.model.mean, 3), Figures.fixed(outcome.seconds.mean / 60, 1),
        Figures.fixed(outcome.seconds.p95 / 60, 1), Figures.fixed(outcome.attempts.mean, 2),
        Figures.fixed(outcome.wrong.value * 100, 1),
        Figures.fixed(outcome.takenOver.value * 100, 1),
      ], widths: widths)
  }

  private static func signed(_ number: Double) -> String {
    (number > 0 ? "+" : "") + Figures.fixed(number, 2)
  }

  // MARK: - What follows

  private static func conclusions(_ report: SimulationReport) -> [String] {
    guard let cheapest = report.cheapest, let premium = report.premiumOnly,
      let least = report.leastModel
    else { return [] }
    var sentences: [String] = []
    if cheapest.policy == premium.policy {
      sentences.append(
        "cheapest: premium-only at $\(Figures.fixed(premium.total.mean, 2)) a task; no cheap tier "
          + "pays here")
    } else {
      let difference = cheapest.difference
      let share = -difference.mean / premium.total.mean
      let isChance = -difference.mean < 3 * difference.standardError
      sentences.append(
        "cheapest: \(cheapest.policy.rawValue) at $\(Figures.fixed(cheapest.total.mean, 2)) a task, "
          + "$\(Figures.fixed(-difference.mean, 2)) "
          + "(± \(Figures.fixed(difference.standardError, 2)), "
          + "\(Figures.percent(share))) below premium-only"
          + "\(isChance ? ", which may be chance" : ""); \(quality(cheapest, premium))")
    }
    if least.policy != cheapest.policy {
      sentences.append(
        "least for models: \(least.policy.rawValue) at $\(Figures.fixed(least.model.mean, 3)) a task, "
          + "but $\(Figures.fixed(least.total.mean - cheapest.total.mean, 2)) more in total than the "
          + "cheapest; \(quality(least, premium))")
    }
    return sentences.flatMap { Figures.wrapped($0) }
  }

  /// Wrong patches beside premium-only's, and whether the difference is more than chance.
  private static func quality(
    _ outcome: SimulatedOutcome, _ premium: SimulatedOutcome
  ) -> String {
    let error =
      (outcome.wrong.standardError * outcome.wrong.standardError
      + premium.wrong.standardError * premium.wrong.standardError).squareRoot()
    let difference = outcome.wrong.value - premium.wrong.value
    let shares =
      "\(Figures.percent(outcome.wrong.value)) wrong patches accepted, premium-only "
      + Figures.percent(premium.wrong.value)
    if difference > 3 * error { return "of lower quality: \(shares)" }
    return difference < -3 * error
      ? "of higher quality: \(shares)" : "of the same quality within the error: \(shares)"
  }

  // MARK: - The claim

  private static func claim(_ report: SimulationReport) -> [String] {
    var lines = ["the claim \"a $10 premium workflow becomes $2-$4 when 70-80 % of it moves\":"]
    if let moved = report.moved {
      let part = moved.claim
      lines += sentence(
        "here \(moved.policy.rawValue) moves \(Figures.percent(part.share, 0)) of premium-only's model "
          + "bill at r·m = \(Figures.fixed(part.priceRatio * part.waste, 3)) (price ratio "
          + "\(Figures.fixed(part.priceRatio, 3)) times waste \(Figures.fixed(part.waste, 2))): $10 "
          + "become $\(Figures.fixed(10 * part.relativeCost, 2)) for models, so it "
          + "\(part.relativeCost <= 0.4 ? "holds" : "does not hold") here")
    }
    for verdict in report.claims {
      let needed = verdict.breakEven.map { Figures.fixed($0, 3) } ?? "nothing is low enough"
      lines += sentence(
        "were \(Figures.percent(verdict.claim.share, 0)) moved at this r·m, it would be "
          + "$\(Figures.fixed(verdict.dollars, 2)): \(verdict.holds ? "within" : "not within") the "
          + "claim (it needs r·m ≤ \(needed), and cannot fall below "
          + "$\(Figures.fixed(10 * verdict.claim.floor, 2)))")
    }
    if let moved = report.moved, let premium = report.premiumOnly,
      let own = report.outcomes.first(where: { $0.policy == moved.policy })
    {
      lines += sentence(
        "with review, errors and people, $10 become "
          + "$\(Figures.fixed(10 * own.total.mean / premium.total.mean, 2)): models are "
          + "\(Figures.percent(premium.model.mean / premium.total.mean, 0)) of premium-only's total"
      )
    }
    return lines
  }

  // MARK: - The replay

  private static func replay(_ report: SimulationReport) -> [String] {
    let widths = [46, 12, 12]
    let rows = report.replay.enumerated().map { place, row in
      let name =
        row.falseAccepts.map { "  cascade, \(Figures.percent($0, 0)) of wrong drafts accepted" }
        ?? (place == 0 ? "  cheap only" : "  premium only")
      return Figures.row(
        [name, Figures.percent(row.resolved), "$" + Figures.fixed(row.cost, 3)], widths: widths)
    }
    return [
      Figures.row(
        ["replay of SWE-bench Verified, 500 tasks", "resolved", "models"], widths: widths)
    ] + rows
      + sentence(
        "the cascade resolves more than premium alone only while its verifier accepts fewer than "
          + "\(Figures.percent(report.replayBreakEven, 0)) of wrong drafts; f is "
          + "\(Figures.percent(report.falseAccepts, 0)) in the table above")
  }

  // MARK: - Assumptions

  private static func assumptions(_ report: SimulationReport) -> [String] {
    SimulationAssumption.all(report).reduce(into: ["assumed (P: a prior, G: given):"]) {
      $0 += sentence("\($1.isGiven ? "G" : "P") \($1.words)")
    }
  }

  private static func sentence(_ text: String) -> [String] {
    Figures.wrapped(text, columns: 98, indent: 2).map { "  " + $0 }
  }
}
