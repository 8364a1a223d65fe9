package import TandemCore

/// What independent drafts of one tier have in common: agreement is evidence, disagreement a warning.
///
/// Right drafts of one bug resemble each other more often than wrong ones do (self-consistency, Wang
/// et al., 2022).
package struct Agreement: Codable, Sendable, Hashable {
  /// The index of the draft that is taken.
  package var chosen: Int
  /// How many drafts make the same change as that one, itself included.
  package var agreeing: Int
  /// How many drafts there are.
  package var all: Int

  /// Compares drafts: the change that most of them make is taken, the first of equals; a draft that
  /// gave up, or changes nothing, agrees with nobody.
  ///
  /// Two changes are the same where they leave the same texts in the same files, but for blanks.
  package init(_ drafts: [Draft]) {
    let keys = drafts.map(Self.key)
    var best = (index: 0, count: 0)
    for (index, key) in keys.enumerated() where key != nil {
      let count = keys.count { $0 == key }
      if count > best.count { best = (index, count) }
    }
    (chosen, agreeing, all) = (best.index, best.count, drafts.count)
  }

  private static func key(_ draft: Draft) -> String? {
    guard draft.ending == .finished, !draft.changes.isEmpty else { return nil }
    return draft.changes.sorted { $0.path < $1.path }.map { change in
      change.path + "\u{0}" + (change.text ?? "\u{1}").filter { !$0.isWhitespace }
    }.joined(separator: "\u{0}")
  }

  /// The numbers in words: `2 of 3 independent drafts make this change`.
  package var sentence: String {
    agreeing == 0
      ? "none of \(all) independent drafts makes a change"
      : "\(agreeing) of \(all) independent drafts make\(agreeing == 1 ? "s" : "") this change"
  }
}
