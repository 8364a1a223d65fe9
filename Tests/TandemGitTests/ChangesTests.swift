import TandemCore
import TandemTestKit
import Testing

@testable import TandemGit

/// Trees back into recorded changes, and changes that must not be made.
struct ChangesTests {
  private let files: TemporaryRepository
  private let repository: Repository
  private let tree: String

  init() throws {
    files = try TemporaryRepository(["a.txt": "a\n", "dir/b.txt": "b\n", "dir/c.txt": "c\n"])
    let link = try files.git("hash-object", "-w", files.directory.write("target", "dir"))
    try files.git("update-index", "--add", "--cacheinfo", "120000,\(link),link")
    let commit = try files.git("rev-parse", "HEAD")
    try files.git("update-index", "--add", "--cacheinfo", "160000,\(commit),sub")
    tree = try files.git("write-tree")
    repository = try Repository.open(at: files.path)
  }

  @Test func whatLeadsFromOneTreeToAnotherMakesIt() throws {
    try files.write("a.txt", "changed\n")
    try files.write("new/x.txt", "x")
    try files.git("add", "a.txt", "new")
    try files.git("rm", "--quiet", "-r", "--cached", "dir")
    let after = try files.git("write-tree")
    let changes = try repository.changes(from: tree, to: after)
    #expect(
      changes == [
        FileChange(path: "a.txt", text: "changed\n"), FileChange(path: "dir/b.txt", text: nil),
        FileChange(path: "dir/c.txt", text: nil), FileChange(path: "new/x.txt", text: "x"),
      ])
    #expect(try repository.tree(changes: changes, onto: tree) == after)
  }

  @Test(arguments: [
    ("100755", "a.txt", "its mode changes to 100755"),
    ("120000", "new", "it is a link (mode 120000)"),
    ("160000", "new", "it is a submodule (mode 160000)"),
  ])
  func whatTextCannotHoldIsRefused(mode: String, path: String, reason: String) throws {
    let id =
      mode == "160000" ? try files.git("rev-parse", "HEAD") : try files.git("rev-parse", ":a.txt")
    try files.git("update-index", "--add", "--cacheinfo", "\(mode),\(id),\(path)")
    let after = try files.git("write-tree")
    let error = try #require(throws: GitError.self) {
      _ = try repository.changes(from: tree, to: after)
    }
    #expect(error.code == .unsupportedChange)
    #expect(error.message == "\(path): \(reason)")
  }

  @Test(arguments: [[0x63, 0xe9, 0x0a], [0x61, 0x00]] as [[UInt8]])
  func contentThatIsNoTextIsRefused(bytes: [UInt8]) throws {
    try files.write("data", bytes)
    try files.git("add", "data")
    let after = try files.git("write-tree")
    let error = try #require(throws: GitError.self) {
      _ = try repository.changes(from: tree, to: after)
    }
    #expect(error.message == "data: its content is not UTF-8 text")
  }

  @Test(arguments: [
    (
      [FileChange(path: "link/x", text: "x")],
      "link/x: link is no folder in the base but a file or a link"
    ),
    (
      [FileChange(path: "a.txt/x", text: "x")],
      "a.txt/x: a.txt is no folder in the base but a file or a link"
    ),
    ([FileChange(path: "link", text: "x")], "link: it is a link in the base"),
    ([FileChange(path: "link", text: nil)], "link: it is a link in the base"),
    ([FileChange(path: "sub", text: "x")], "sub: it is a submodule in the base"),
    ([FileChange(path: "dir", text: "x")], "dir: it is a folder in the base"),
    ([FileChange(path: "none", text: nil)], "none: it is deleted but is not in the base"),
    ([FileChange(path: "no/ne", text: nil)], "no/ne: it is deleted but is not in the base"),
    (
      [FileChange(path: "Dir/x", text: "x")],
      "Dir/x: the base has dir, the same name on some systems"
    ),
    (
      [FileChange(path: "dir/B.txt", text: "x")],
      "dir/B.txt: the base has b.txt, the same name on some systems"
    ),
    (
      [FileChange(path: "x/y", text: "x"), FileChange(path: "X/z", text: "x")],
      "X/z: another change has the same name on some systems"
    ),
    (
      [FileChange(path: "x", text: "x"), FileChange(path: "x/y", text: "x")],
      "x: one change makes it a file and another a folder"
    ),
    (
      [FileChange(path: "x", text: "x"), FileChange(path: "x", text: "y")], "x: it is changed twice"
    ),
    (
      [FileChange(path: ".git/config", text: "x")],
      ".git/config: \".git\" means .git to git on some systems"
    ),
  ])
  func aChangeThatMustNotBeMadeIsRefused(changes: [FileChange], message: String) throws {
    for attempt in [
      { _ = try repository.diff(base: tree, changes: changes) },
      { _ = try repository.tree(changes: changes, onto: tree) },
      { _ = try repository.applyToWorkTree(changes: changes, base: tree) },
    ] {
      #expect(try #require(throws: GitError.self, performing: attempt).message == message)
    }
  }
}
