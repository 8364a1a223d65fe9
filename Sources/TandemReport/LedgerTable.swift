package import TandemCore

/// The ledger as a table: a line for each attempt and each call, with everything that is known of its
/// run beside it.
package enum LedgerTable {
  /// The columns, in order; money in micro-dollars, times in seconds.
  package static let columns = [
    "run", "created", "step", "kind", "tier", "attempt", "model_requested", "model_served",
    "tokens_in", "tokens_cache_read", "tokens_cache_write", "tokens_out", "price_row",
    "cost_micro_usd", "cost_is_upper_bound", "seconds", "ended", "outcome", "policy", "mode",
    "first_tier", "propensity", "judge", "judge_label", "judge_claims", "judge_false_claims",
    "judge_chance", "judge_calibrated", "verified", "shown", "verify_seconds", "signature",
    "planned_files", "touched_files", "outside_files", "lines", "p", "p_needed",
    "finishing_micro_usd", "decision", "reason", "ending", "verdict", "verdict_by",
    "review_minutes",
  ]

  /// The line of one row, a value a column; null where nothing is known.
  package static func line(
    _ row: LedgerRow, ended: Double?, of run: RunFacts
  ) -> [(column: String, value: JSONValue)] {
    let number = row.kind == .draft ? StepKey(row.step).number : nil
    // What is known of a draft as a whole stands in its own line, not in those of its calls.
    let draft =
      row.requestedModel == nil ? run.drafts.first { $0.number == number } : nil
    let (route, label) = (run.route, run.route?.label)
    let values: [JSONValue] =
      [
        .string(run.run), .number(run.created), .string(row.step), .string(row.kind.rawValue),
        .string(row.tier.rawValue), integer(number), text(row.requestedModel),
        text(row.servedModel), integer(row.usage.input), integer(row.usage.cacheRead),
        integer(row.usage.cacheWrite), integer(row.usage.output), text(row.priceRow),
        .integer(row.cost.value), .bool(row.isUpperBound), .number(row.seconds),
        double(ended), .string(row.outcome), text(route?.policy), text(route?.mode.rawValue),
        text(route?.firstTier.rawValue), double(route?.propensity), text(label?.tier.rawValue),
        text(label?.difficulty.rawValue), integer(label?.claims), integer(label?.falseClaims),
        double(label?.chance), double(label?.calibrated),
      ] + self.draft(draft) + [
        .string(run.ending.rawValue), text(run.verdict?.word.rawValue), text(run.verdict?.by),
        double(run.reviewMinutes),
      ]
    return Array(zip(columns, values))
  }

  private static func draft(_ draft: DraftFact?) -> [JSONValue] {
    [
      draft?.passed.map(JSONValue.bool) ?? .null, draft.map { .bool($0.isShown) } ?? .null,
      double(draft?.verifySeconds), text(draft?.signature), integer(draft?.plannedFiles),
      integer(draft?.touchedFiles), integer(draft?.outsideFiles), integer(draft?.lines),
      double(draft?.chance), double(draft?.threshold),
      draft?.finishing.map { .integer($0.value) } ?? .null, text(draft?.decision),
      text(draft?.reason),
    ]
  }

  private static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  private static func double(_ number: Double?) -> JSONValue {
    number.map(JSONValue.number) ?? .null
  }
  private static func integer(_ number: Int?) -> JSONValue {
    number.map { .integer(Int64($0)) } ?? .null
  }

  /// The line as CSV (RFC 4180); a text that a spreadsheet would take for a formula is kept one.
  package static func csv(_ line: [(column: String, value: JSONValue)]) -> String {
    line.map { cell($0.value) }.joined(separator: ",")
  }

  private static func cell(_ value: JSONValue) -> String {
    switch value {
    case .null, .array, .object: ""
    case .bool(let value): String(value)
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .string(let text):
      if let first = text.first, "=+-@\t".contains(first) {
        quoted("'" + text)
      } else {
        text.contains { ",\"\r\n".contains($0) } ? quoted(text) : text
      }
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
