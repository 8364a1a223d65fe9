package import TandemCore

/// Runs as OpenTelemetry spans in OTLP's JSON: a file that a collector reads.
///
/// A run is a span, each of its steps one below it, each model call one below its step. What was said
/// is left out unless it is asked for: it is private code.
package enum Telemetry {
  /// One row of the ledger with its time, and what was sent where that is asked for.
  package struct Entry: Sendable {
    /// The row.
    package var row: LedgerRow
    /// When it ended, seconds since 1970.
    package var ended: Double
    /// What was sent; nil leaves content out.
    package var request: ModelRequest?

    /// Makes an entry from its parts.
    package init(row: LedgerRow, ended: Double, request: ModelRequest? = nil) {
      self.row = row
      self.ended = ended
      self.request = request
    }
  }

  /// Returns the spans of runs as one OTLP document.
  ///
  /// - Parameter entries: the rows of each run, by its id.
  package static func document(
    _ runs: [RunFacts], _ entries: [String: [Entry]], version: String
  ) -> JSONValue {
    let spans = runs.flatMap { run in Trace(run, entries[run.run] ?? []).spans }
    return [
      "resourceSpans": [
        [
          "resource": [
            "attributes": .array([
              attribute("service.name", .string(TelemetryNames.scope)),
              attribute("service.version", .string(version)),
            ])
          ],
          "schemaUrl": .string(TelemetryNames.schemaURL),
          "scopeSpans": [
            [
              "scope": ["name": .string(TelemetryNames.scope), "version": .string(version)],
              "schemaUrl": .string(TelemetryNames.schemaURL),
              "spans": .array(spans),
            ]
          ],
        ]
      ]
    ]
  }

  /// One attribute; OTLP writes integers as strings.
  static func attribute(_ name: String, _ value: JSONValue) -> JSONValue {
    let typed: JSONValue =
      switch value {
      case .integer(let number): ["intValue": .string(String(number))]
      case .number: ["doubleValue": value]
      case .bool: ["boolValue": value]
      case .array(let items): ["arrayValue": ["values": .array(items.map { ["stringValue": $0] })]]
      case .string, .object, .null: ["stringValue": value]
      }
    return ["key": .string(name), "value": typed]
  }
}

/// One run's spans.
private struct Trace {
  let run: RunFacts
  let entries: [Telemetry.Entry]
  let id: String

  init(_ run: RunFacts, _ entries: [Telemetry.Entry]) {
    self.run = run
    self.entries = entries
    id = StableHash.of(run.run) + StableHash.of("trace " + run.run)
  }

  var spans: [JSONValue] {
    let steps = Dictionary(grouping: entries) { Self.step($0.row.step) }
    return [root] + steps.sorted { $0.key < $1.key }.flatMap { key, rows in step(key, rows) }
  }

  /// `draft.2` of `draft.2/call.3`.
  private static func step(_ key: String) -> String {
    key.split(separator: "/").first.map(String.init) ?? key
  }

  private var root: JSONValue {
    let end = max(run.created + run.seconds, entries.map(\.ended).max() ?? 0)
    var attributes: [(String, JSONValue?)] = [
      (TelemetryNames.operation, "invoke_workflow"), (TelemetryNames.workflow, "tandem"),
      (TelemetryNames.conversation, .string(run.run)),
      (TelemetryNames.ending, .string(run.ending.rawValue)),
      (TelemetryNames.cost, .integer(run.calls.reduce(0) { $0 + $1.cost.value })),
      (TelemetryNames.verdict, (run.verdict?.word.rawValue).map(JSONValue.string)),
      (TelemetryNames.reviewMinutes, run.reviewMinutes.map(JSONValue.number)),
    ]
    if let route = run.route {
      attributes += [
        (TelemetryNames.mode, .string(route.mode.rawValue)),
        (TelemetryNames.policy, .string(route.policy)),
        (TelemetryNames.tier, .string(route.firstTier.rawValue)),
        (TelemetryNames.propensity, route.propensity.map(JSONValue.number)),
      ]
    }
    return span(
      "invoke_workflow tandem", StableHash.of("run " + run.run), parent: nil, from: run.created,
      to: end, attributes)
  }

