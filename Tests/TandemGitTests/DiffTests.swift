import TandemCore
import TandemTestKit
import Testing

@testable import TandemGit

/// Differences as values and as the patch that git would write.
struct DiffTests {
  private let files: TemporaryRepository
  private let repository: Repository
  private let tree: String

  init() throws {
    files = try TemporaryRepository([
      "a.py": "def f():\n    one\n    two\n    three\n    four\n    five\n", "gone.txt": "gone\n",
      "crlf.txt": "a\r\nb\r\n", "end.txt": "no newline", ".gitattributes": "*.py -diff\n",
    ])
    repository = try Repository.open(at: files.path)
    tree = try repository.head().tree
  }

  private func diff(_ changes: [String: String?]) throws -> Diff {
    try repository.diff(
      base: tree, changes: changes.map { FileChange(path: $0.key, text: $0.value) })
  }

  @Test func aChangedLineIsThereWithItsNumbersAndContext() throws {
    let diff = try diff(["a.py": "def f():\n    one\n    two\n    THREE\n    four\n    five\n"])
    #expect(
      diff.files == [
        DiffFile(
          path: "a.py", kind: .modified,
          hunks: [
            DiffHunk(
              oldStart: 1, oldCount: 6, newStart: 1, newCount: 6,
              lines: [
                DiffLine(kind: .context, oldNumber: 1, newNumber: 1, text: "def f():"),
                DiffLine(kind: .context, oldNumber: 2, newNumber: 2, text: "    one"),
                DiffLine(kind: .context, oldNumber: 3, newNumber: 3, text: "    two"),
                DiffLine(kind: .removed, oldNumber: 4, newNumber: nil, text: "    three"),
                DiffLine(kind: .added, oldNumber: nil, newNumber: 4, text: "    THREE"),
                DiffLine(kind: .context, oldNumber: 5, newNumber: 5, text: "    four"),
                DiffLine(kind: .context, oldNumber: 6, newNumber: 6, text: "    five"),
              ])
          ])
      ])
    #expect(diff.addedLines == 1)
    #expect(diff.removedLines == 1)
  }

  @Test func theTextIsGitsOwn() throws {
    // `*.py -diff` would hide the change from git; it must not hide it from a reviewer.
    try files.write("a.py", "def f():\n    ONE\n    two\n    three\n    four\n    five\n")
    try files.write("new/file.txt", "new\n")
    try files.git("rm", "--quiet", "gone.txt")
    try files.write("crlf.txt", "a\r\nB\r\n")
    try files.write("end.txt", "no newline either")
    try files.git("add", "--all")
    #expect(try files.git("diff", "--cached").contains("Binary files a/a.py and b/a.py differ"))
    let diff = try diff([
      "a.py": "def f():\n    ONE\n    two\n    three\n    four\n    five\n",
      "new/file.txt": "new\n",
      "gone.txt": nil, "crlf.txt": "a\r\nB\r\n", "end.txt": "no newline either",
    ])
    #expect(
      diff.text == (try files.git("diff", "--cached", "--text", "--abbrev=12", "HEAD")) + "\n")
    #expect(diff.files.map(\.kind) == [.modified, .modified, .modified, .deleted, .added])
    #expect(diff.files[1].hunks[0].lines[1].text == "b\r")
    #expect(diff.files[2].hunks[0].lines.map(\.endsWithNewline) == [false, false])
  }

  @Test func theHeadingIsTheEnclosingLine() throws {
    let old = "class A:\n" + (0..<9).map { "    line\($0)\n" }.joined()
    let first = try repository.tree(
      changes: [FileChange(path: "x.txt", text: old)], onto: tree)
    let diff = try repository.diff(
      base: first, changes: [FileChange(path: "x.txt", text: old + "    more\n")])
    #expect(diff.files[0].hunks.map(\.heading) == ["class A:"])
  }

  @Test func thePatchAppliesWithGit() throws {
    let diff = try diff(["a.py": "x\n", "new.txt": "no newline", "gone.txt": nil])
    let file = try files.directory.write("change.patch", diff.text)
    try files.git("apply", "--index", file)
    #expect(try files.read("a.py") == "x\n")
    #expect(try files.read("new.txt") == "no newline")
    #expect(try files.git("ls-files", "gone.txt") == "")
  }

  @Test func theModeOfAnExecutableIsKept() throws {
    try files.git("update-index", "--chmod=+x", "a.py")
    let tree = try files.git("write-tree")
    let diff = try repository.diff(base: tree, changes: [FileChange(path: "a.py", text: "x\n")])
    #expect(diff.files[0].newEntry == .executable)
    #expect(diff.text.contains(" 100755\n"))
    #expect(!diff.text.contains("100644"))
  }

  @Test func configurationDoesNotChangeTheText() throws {
    let before = try diff(["a.py": "x\n"]).text
    for (key, value) in [
      ("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("diff.context", "0"),
      ("core.abbrev", "7"), ("diff.renames", "copies"),
    ] {
      try files.git("config", key, value)
    }
    let fresh = try Repository.open(at: files.path)
    #expect(
      try fresh.diff(base: tree, changes: [FileChange(path: "a.py", text: "x\n")]).text == before)
  }

  @Test func nothingIsWrittenToTheRepository() throws {
    let before = try files.git("count-objects", "-v")
    _ = try diff(["a.py": "something that is not in the repository\n"])
    #expect(try files.git("count-objects", "-v") == before)
  }

  @Test func binaryContentIsSaidAndNotShown() throws {
    let before = try repository.tree(
      changes: [FileChange(path: "data", text: "text\n")], onto: tree)
    let after = try repository.tree(
      changes: [FileChange(path: "data", text: "te\u{0}xt\n")], onto: tree)
    let diff = try repository.diff(from: before, to: after)
    #expect(diff.files == [DiffFile(path: "data", kind: .modified, isBinary: true)])
    #expect(diff.text.hasSuffix("Binary files a/data and b/data differ\n"))
  }

  @Test func textThatIsNotUTF8IsMarked() throws {
    try files.write("latin.txt", [0x63, 0x61, 0x66, 0xe9, 0x0a])
    try files.git("add", "latin.txt")
    let diff = try repository.diff(from: tree, to: files.git("write-tree"))
    #expect(diff.files[0].isUTF8 == false)
    #expect(diff.files[0].hunks[0].lines[0].text == "caf\u{fffd}")
  }

  @Test func aMovedFileIsFoundBetweenTrees() throws {
    try files.git("mv", "a.py", "moved.py")
    let diff = try repository.diff(from: tree, to: files.git("write-tree"))
    #expect(diff.files.map(\.path) == ["moved.py"])
    #expect(diff.files[0].kind == .renamed)
    #expect(diff.files[0].oldPath == "a.py")
  }

  @Test func aFileThatBecomesALinkIsThereTwice() throws {
    let blob = try files.git("hash-object", "-w", files.directory.write("target", "elsewhere"))
    try files.git("update-index", "--cacheinfo", "120000,\(blob),a.py")
    let changed = try files.git("write-tree")
    let diff = try repository.diff(from: tree, to: changed)
    #expect(diff.files.map(\.kind) == [.typeChanged, .typeChanged])
    #expect(diff.files.map(\.oldEntry) == [.file, nil])
    #expect(diff.files.map(\.newEntry) == [nil, .link])
    #expect(
      diff.text == (try files.git("diff", "--text", "--abbrev=12", tree, changed)) + "\n")
  }

  @Test func theSameTreeGivesNothing() throws {
    #expect(try repository.diff(from: tree, to: tree) == Diff())
    #expect(try diff(["a.py": files.read("a.py")]) == Diff())
  }
}
