package import TandemCore

/// Whether the builtin repair tries before any model is paid: it costs $0 and some seconds, and what
/// it found out goes to whoever drafts next.
package enum RungZero {
  /// The most files in which it is worth searching.
  private static let mostFiles = 3

  /// Returns whether it tries: a test shows the bug and passes judgement alone, the contract is small
  /// and in one place, and the language is one that it repairs.
  ///
  /// - Parameter repairs: tells whether a file is in such a language.
  package static func tries(
    _ policy: RoutingPolicy, _ contract: ChangeContract, _ baseline: Baseline,
    repairs: (String) -> Bool
  ) -> Bool {
    policy.builtinSeconds > 0 && contract.reach == .local && !contract.mustTurnGreen.isEmpty
      && contract.expectationChanges.isEmpty && contract.newFiles.isEmpty
      && (1...mostFiles).contains(contract.files.count) && contract.files.contains(where: repairs)
      && baseline.run?.ending == .completed
  }
}
