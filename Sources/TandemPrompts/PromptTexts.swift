package import TandemCore

/// Values of Core as prompts show them; untrusted texts inside are fenced.
package enum PromptTexts {
  /// A contract, one line a clause.
  ///
  /// - Parameter frozen: files of a test that is written already and may not be touched.
  package static func contract(_ contract: ChangeContract, frozen: [String] = []) -> String {
    let isOpen = !contract.expectationChanges.isEmpty
    let testFiles = contract.testFiles.filter { isOpen || !frozen.contains($0) }
    var lines = [
      "cause: \(contract.cause)", "plan: \(contract.plan)",
      "may change: \(list(contract.files))", "may create: \(list(contract.newFiles))",
      "tests may be added in: \(list(testFiles))",
      "line budget outside tests: \(contract.lineBudget)",
      "must turn green: "
        + (contract.mustTurnGreen.isEmpty
          ? "no test fails for it yet" : list(contract.mustTurnGreen.map(\.name))),
    ]
    if !frozen.isEmpty {
      lines.append(
        "already written, seen to fail and frozen (no further test is needed there): "
          + (isOpen ? "the reproducing test in " : "") + list(frozen))
    }
    if let coupled = contract.coupled, !coupled.isEmpty {
      lines.append(
        "not to be changed, but read those that the fix may break (they usually change with these "
          + "files, or depend on them): " + coupled.prefix(6).map(\.line).joined(separator: " | "))
    }
    for change in contract.expectationChanges {
      lines.append(
        "expectation to change: \(change.test), because the report says: \(change.sentence)")
    }
    return lines.joined(separator: "\n")
  }

  /// The user's own hint, or nothing.
  package static func hint(_ hint: String?) -> String {
    hint.map { "\nThe user adds: \($0)\n" } ?? ""
  }

  /// What the tests said before anything was changed.
  package static func baseline(_ baseline: Baseline) -> String {
    guard let run = baseline.run else { return "none can be run: \(baseline.reason)" }
    if case .broken(let reason) = run.ending {
      return "the tests cannot be run here (\(reason)): nothing was executed, do not try"
    }
    let red = run.results.filter { $0.status.isRed && !baseline.flaky.contains($0.id) }
    let scope = baseline.isWholeSuite ? "the whole suite" : "a selection near the report"
    let summary = "\(run.results.count) tests of \(scope) ran, \(red.count) failed"
    guard !red.isEmpty else { return summary + "; no failing test shows the bug yet" }
    return summary + ":\n" + Fence.wrap(FailureDigest.text(for: red, limit: 5_000), as: "tests")
  }

  private static func list(_ items: [String]) -> String {
    items.isEmpty ? "none" : items.joined(separator: ", ")
  }
}
