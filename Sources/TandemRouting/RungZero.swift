package import TandemCore

/// Whether the builtin repair tries before any model is paid: it costs $0 and some seconds, and what
/// it found out goes to whoever drafts next.
package enum RungZero {
  /// The most files in which it is worth searching.
  private static let mostFiles = 3
  /// The fewest changes that the time must suffice for: fewer find a fix too seldom to be waited for.
  private static let fewestTries = 20.0

  /// Returns whether it tries: a test shows the bug and passes judgement alone, the contract is small
  /// and in one place, and the language is one that it repairs.
  ///
  /// - Parameters:
  ///   - perTry: Seconds that one change takes to be built and tested.
  ///   - repairs: tells whether a file is in such a language.
  package static func tries(
    _ policy: RoutingPolicy, _ contract: ChangeContract, _ baseline: Baseline, perTry: Double,
    repairs: (String) -> Bool
  ) -> Bool {
    policy.builtinSeconds > 0 && policy.builtinSeconds >= perTry * fewestTries
      && contract.reach == .local && !contract.mustTurnGreen.isEmpty
      && contract.expectationChanges.isEmpty && contract.newFiles.isEmpty
      && (1...mostFiles).contains(contract.files.count) && contract.files.contains(where: repairs)
      && baseline.run?.ending == .completed
  }
}
