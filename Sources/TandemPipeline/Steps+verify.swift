import TandemChecks
import TandemCode
import TandemCore
import TandemRouting

extension Steps {
  /// Runs the deciding tests from empty uppers and holds them against the baseline.
  ///
  /// Tests that the base never ran are run there first, with the draft's test files alone: only
  /// what is red there and green here shows the fix.
  func verify(
    _ number: Int, _ changes: [FileChange], _ history: History
  ) async throws -> (Verification, Baseline) {
    var baseline = history.baseline
    guard tests != nil else {
      return (
        Comparison.compare(baseline: baseline, run: nil, contract: history.contract), baseline
      )
    }
    let run = try await journal.step("verify.\(number)", summary: Self.summary) {
      try await runTests(named: [], over: changes, history)
    }
    var verification = Comparison.compare(
      baseline: baseline, run: run, contract: history.contract)
    let unknown = verification.newRed + verification.newGreen
    let testChanges = changes.filter { PathRole(path: $0.path) == .test }
    if !unknown.isEmpty, run.ending == .completed, !testChanges.isEmpty {
      let onBase = try await journal.step("verify.\(number)/base") {
        try await runTests(named: unknown.map(\.name), over: testChanges, history)
      }
      baseline = baseline.joined(with: onBase)
      verification = Comparison.compare(
        baseline: baseline, run: run, contract: history.contract)
    }
    return (verification, baseline)
  }

  private static func summary(_ run: TestRun) -> String {
    switch run.ending {
    case .completed:
      "\(run.results.count) tests, \(run.red.count) red"
    case .timedOut(let seconds): "stopped after \(Int(seconds)) s"
    case .broken(let reason): "not believed: \(reason)"
    }
  }
}
