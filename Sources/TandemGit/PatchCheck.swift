/// What a patch must not be before libgit2 may apply it.
///
/// libgit2 trusts a hunk's counts and skips whatever follows as noise, so that a patch could show
/// lines to a reader which it does not apply, and would lose a second `diff` inside them.
struct PatchCheck {
  private let lines: [ArraySlice<UInt8>]
  private let refusesUnsupported: Bool
  private var number = 0

  /// Reads every line of the patch.
  ///
  /// - Parameter refusesUnsupported: whether binary content, links, submodules, changed modes and
  ///   copies are refused too.
  /// - Throws: `GitError` with `malformedPatch` and the line, or `unsupportedChange`.
  static func require(_ patch: String, refusesUnsupported: Bool = true) throws(GitError) {
    var check = PatchCheck(patch, refusesUnsupported)
    guard !patch.utf8.contains(0) else { throw malformed("it holds a NUL byte") }
    try check.run()
  }

  private init(_ patch: String, _ refusesUnsupported: Bool) {
    self.refusesUnsupported = refusesUnsupported
    var lines = Array(patch.utf8).split(separator: 10, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines
  }

  private static func malformed(_ reason: String) -> GitError {
    GitError(
      "read the patch", .malformedPatch, reason, hint: "make it with git diff, or with git show")
  }

  private mutating func run() throws(GitError) {
    var isInFile = false
    while let line = next() {
      if starts(line, "diff --git ") {
        isInFile = true
      } else if starts(line, "@@ -") {
        guard isInFile else {
          throw Self.malformed("line \(number) is a hunk outside a \"diff --git\" section")
        }
        try skipHunk(header: line)
      } else if isInFile, refusesUnsupported {
        try requireHeader(line)
      }
    }
  }

  private mutating func next() -> ArraySlice<UInt8>? {
    guard number < lines.count else { return nil }
    number += 1
    return lines[number - 1]
  }

  /// Counts a hunk's lines against its header.
  private mutating func skipHunk(header: ArraySlice<UInt8>) throws(GitError) {
    let start = number
    guard var (old, new) = Self.counts(header) else {
      throw Self.malformed("line \(start) is no hunk header")
    }
    while old > 0 || new > 0 {
      guard let line = next() else {
        throw Self.malformed("the hunk at line \(start) has fewer lines than its header says")
      }
      switch line.first {
      case UInt8(ascii: "+"): new -= 1
      case UInt8(ascii: "-"): old -= 1
      case UInt8(ascii: "\\"): continue
      case UInt8(ascii: " "), nil:
        old -= 1
        new -= 1
      default: old = -1
      }
      guard old >= 0, new >= 0 else {
        throw Self.malformed("the hunk at line \(start) has other lines than its header says")
      }
    }
    // What follows a complete hunk begins nothing that could be read as a part of it. `--` with a
    // space ends a mail.
    guard number < lines.count, let first = lines[number].first else { return }
    let isMore =
      first == UInt8(ascii: "+") || first == UInt8(ascii: " ")
      || (first == UInt8(ascii: "-") && !lines[number].elementsEqual("-- ".utf8))
    if isMore {
      throw Self.malformed("the hunk at line \(start) has more lines than its header says")
    }
  }

  /// Refuses what recorded text cannot hold.
  private func requireHeader(_ line: ArraySlice<UInt8>) throws(GitError) {
    let refused: [(prefix: String, reason: String)] = [
      ("GIT binary patch", "binary content"), ("Binary files ", "binary content"),
      ("old mode ", "a changed mode"), ("new mode ", "a changed mode"),
      ("new file mode 120000", "a link (mode 120000)"),
      ("new file mode 160000", "a submodule (mode 160000)"),
      ("deleted file mode 120000", "a link (mode 120000)"),
      ("deleted file mode 160000", "a submodule (mode 160000)"),
      ("new file mode 100755", "a new executable file (mode 100755)"),
      ("copy from ", "a copied file"),
    ]
    if let found = refused.first(where: { starts(line, $0.prefix) }) {
      throw GitError(
        "read the patch", .unsupportedChange, "line \(number) is \(found.reason)",
        hint: "a recorded change holds the text of ordinary files only")
    }
  }

  private func starts(_ line: ArraySlice<UInt8>, _ prefix: String) -> Bool {
    line.starts(with: prefix.utf8)
  }

  /// The two counts of `@@ -1,2 +3,4 @@`; a count that is left out is 1.
  private static func counts(_ header: ArraySlice<UInt8>) -> (old: Int, new: Int)? {
    let words = header.split(separator: 32, maxSplits: 4)
    guard words.count >= 4, words[3].starts(with: "@@".utf8),
      words[1].first == UInt8(ascii: "-"), words[2].first == UInt8(ascii: "+"),
      let old = count(words[1].dropFirst()), let new = count(words[2].dropFirst())
    else { return nil }
    return (old, new)
  }

  private static func count(_ range: ArraySlice<UInt8>) -> Int? {
    let parts = range.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == parts.count, (1...2).contains(numbers.count),
      numbers.allSatisfy({ (0...10_000_000).contains($0) })
    else { return nil }
    return numbers.count == 2 ? numbers[1] : 1
  }
}
