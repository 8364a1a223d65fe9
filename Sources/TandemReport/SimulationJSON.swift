package import TandemCore
package import TandemEconomics
import TandemRouting

/// A simulation as one JSON object, versioned: `tandem.simulation/1`.
package enum SimulationJSON {
  /// The object; money in dollars as a mean over runs needs fractions, shares from 0 to 1.
  package static func object(_ report: SimulationReport) -> JSONValue {
    [
      "schema": "tandem.simulation/1", "mix": .string(report.mix.name),
      "source": .string(report.mix.source), "runs": .integer(Int64(report.options.runs)),
      // As a string, since JSON readers lose digits above 2^53.
      "seed": .string(String(report.options.seed)),
      "assumptions": assumptions(report),
      "policies": .array(report.outcomes.map(policy)),
      "cheapest": report.cheapest.map { .string($0.policy.rawValue) } ?? .null,
      "claim": .object([
        "moved": report.moved.map(moved) ?? .null,
        "verdicts": .array(report.claims.map(verdict)),
      ]),
      "replay": .object([
        "rows": .array(report.replay.map(replay)),
        "break_even_false_accepts": .number(report.replayBreakEven),
      ]),
    ]
  }

  private static func assumptions(_ report: SimulationReport) -> JSONValue {
    let costs = report.mix.costs
    let world = report.assumptions
    return [
      "false_accepts": .number(report.falseAccepts),
      "true_accepts": .number(world.passesWhenRight),
      "cheap_draft_micro_usd": .integer(costs.cheapDraft.value),
      "premium_draft_micro_usd": .integer(costs.premiumDraft.value),
      "review_micro_usd": .integer(world.reviewing(costs.reviewMinutes).value),
      "cheap_review_surcharge": .number(world.cheapReviewSurcharge),
      "wrong_patch_micro_usd": .integer(world.wrongPatch.value),
      "takeover_micro_usd": .integer(world.takeover.value),
      "waiting_hour_micro_usd": .integer(world.waitingHour.value),
      "scope_micro_usd": .integer(costs.scope.value),
      "words": .array(SimulationAssumption.all(report).map { .string($0.words) }),
    ]
  }

  private static func policy(_ outcome: SimulatedOutcome) -> JSONValue {
    [
      "policy": .string(outcome.policy.rawValue),
      "total_usd": distribution(outcome.total), "model_usd": distribution(outcome.model),
      "cheap_model_usd": .number(outcome.cheapModel),
      "seconds": distribution(outcome.seconds), "drafts": distribution(outcome.attempts),
      "wrong_accepted": share(outcome.wrong), "taken_over": share(outcome.takenOver),
      "total_above_premium_only_usd": .object([
        "mean": .number(outcome.difference.mean),
        "standard_error": .number(outcome.difference.standardError),
      ]),
    ]
  }

  private static func distribution(_ values: Distribution) -> JSONValue {
    [
      "mean": .number(values.mean), "standard_error": .number(values.standardError),
      "p50": .number(values.p50), "p90": .number(values.p90), "p95": .number(values.p95),
    ]
  }

  private static func share(_ share: Share) -> JSONValue {
    [
      "share": .number(share.value), "standard_error": .number(share.standardError),
      "hits": .integer(Int64(share.hits)), "total": .integer(Int64(share.total)),
    ]
  }

  private static func moved(_ moved: MovedCost) -> JSONValue {
    [
      "policy": .string(moved.policy.rawValue), "share": .number(moved.claim.share),
      "price_ratio": .number(moved.claim.priceRatio), "waste": .number(moved.claim.waste),
      "relative_cost": .number(moved.claim.relativeCost),
    ]
  }

  private static func verdict(_ verdict: CostClaim.Verdict) -> JSONValue {
    [
      "share": .number(verdict.claim.share), "dollars_of_10": .number(verdict.dollars),
      "break_even_ratio_times_waste": verdict.breakEven.map(JSONValue.number) ?? .null,
      "holds": .bool(verdict.holds),
    ]
  }

  private static func replay(_ row: CascadeReplay.Row) -> JSONValue {
    [
      "false_accepts": row.falseAccepts.map(JSONValue.number) ?? .null,
      "resolved": .number(row.resolved), "usd": .number(row.cost),
    ]
  }
}
