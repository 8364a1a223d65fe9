/// One file of a change: its whole new text, or its deletion.
///
/// The recorded truth of a draft. The commit is built from these values, never from a disk.
package struct FileChange: Codable, Sendable, Hashable {
  /// Path in the tree, relative, `/`-separated.
  package var path: String
  /// The new text, or nil where the file is deleted.
  package var text: String?

  /// Makes a change of one file.
  package init(path: String, text: String?) {
    self.path = path
    self.text = text
  }
}

/// A finished draft: what a drafter proposes, and how it was made.
package struct Draft: Codable, Sendable, Hashable {
  /// The changed files, sorted by path; empty where the drafter gave up.
  package var changes: [FileChange]
  /// How the drafter ended.
  package var ending: Ending
  /// Who drafted.
  package var tier: Tier
  /// The drafter's own note to the reviewer-free log, bounded; never shown to the reviewer.
  package var note: String
  /// Facts worth handing to the next tier: suspicious lines, rivals, what was tried.
  package var evidence: [String]
  /// Why the drafter itself would not stand for it unread; nil where it would, and for models, which
  /// are never asked.
  package var doubt: String?

  /// Makes a draft from its parts.
  package init(
    changes: [FileChange], ending: Ending, tier: Tier, note: String = "", evidence: [String] = [],
    doubt: String? = nil
  ) {
    self.doubt = doubt
    self.changes = changes.sorted { $0.path < $1.path }
    self.ending = ending
    self.tier = tier
    self.note = note
    self.evidence = evidence
  }

  /// How a drafter ended.
  package enum Ending: Codable, Sendable, Hashable {
    /// It says that the change is complete.
    case finished
    /// It needs files outside the contract; the reason says why.
    case needsScope(paths: [String], reason: String)
    /// It cannot do it, with its reason.
    case gaveUp(reason: String)
  }
}
