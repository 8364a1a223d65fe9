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
  package init(rivals: Int, passingTests: Int) {
    switch (rivals, passingTests) {
    case (0, 3...): self = .good
    case (0...4, 1...): self = .fair
    default: self = .low
    }
  }

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
