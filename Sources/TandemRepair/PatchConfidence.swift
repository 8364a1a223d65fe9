/// How much speaks for a plausible patch, as one word with a stated meaning.
///
/// The bounds are held against every patch of the benchmarks (`fixtures/bench/`, the builtin tier's
/// files): they say how often such patches were wrong there, not how often they will be.
package enum PatchConfidence: String, Codable, Sendable, Hashable, CaseIterable {
  /// No rival that may do something else, and the tests look at the changed line closely.
  case good
  /// Something speaks against it.
  case fair
  /// Much speaks against it.
  case low

  /// Judges by the rivals that passed too and by the tests that look at the changed line: those that it
  /// turned green, and the passing ones that run it.
  ///
  /// A line that all of many tests run, as a module's own code does while it is loaded, is looked at
  /// by none of them: of four patches that passed on Django, the one that such tests praised was wrong.
  ///
  /// - Parameters:
  ///   - rivals: What passed too and is not known to do the same (`SearchReport.rivals`).
  ///   - failing: The failing tests that it turned green.
  ///   - passing: The passing tests that run the line.
  ///   - tests: All passing tests that were held against.
  package init(rivals: Int, failing: Int, passing: Int, of tests: Int) {
    let isEverywhere = passing == tests && tests > Self.many
    let looking = failing + (isEverywhere ? 1 : passing)
    switch (rivals, looking) {
    case (0, 4...): self = .good
    case (0...4, 2...): self = .fair
    default: self = .low
    }
  }

  /// Tests from which on a line that all of them run tells nothing, and a code base is so large that
  /// what its nearby tests pass may break others.
  private static let many = 50

  /// Whether a patch should not be accepted unread: whatever is low, and on a large code base whatever is
  /// not good (of four that passed on Django two were wrong, of three low ones on small real projects
  /// one).
  ///
  /// - Parameter tests: All passing tests that were held against.
  package func isDoubted(among tests: Int) -> Bool {
    self == .low || (self != .good && tests > Self.many)
  }

  /// What the word means.
  package var meaning: String {
    switch self {
    case .good:
      "nothing that was tried and does something else passed, and four or more tests look at the "
        + "changed line; at most one in ten such patches was wrong"
    case .fair:
      "up to four changes that may do something else passed too, or few tests look at the changed line; at most one in four "
        + "such patches was wrong"
    case .low:
      "many that may do something else passed too, or hardly a test looks at the changed line; up to half of such "
        + "patches were wrong"
    }
  }
}
