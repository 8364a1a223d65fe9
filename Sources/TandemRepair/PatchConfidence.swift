/// How much speaks for a plausible patch, as one word with a stated meaning.
///
/// It says what was seen, not how often such patches turn out to be right.
package enum PatchConfidence: String, Codable, Sendable, Hashable, CaseIterable {
  /// No rival, and the tests look at the changed line closely.
  case good
  /// Something speaks against it.
  case fair
  /// Much speaks against it.
  case low

  /// Judges by the rivals that passed too and the passing tests that run the changed line.
  ///
  /// A line that all of many tests run, as a module's own code does while it is loaded, is looked at
  /// by none of them: of four patches that passed on Django, the one that such tests praised was wrong.
  ///
  /// - Parameter tests: All passing tests that were held against.
  package init(rivals: Int, passingTests: Int, of tests: Int) {
    let looking = passingTests == tests && tests > Self.many ? 1 : passingTests
    switch (rivals, looking) {
    case (0, 3...): self = .good
    case (0...4, 1...): self = .fair
    default: self = .low
    }
  }

  /// Tests from which on a line that all of them run tells nothing, and a code base is so large that
  /// what its nearby tests pass may break others.
  private static let many = 50

  /// Whether a patch should not be accepted unread: on a large code base whatever is not good (of four
  /// that passed on Django two were wrong); on small programs hardly any were (two of 40 on QuixBugs),
  /// whatever the word.
  ///
  /// - Parameter tests: All passing tests that were held against.
  package func isDoubted(among tests: Int) -> Bool { self != .good && tests > Self.many }

  /// What the word means.
  package var meaning: String {
    switch self {
    case .good:
      "no other change that was tried passed, and three or more passing tests run the changed line"
    case .fair: "a few other changes passed too, or few passing tests run the changed line"
    case .low: "many other changes passed too, or no passing test runs the changed line"
    }
  }
}
