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

  /// Names of existing test definitions that the change alters or removes, as `path::name`.
  func changedTests(_ diff: Diff, _ changes: [FileChange]) -> [String] {
    let after = Dictionary(changes.map { ($0.path, $0.text) }, uniquingKeysWith: { $1 })
    return diff.files.filter { PathRole(path: $0.path) == .test }.flatMap { file in
      guard let before = tree.text(file.oldPath ?? file.path) else { return [String]() }
      let now = after[file.path].flatMap { $0 } ?? ""
      return TestDefinitions.changed(before: before, after: now, path: file.path).map {
        "\(file.path)::\($0.replacing(".", with: "::"))"
      }
    }
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
