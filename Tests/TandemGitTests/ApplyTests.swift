import TandemCore
import TandemTestKit
import Testing

@testable import TandemGit

/// Patches in git's format, in memory.
struct ApplyTests {
  private let files: TemporaryRepository
  private let repository: Repository
  private let tree: String

  init() throws {
    files = try TemporaryRepository([
      "a.txt": "1\n2\n3\n4\n5\n", "dir/b.txt": "b\n", "run.sh": "#!/bin/sh\necho\n",
      "end.txt": "no newline",
    ])
    try files.git("update-index", "--chmod=+x", "run.sh")
    let link = try files.git("hash-object", "-w", files.directory.write("target", "/etc"))
    try files.git("update-index", "--add", "--cacheinfo", "120000,\(link),link")
    tree = try files.git("write-tree")
    repository = try Repository.open(at: files.path)
  }

  private func refusal(_ patch: String) throws -> GitError {
    try #require(throws: GitError.self) { _ = try repository.apply(patch: patch, toTree: tree) }
  }

  /// A patch that adds one line to a file that is not there yet.
  private func added(_ path: String, mode: String = "100644") -> String {
    """
    diff --git a/\(path) b/\(path)
    new file mode \(mode)
    index 0000000..1111111
    --- /dev/null
    +++ b/\(path)
    @@ -0,0 +1 @@
    +evil

    """
  }

  private let change = """
    diff --git a/a.txt b/a.txt
    index 1111111..2222222 100644
    --- a/a.txt
    +++ b/a.txt
    @@ -1,5 +1,5 @@
     1
     2
    -3
    +three
     4
     5

    """

