import Testing

@testable import TandemPatch

/// The ladder of a replacement, and the bytes it keeps.
@Suite struct ReplacementTests {
  @Test(arguments: [
    // exact, inside a line
    ("x = 1\n", "1", "2", "x = 2\n", 1, Leniency.exact),
    // exact, whole lines of a file with `\r\n`, quoted with `\n`
    ("a\r\nb\r\nc\r\n", "b\nc\n", "B\nC\n", "a\r\nB\r\nC\r\n", 2, .exact),
    // the last line has no line feed, the quoted one has
    ("a\nb", "b\n", "c\n", "a\nc", 2, .exact),
    // a deletion
    ("a\nb\nc\n", "b\n", "", "a\nc\n", 2, .exact),
    // white space at line ends
    ("a\t\nb\n", "a\nb\n", "c\n", "c\n", 1, .trailingSpace),
    // more indentation than quoted, with a blank line
    (
      "  if a:\n\n    b\n", "if a:\n\n  b\n", "if a:\n\n  c\n", "  if a:\n\n    c\n", 1,
      .indentation
    ),
    // less indentation than quoted
    ("if a:\n  b\n", "  if a:\n    b\n", "  if a:\n    c\n", "if a:\n  c\n", 1, .indentation),
    // one indented line: the new lines get its indentation, both of them
    (
      "x:\n      return 1\n", "  return 1\n", "  if a:\n    return 2\n",
      "x:\n      if a:\n        return 2\n", 2, .indentation
    ),
    // tabs
    ("\t\ta\n\t\t\tb\n", "\ta\n\t\tb\n", "\tc\n", "\t\tc\n", 1, .indentation),
    // a BOM stays where it is
    ("\u{FEFF}a \nb\n", "a\n", "c\n", "\u{FEFF}c\nb\n", 1, .trailingSpace),
    // an empty file
    ("", "", "new\n", "new\n", 1, .exact),
  ]) func oneMatchIsReplaced(
    text: String, old: String, new: String, expected: String, line: Int, leniency: Leniency
  ) {
    let result = Replacement.apply(old: old, new: new, in: text)
    #expect(result == .replaced(text: expected, line: line, leniency: leniency))
    if case .replaced(let made, _, _) = result {
      #expect(Array(made.utf8) == Array(expected.utf8))
    }
  }

  @Test func severalMatchesAreNeverChosenFrom() {
    #expect(Replacement.apply(old: "a", new: "b", in: "a\na\n") == .ambiguous(lines: [1, 2]))
    #expect(
      Replacement.apply(old: "a\nb\n", new: "", in: " a \n b\n  a\n  b\n")
        == .ambiguous(lines: [1, 3]))
    // Overlapping ones count too.
    #expect(Replacement.apply(old: "aa", new: "b", in: "aaa") == .ambiguous(lines: [1, 1]))
  }

  @Test func aStricterRungWinsOverALenientOne() {
    #expect(
      Replacement.apply(old: "a\n", new: "b\n", in: "x\na\n  a\n".replacing("  a\n", with: "  c\n"))
        == .replaced(text: "x\nb\n  c\n", line: 2, leniency: .exact))
  }

  @Test(arguments: [(2, 2), (3, nil), (6, 6), (7, 6), (5, nil), (99, nil)])
  func aLineTellsTwinsApartOnlyWhereItIsClear(nearLine: Int, chosen: Int?) {
    let text = "x\ny\nx\nx\nx\ny\n"
    let result = Replacement.apply(old: "y\n", new: "z\n", in: text, nearLine: nearLine)
    if let chosen {
      guard case .replaced(_, chosen, _) = result else {
        Issue.record("\(result)")
        return
      }
    } else {
      #expect(result == .ambiguous(lines: [2, 6]))
    }
  }

  @Test func aMissNamesTheNearestLines() {
    #expect(
      Replacement.apply(old: "one\ntwo\nthree\n", new: "", in: "zero\none\n2\nthree\nfour\n")
        == .missing(
          help: "2 of its 3 lines are nearest at line 2; the first line that differs is 3, "
            + "quoted as: two\n2| one\n3| 2\n4| three"))
    #expect(
      Replacement.apply(old: "q\n", new: "r\n", in: "a\nb\n")
        == .missing(help: "no line of the old text is in the file; read the file again"))
    #expect(
      Replacement.apply(old: "", new: "r\n", in: "a\n")
        == .missing(help: "the old text is empty; quote the lines to replace"))
  }

  @Test func anIndentationThatCannotBeTakenOffIsAMiss() {
    guard
      case .missing(let help) = Replacement.apply(
        old: "    a\n    b\n", new: "a\n", in: "  a\n  b\n")
    else {
      Issue.record("not a miss")
      return
    }
    #expect(help.hasPrefix("the lines stand at line 1 with less indentation"))
  }

  @Test func mixedIndentationShiftsDoNotMatch() {
    guard case .missing = Replacement.apply(old: "a\n  b\n", new: "c\n", in: "  a\n      b\n")
    else {
      Issue.record("two different shifts are no match")
      return
    }
  }

  @Test(
    arguments: [
      (nil, "a\nb\n", 2, 0), ("a\nb\n", nil, 0, 2), ("a\nb\n", "a\nc\n", 1, 1), ("a\n", "a", 1, 1),
      ("a\nb\nc\n", "a\nb\nx\nc\n", 1, 0), ("a\r\n", "a\n", 1, 1), ("", "", 0, 0),
      ("a\nb\na\nb\n", "b\na\nb\na\n", 1, 1),
    ] as [(String?, String?, Int, Int)]) func linesAreCountedAsGitCounts(
      before: String?, after: String?, added: Int, removed: Int
    )
  {
    let count = LineCount(before: before, after: after)
    #expect(count == LineCount(added: added, removed: removed))
    #expect(count.total == added + removed)
  }
}