  /// A step's span and those of its calls.
  private func step(_ key: String, _ rows: [Telemetry.Entry]) -> [JSONValue] {
    let own = StableHash.of("\(run.run) \(key)")
    let began = rows.map { $0.ended - $0.row.seconds }.min() ?? run.created
    let kind = rows.first?.row.kind.rawValue ?? key
    var attributes: [(String, JSONValue?)] = [
      (TelemetryNames.operation, "invoke_agent"), (TelemetryNames.agent, .string(kind)),
      (TelemetryNames.tier, (rows.last?.row.tier.rawValue).map(JSONValue.string)),
    ]
    if kind == StepKind.draft.rawValue, let number = StepKey(key).number,
      let draft = run.drafts.first(where: { $0.number == number })
    {
      attributes += [
        (TelemetryNames.attempt, .integer(Int64(number))),
        (TelemetryNames.passed, draft.passed.map(JSONValue.bool)),
        (TelemetryNames.outsideFiles, .integer(Int64(draft.outsideFiles))),
        (TelemetryNames.lines, .integer(Int64(draft.lines))),
        (TelemetryNames.chance, draft.chance.map(JSONValue.number)),
        (TelemetryNames.threshold, draft.threshold.map(JSONValue.number)),
        (TelemetryNames.decision, .string(draft.decision)),
      ]
    }
    let calls = rows.enumerated().filter { $0.element.row.requestedModel != nil }
      .map { index, entry in call(entry, StableHash.of("\(own) \(index)"), parent: own) }
    return [
      span(
        "invoke_agent \(kind)", own, parent: StableHash.of("run " + run.run), from: began,
        to: rows.map(\.ended).max() ?? began, attributes)
    ] + calls
  }

  private func call(_ entry: Telemetry.Entry, _ id: String, parent: String) -> JSONValue {
    let row = entry.row
    let failed = row.servedModel == nil
    let prompt = row.usage.input + row.usage.cacheRead + row.usage.cacheWrite
    return span(
      "chat \(row.requestedModel ?? "")", id, parent: parent, from: entry.ended - row.seconds,
      to: entry.ended,
      [
        (TelemetryNames.operation, "chat"),
        (TelemetryNames.provider, TelemetryNames.provider(row.priceRow).map(JSONValue.string)),
        (TelemetryNames.requestedModel, row.requestedModel.map(JSONValue.string)),
        (TelemetryNames.servedModel, row.servedModel.map(JSONValue.string)),
        (TelemetryNames.finishReasons, failed ? nil : .array([.string(row.outcome)])),
        (TelemetryNames.errorType, failed ? .string(row.outcome) : nil),
        (TelemetryNames.inputTokens, .integer(Int64(prompt))),
        (TelemetryNames.outputTokens, .integer(Int64(row.usage.output))),
        (TelemetryNames.cacheReadTokens, .integer(Int64(row.usage.cacheRead))),
        (TelemetryNames.cacheWriteTokens, .integer(Int64(row.usage.cacheWrite))),
        (TelemetryNames.cost, .integer(row.cost.value)),
        (TelemetryNames.costIsUpperBound, .bool(row.isUpperBound)),
        (TelemetryNames.priceRow, row.priceRow.map(JSONValue.string)),
        (TelemetryNames.tier, .string(row.tier.rawValue)),
        (TelemetryNames.systemInstructions, (entry.request?.system).map(JSONValue.string)),
        (
          TelemetryNames.inputMessages,
          entry.request.map { .string($0.messages.map(\.content).joined(separator: "\n")) }
        ),
      ], isClient: true, failed: failed)
  }

  private func span(
    _ name: String, _ id: String, parent: String?, from: Double, to: Double,
    _ attributes: [(String, JSONValue?)], isClient: Bool = false, failed: Bool = false
  ) -> JSONValue {
    var members: [String: JSONValue] = [
      "traceId": .string(self.id), "spanId": .string(id), "name": .string(name),
      "kind": isClient ? 3 : 1, "startTimeUnixNano": .string(Self.nanoseconds(from)),
      "endTimeUnixNano": .string(Self.nanoseconds(max(from, to))),
      "attributes": .array(
        attributes.compactMap { name, value in value.map { Telemetry.attribute(name, $0) } }),
      "status": failed ? ["code": 2] : [:],
    ]
    members["parentSpanId"] = parent.map(JSONValue.string)
    return .object(members)
  }

  private static func nanoseconds(_ seconds: Double) -> String {
    String(Int64(seconds * 1_000_000) * 1000)
  }
}

extension ModelMessage {
  /// What a message says, without the provider's own blocks.
  fileprivate var content: String {
    parts.map { part in
      switch part {
      case .text(let text): "\(role.rawValue): \(text)"
      case .toolCall(let call): "\(role.rawValue) calls \(call.name)"
      case .toolResult(_, let text, _): "result: \(text)"
      case .opaque: ""
      }
    }.joined(separator: "\n")
  }
}
