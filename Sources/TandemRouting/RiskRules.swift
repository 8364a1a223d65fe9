package import TandemCore

/// Which risks park a run for a person.
///
/// A stronger model is never used to get past one.
package enum RiskRules {
  /// Returns the question a contract raises before anything is drafted; nil where it raises none.
  ///
  /// - Parameter contractHash: stands in for the diff's hash: another contract makes an answer stale.
  package static func question(
    about contract: ChangeContract, run: String, base: String, contractHash: String
  ) -> Checkpoint? {
    guard let first = contract.riskFlags.first else { return nil }
    let others = contract.riskFlags.dropFirst()
    return Checkpoint(
      question: "May the change be drafted, although it touches: "
        + ([first] + others).joined(separator: "; ") + "?",
      reason: "accepting a risk is a person's decision, not a model's",
      options: options(run), base: base, diffHash: contractHash)
  }

  /// Returns the question that findings of severity `risk` raise; nil where there are none.
  static func question(about findings: [Finding], _ situation: Situation) -> Checkpoint? {
    let risks = findings.filter { $0.severity == .risk }
    guard let first = risks.first else { return nil }
    let places = risks.map { finding in
      "\(finding.rule) in \(finding.path)" + (finding.line.map { ":\($0)" } ?? "")
    }
    return Checkpoint(
      question: "Is this acceptable? " + places.joined(separator: "; "), reason: first.message,
      options: options(situation.run), base: situation.base, diffHash: situation.diffHash)
  }

  /// What a person can do with a parked run.
  static func options(_ run: String) -> [String] {
    [
      "tandem approve \(run) --by NAME", "tandem reject \(run) --by NAME",
      "tandem retry \(run) --hint TEXT",
    ]
  }
}
