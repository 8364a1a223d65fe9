/// What changed between two trees: the patch text as git writes it, and the same as values.
///
/// Never holds more than git shows: three lines of context, no content of binary files.
package struct Diff: Codable, Sendable, Hashable {
  /// The unified patch with `diff --git` lines; bytes that are not UTF-8 appear as U+FFFD.
  package var text: String
  /// The changed files, sorted by path.
  package var files: [DiffFile]

  /// Makes a diff from its parts.
  package init(text: String = "", files: [DiffFile] = []) {
    self.text = text
    self.files = files
  }

  /// Whether nothing changed.
  package var isEmpty: Bool { files.isEmpty }

  /// Lines added in all files.
  package var addedLines: Int { files.reduce(0) { $0 + $1.addedLines } }

  /// Lines removed in all files.
  package var removedLines: Int { files.reduce(0) { $0 + $1.removedLines } }
}

/// One changed file of a diff.
package struct DiffFile: Codable, Sendable, Hashable {
  /// The new path; the old one where the file is deleted.
  package var path: String
  /// The path before a rename; nil where it did not change.
  package var oldPath: String?
  /// What happened to the file.
  package var kind: Kind
  /// What the old entry was; nil where the file is new.
  package var oldEntry: EntryKind?
  /// What the new entry is; nil where the file is deleted.
  package var newEntry: EntryKind?
  /// Whether git sees binary content: then there are no hunks.
  package var isBinary: Bool
  /// Whether every line shown is UTF-8, so that nothing was replaced by U+FFFD.
  package var isUTF8: Bool
  /// The changed regions, top to bottom.
  package var hunks: [DiffHunk]

  /// Makes a file of a diff from its parts.
  package init(
    path: String, oldPath: String? = nil, kind: Kind, oldEntry: EntryKind? = .file,
    newEntry: EntryKind? = .file, isBinary: Bool = false, isUTF8: Bool = true,
    hunks: [DiffHunk] = []
  ) {
    self.path = path
    self.oldPath = oldPath
    self.kind = kind
    self.oldEntry = oldEntry
    self.newEntry = newEntry
    self.isBinary = isBinary
    self.isUTF8 = isUTF8
    self.hunks = hunks
  }

  /// What happened to a file.
  package enum Kind: String, Codable, Sendable, Hashable {
    /// It is new.
    case added
    /// It is gone.
    case deleted
    /// Its content or only its mode changed.
    case modified
    /// It moved, with or without a change.
    case renamed
    /// A file became a link or a submodule, or the reverse. As in git's patches it is there twice:
    /// the old entry removed (`newEntry` is nil), the new one added (`oldEntry` is nil).
    case typeChanged
  }

  /// Lines added.
  package var addedLines: Int { count(.added) }

  /// Lines removed.
  package var removedLines: Int { count(.removed) }

  private func count(_ kind: DiffLine.Kind) -> Int {
    hunks.reduce(0) { sum, hunk in sum + hunk.lines.count { $0.kind == kind } }
  }
}

/// One changed region with its context.
package struct DiffHunk: Codable, Sendable, Hashable {
  /// 1-based first line in the old text; 0 where the old side is empty.
  package var oldStart: Int
  /// Lines of the old text shown.
  package var oldCount: Int
  /// 1-based first line in the new text; 0 where the new side is empty.
  package var newStart: Int
  /// Lines of the new text shown.
  package var newCount: Int
  /// What git prints after the second `@@`: usually the enclosing definition's line.
  package var heading: String
  /// Context, removed and added lines in the patch's order.
  package var lines: [DiffLine]

  /// Makes a hunk from its parts.
  package init(
    oldStart: Int, oldCount: Int, newStart: Int, newCount: Int, heading: String = "",
    lines: [DiffLine]
  ) {
    self.oldStart = oldStart
    self.oldCount = oldCount
    self.newStart = newStart
    self.newCount = newCount
    self.heading = heading
    self.lines = lines
  }
}

/// One line of a hunk.
package struct DiffLine: Codable, Sendable, Hashable {
  /// Whether it was kept, added or removed.
  package var kind: Kind
  /// 1-based line in the old text; nil for an added line.
  package var oldNumber: Int?
  /// 1-based line in the new text; nil for a removed line.
  package var newNumber: Int?
  /// The raw text without its line feed; a carriage return is kept.
  package var text: String
  /// Whether a line feed follows; false only for a last line without one.
  package var endsWithNewline: Bool

  /// Makes a line from its parts.
  package init(
    kind: Kind, oldNumber: Int?, newNumber: Int?, text: String, endsWithNewline: Bool = true
  ) {
    self.kind = kind
    self.oldNumber = oldNumber
    self.newNumber = newNumber
    self.text = text
    self.endsWithNewline = endsWithNewline
  }

  /// What happened to a line.
  package enum Kind: String, Codable, Sendable, Hashable {
    /// It is in both texts.
    case context
    /// It is only in the new text.
    case added
    /// It is only in the old text.
    case removed
  }
}

/// What a tree entry is, by git's mode in octal.
package enum EntryKind: String, Codable, Sendable, Hashable {
  /// An ordinary file.
  case file = "100644"
  /// A file that may be executed.
  case executable = "100755"
  /// A symbolic link; its content is the target.
  case link = "120000"
  /// A submodule; its id is a commit of another repository.
  case submodule = "160000"
}
