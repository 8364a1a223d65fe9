import FoundationEssentials
package import TandemCore
import TandemRouting
package import TandemStore

/// Puts a run's recorded steps together as one value, also of a run that has not ended.
package enum RunLoader {
  /// Loads a run.
  ///
  /// - Throws: `StoreError` where there is no such run or a step cannot be read.
  package static func load(
    _ run: String, from store: Store, version: String
  ) async throws -> RunRecord {
    let request = try await store.header(run: run, as: RunRequest.self)
    let recorded = try await store.steps(run: run)
    let steps = Steps(recorded)
    let summary = try await store.run(run)
    let ledger = try await store.ledger(run: run)
    var attempts: [Attempt] = []
    while let made: AttemptRecord = steps[AttemptRecord.testedKey(attempts.count + 1)]
      ?? steps["attempt.\(attempts.count + 1)"]
    {
      attempts.append(made.attempt)
    }
    let selected: SelectedBaseline? = steps["baseline"]
    let baseline: Baseline? = steps["baseline.whole"] ?? selected?.baseline
    var decision = 1
    while let made: GateRecord = steps["gate.\(decision)"] {
      if attempts.indices.contains(made.attempt - 1) {
        attempts[made.attempt - 1].decisions.append(made.said)
        attempts[made.attempt - 1].review = steps["review.\(made.attempt)"]
      }
      decision += 1
    }
    let result: ChangeResult? = steps["result"]
    let reproduction: ReproductionResult? = steps["reproduce"]
    let seconds = Journal.seconds(of: summary, recorded)
    let diff = result?.diff ?? attempts.last?.diff
    return RunRecord(
      id: run, version: version, created: summary?.created ?? 0, seconds: seconds,
      request: request, sandbox: steps["sandbox"] ?? .none,
      triage: steps["claims"] ?? steps["triage"],
      ranking: steps["rerank"] ?? steps["retrieval"] ?? [], baseline: baseline,
      contracts: steps.contracts(attempts.count), reproduction: reproduction?.reproduction,
      attempts: attempts, outcome: summary?.outcome, result: result, ledger: ledger,
      cost: TaskCost.parts(
        ledger: ledger, testSeconds: testSeconds(baseline, attempts), seconds: seconds,
        diff: diff ?? request.review?.diff ?? Diff(), outcome: summary?.outcome),
      reviewed: steps["reviewed"] ?? steps["checked"], route: steps["route"])
  }

  private static func testSeconds(_ baseline: Baseline?, _ attempts: [Attempt]) -> Double {
    (baseline?.run?.seconds ?? 0)
      + attempts.compactMap { $0.verification?.run?.seconds }.reduce(0, +)
  }

  /// The recorded steps by key.
  private struct Steps {
    private let values: [String: [UInt8]]

    init(_ steps: [RecordedStep]) {
      values = Dictionary(steps.map { ($0.key, $0.json) }, uniquingKeysWith: { $1 })
    }

    subscript<Value: Codable & Sendable>(_ key: String) -> Value? {
      values[key].flatMap { try? JSONDecoder().decode(Recorded<Value>.self, from: Data($0)) }?.value
    }

    /// The contracts in the order in which they came into force.
    func contracts(_ attempts: Int) -> [ChangeContract] {
      var found: [ChangeContract] = []
      for number in 1...2 {
        if let scoped: ScopeResult = self["scope.\(number)"], case .contract(let contract) = scoped
        {
          found.append(contract)
        }
      }
      if let edited = values[EditedContract.key].flatMap({
        try? JSONDecoder().decode(ChangeContract.self, from: Data($0))
      }) {
        found.append(edited)
      }
      if let last: AttemptRecord = self["attempt.\(attempts)"], found.last != last.contract {
        found.append(last.contract)
      }
      return found
    }
  }
}

/// An attempt as it is recorded: with the contract and the baseline it was judged by.
struct AttemptRecord: Codable, Sendable {
  var attempt: Attempt
  var contract: ChangeContract
  var baseline: Baseline
  /// Whether the run's time ended before its tests did.
  var isUntested: Bool?

  /// Where an attempt stands that was tested only by a resumed run.
  static func testedKey(_ number: Int) -> String { "attempt.\(number)/tested" }
}

/// A gate's decision as it is recorded.
struct GateRecord: Codable, Sendable {
  /// The attempt's number.
  var attempt: Int
  /// What was decided.
  var decision: GateDecision

  /// The decision for reports.
  var said: Decision { Decision(action: decision.action.name, reason: decision.reason) }
}
