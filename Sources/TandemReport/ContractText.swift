import TandemCore

/// A contract as `tandem plan` prints it, with what finishing it may cost.
enum ContractText {
  /// One line a clause.
  static func lines(_ contract: ChangeContract) -> [String] {
    let clauses: [(String, String)] = [
      ("cause", contract.cause), ("plan", contract.plan),
      ("files", contract.files.joined(separator: ", ")),
      ("new files", contract.newFiles.joined(separator: ", ")),
      ("tests in", contract.testFiles.joined(separator: ", ")),
      ("budget", "\(contract.lineBudget) lines outside tests, \(contract.reach.rawValue)"),
      ("must turn green", contract.mustTurnGreen.map(\.name).joined(separator: ", ")),
      ("expectations", contract.expectationChanges.map(\.test.name).joined(separator: ", ")),
      (
        "coupled",
        (contract.coupled ?? []).prefix(6).map(\.line).joined(separator: " | ")
      ),
      ("risks", contract.riskFlags.joined(separator: "; ")),
    ]
    return clauses.filter { !$0.1.isEmpty }.map { name, text in
      "  \(name)\(String(repeating: " ", count: max(1, 16 - name.count)))\(OneLine.of(text, 1_500))"
    }
  }
}