  @Test func aPatchBecomesRecordedChanges() throws {
    #expect(
      try repository.apply(patch: change, toTree: tree)
        == [FileChange(path: "a.txt", text: "1\n2\nthree\n4\n5\n")])
  }

  @Test func whatGitWritesComesBack() throws {
    try files.write("a.txt", "0\n1\n2\n3\n4\n5")
    try files.write("new/deep.txt", "new\r\n")
    try files.write("end.txt", "now with one\n")
    try files.git("rm", "--quiet", "--cached", "dir/b.txt")
    try files.git("mv", "run.sh", "moved.sh")
    try files.git("add", "a.txt", "new", "end.txt")
    let patch = try files.git("diff", "--cached", tree) + "\n"
    #expect(
      try repository.apply(patch: patch, toTree: tree) == [
        FileChange(path: "a.txt", text: "0\n1\n2\n3\n4\n5"),
        FileChange(path: "dir/b.txt", text: nil),
        FileChange(path: "end.txt", text: "now with one\n"),
        FileChange(path: "moved.sh", text: "#!/bin/sh\necho\n"),
        FileChange(path: "new/deep.txt", text: "new\r\n"),
        FileChange(path: "run.sh", text: nil),
      ])
  }

  @Test func ourOwnDiffComesBack() throws {
    let changes = [
      FileChange(path: "a.txt", text: "1\n2\n"), FileChange(path: "dir/b.txt", text: nil),
      FileChange(path: "n\u{e9}w \"file\".txt", text: "no newline"),
      FileChange(path: "run.sh", text: "#!/bin/sh\n"),
    ]
    let patch = try repository.diff(base: tree, changes: changes).text
    #expect(try repository.apply(patch: patch, toTree: tree) == changes)
  }

  @Test func mailAroundAPatchIsSkipped() throws {
    let mail = "From: Ada\nSubject: x\n\n---\n a.txt | 2 +-\n" + change + "-- \n2.39.5\n"
    #expect(try repository.apply(patch: mail, toTree: tree).map(\.path) == ["a.txt"])
  }

  @Test func nothingIsWrittenToTheRepository() throws {
    let before = try files.git("count-objects", "-v")
    _ = try repository.apply(patch: change, toTree: tree)
    #expect(try files.git("count-objects", "-v") == before)
  }

  @Test(arguments: [
    "../outside", "a/../../b", ".git/hooks/post-checkout", ".GIT/config",
    "git~1/config", ".g\u{200c}it/config", ".gitmodules", "sub/.git/config", "x/.gitmodules ",
  ])
  func anUnsafePathIsRefused(path: String) throws {
    #expect(try refusal(added(path)).code == .unsafePath)
  }

  @Test func anAbsolutePathStaysInsideTheTree() throws {
    #expect(
      try repository.apply(patch: added("/etc/passwd"), toTree: tree).map(\.path) == ["etc/passwd"])
    let bare = added("x").split(separator: "a/x").joined(separator: "/etc/x")
      .split(separator: "b/x").joined(separator: "/etc/x")
    #expect(try repository.apply(patch: bare, toTree: tree).map(\.path) == ["x"])
  }

  @Test func writingThroughALinkIsRefused() throws {
    let error = try refusal(added("link/passwd"))
    #expect(error.code == .unsafePath)
    #expect(
      error.message == "link/passwd: link is no folder in the base but a file or a link")
    #expect(
      try refusal(
        """
        diff --git a/link b/link
        index 1111111..2222222 120000
        --- a/link
        +++ b/link
        @@ -1 +1 @@
        -/etc
        \\ No newline at end of file
        +/root
        \\ No newline at end of file

        """
      ).code == .unsupportedChange)
  }

  @Test func aNameThatDiffersOnlyInCaseIsRefused() throws {
    #expect(try refusal(added("A.TXT")).code == .unsafePath)
    #expect(try refusal(added("DIR/new.txt")).code == .unsafePath)
    #expect(try refusal(added("new.txt") + added("NEW.txt")).code == .unsafePath)
  }

  @Test func aNewFileWhereOneIsAlreadyIsRefused() throws {
    let error = try refusal(added("a.txt"))
    #expect(error.code == .patchDoesNotApply)
    #expect(error.message == "a.txt: it is new in the patch but exists in the base")
  }

  @Test(arguments: [
    ("120000", "a link (mode 120000)"), ("160000", "a submodule (mode 160000)"),
    ("100755", "a new executable file (mode 100755)"),
  ])
  func aModeThatTextCannotHoldIsRefused(mode: String, reason: String) throws {
    let error = try refusal(added("new", mode: mode))
    #expect(error.code == .unsupportedChange)
    #expect(error.message == "line 2 is " + reason)
  }

  @Test func aChangedModeIsRefused() throws {
    let error = try refusal(
      "diff --git a/a.txt b/a.txt\nold mode 100644\nnew mode 100755\n")
    #expect(error.code == .unsupportedChange)
  }

  @Test func binaryContentIsRefused() throws {
    try files.write("data", [0, 1, 2])
    try files.git("add", "data")
    for flags in [["--binary"], []] {
      let patch = try files.git(["diff", "--cached"] + flags + [tree]) + "\n"
      #expect(try refusal(patch).message.hasSuffix("binary content"))
    }
  }

  @Test func countsThatLieAreRefused() throws {
    for header in ["@@ -1,4 +1,4 @@", "@@ -1,6 +1,6 @@", "@@ -1,5 +1,4 @@", "@@ -1,2 +1,2 @@"] {
      let patch = change.split(separator: "@@ -1,5 +1,5 @@").joined(separator: header)
      let error = try refusal(patch)
      #expect(error.code == .malformedPatch)
      #expect(error.message.hasPrefix("the hunk at line 5 has "))
    }
  }

  @Test(arguments: [
    "@@ -1,5 +1,5", "@@ -x +y @@", "@@ -1,-5 +1,5 @@", "@@ -1,99999999999 +1,5 @@",
    "@@ -1,5,5 +1 @@",
  ])
  func aHeaderThatIsNoneIsRefused(header: String) throws {
    let patch = change.split(separator: "@@ -1,5 +1,5 @@").joined(separator: header)
    #expect(try refusal(patch).code == .malformedPatch)
  }

  @Test(arguments: ["", "hello\n", "@@ -1 +1 @@\n-a\n+b\n", "a\u{0}b"])
  func whatIsNoPatchIsRefused(patch: String) throws {
    #expect(try refusal(patch).code == .malformedPatch)
  }

  @Test func aPatchThatDoesNotFitIsRefused() throws {
    let patch = change.split(separator: " 2\n").joined(separator: " two\n")
    #expect(try refusal(patch).code == .patchDoesNotApply)
  }

  @Test func twoSectionsOfOneFileOrADeletedFileAreNotConfused() throws {
    let deletion = """
      diff --git a/dir/b.txt b/dir/b.txt
      deleted file mode 100644
      --- a/dir/b.txt
      +++ /dev/null
      @@ -1 +0,0 @@
      -b

      """
    #expect(
      try repository.apply(patch: deletion, toTree: tree) == [
        FileChange(path: "dir/b.txt", text: nil)
      ])
    #expect(throws: GitError.self) {
      try repository.apply(patch: deletion + deletion, toTree: tree)
    }
  }

  @Test func brokenPatchesNeverCrash() throws {
    var generator = RandomStream(7)
    let pieces = [
      "\n", "@@ -1 +1 @@", "-", "+", "\\ No newline\n", "diff --git a/a.txt b/a.txt\n", "/",
      "\u{0}",
      "rename from x\nrename to y\n", "99999999999", "--- /dev/null\n", "\"", "index 1..2\n",
    ].map { Array($0.utf8) }
    let originals = [change, added("new"), change + added("x/y")].map { Array($0.utf8) }
    for _ in 0..<400 {
      guard var bytes = originals.randomElement(using: &generator) else { continue }
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0...12, using: &generator))
        let piece = pieces.randomElement(using: &generator) ?? []
        bytes.replaceSubrange(place..<end, with: piece)
      }
      let patch = String(decoding: bytes, as: UTF8.self)
      let changes = (try? repository.apply(patch: patch, toTree: tree)) ?? []
      #expect(changes.allSatisfy { PathRules.refusal(of: $0.path) == nil })
    }
  }
}
